/**
 * Starts of one session at two servers at once (runtime specification §3 row 14): what is given back for one of them is
 * never what the other counts on, so that `max_open_sessions` is exact.
 */
import { beforeEach, describe, expect, it } from '@jest/globals';
import { Envelope, encodeBytes, kernelEnvelope } from '@macp/proto';
import type { macp } from '@macp/proto';
import { createLogger } from '@macp/telemetry';
import { EngineDouble } from '../testing/engine-double.js';
import { newSessionId, startEnvelope } from '../testing/ingress-world.js';
import { OpenSessionLimit } from './open-session-limit.js';

const ONE = 1;
const BAD: macp.v1.EnvelopeInit = { payload: Buffer.from([0xff]) };
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Whoever passes waits while it is shut. */
class Gate {
  private opened: Promise<void> = Promise.resolve();
  private letThrough: () => void = () => undefined;

  shut(): this {
    this.opened = new Promise((resolve) => (this.letThrough = resolve));
    return this;
  }

  open(): void {
    this.letThrough();
  }

  pass(): Promise<void> {
    return this.opened;
  }
}

let engine: EngineDouble;
beforeEach(() => {
  engine = new EngineDouble();
});

/** A server of its own, over the same sessions and registries as the others. */
class Server {
  readonly submissions = new Gate();
  readonly lookups = new Gate();
  readonly registryAnswers = new Gate();
  lookupCount = 0;
  private readonly limit = new OpenSessionLimit({
    clock: engine.clock,
    log: createLogger({ level: 'silent' }),
    registry: {
      pending: 0,
      submit: (...[key, command, deadlineMs, done]: Parameters<EngineDouble['registry']['submit']>) =>
        engine.registry.submit(
          key,
          command,
          deadlineMs,
          (outcome) => void this.registryAnswers.pass().then(() => done(outcome)),
        ),
    },
    history: {
      session: async (sessionId: string) => {
        this.lookupCount++;
        const found = await engine.history.session(sessionId);
        await this.lookups.pass();
        return found;
      },
    },
    sessions: {
      pending: 0,
      submit: (...call: Parameters<EngineDouble['submissions']['submit']>) =>
        void this.submissions.pass().then(() => engine.submissions.submit(...call)),
    },
  } as never);

  /** An identity that may have one open session starts it. */
  async start(sessionId: string, changes: macp.v1.EnvelopeInit = {}, waitMs = 30_000): Promise<string> {
    const bytes = encodeBytes(Envelope, startEnvelope(sessionId, { sender: 'lead', ...changes }));
    const deadlineMs = engine.clock.nowMs() + waitMs;
    const outcome = await this.limit.start({
      envelope: kernelEnvelope(Envelope.decode(bytes)),
      limit: ONE,
      deadlineMs,
    });
    return outcome === undefined ? 'unknown' : outcome.kind === 'rejected' ? outcome.rejection.code : 'ok';
  }
}

async function decided(commands: number): Promise<void> {
  while (engine.registry.commands.length < commands) await turn();
}

describe('two starts of one session at two servers', () => {
  it.each([
    ['another message id', 'other', 'first'],
    ['another message id', 'other', 'last'],
    ['the same message id', 'm-start', 'first'],
    ['the same message id', 'm-start', 'last'],
  ])(
    'given the refused one with %s (%s), reserved %s, then the other one keeps its place',
    async (_w, messageId, at) => {
      const [bad, good] = [new Server(), new Server()];
      bad.submissions.shut();
      good.submissions.shut();
      const sessionId = newSessionId();
      const begin = { bad: () => bad.start(sessionId, { ...BAD, messageId }), good: () => good.start(sessionId) };
      const early = at === 'first' ? begin.bad() : begin.good();
      await decided(1);
      const late = at === 'first' ? begin.good() : begin.bad();
      await decided(2);
      const [refused, taken] = at === 'first' ? [early, late] : [late, early];

      bad.submissions.open();
      expect(await refused).toBe('INVALID_ENVELOPE');
      good.submissions.open();

      expect(await taken).toBe('ok');
      expect(await new Server().start(newSessionId())).toBe('RATE_LIMITED');
    },
  );

  it('given a repetition that is refused while the first one is on its way, then the place stays for that one', async () => {
    const [lost, server] = [new Server(), new Server()];
    lost.submissions.shut();
    const sessionId = newSessionId();
    void lost.start(sessionId, BAD);
    await decided(1);

    expect(await server.start(sessionId, BAD)).toBe('INVALID_ENVELOPE');

    expect(await server.start(newSessionId())).toBe('RATE_LIMITED');
    engine.clock.shiftMs += 60_000;
    expect(await server.start(newSessionId())).toBe('ok');
  });

  it('given repetitions that are refused one after another, then none of them keeps the place', async () => {
    const server = new Server();
    const sessionId = newSessionId();
    for (let times = 0; times < 3; times++) expect(await server.start(sessionId, BAD)).toBe('INVALID_ENVELOPE');
    expect(await server.start(newSessionId())).toBe('ok');
  });
});

describe('two identical starts, the policy of which is registered between them', () => {
  const LATE = 'policy.late';
  const { payload } = startEnvelope(newSessionId(), {}, { policyVersion: LATE });
  const governedStart = (server: Server, sessionId: string) => server.start(sessionId, { payload });
  const register = (): Promise<unknown> =>
    new Promise((done) => {
      const descriptor = { policyId: LATE, mode: '*', description: '', rules: '{}', schemaVersion: 1 };
      engine.registry.submit('', { kind: 'RegisterPolicy', descriptor, caller: 'lead' }, Infinity, done);
    });

  it('given the refusal of the first gives its place back late, then the second keeps it', async () => {
    const [early, late] = [new Server(), new Server()];
    const sessionId = newSessionId();
    // It has looked whether there is such a session, and says so to nobody yet.
    early.lookups.shut();
    const refused = governedStart(early, sessionId);
    while (early.lookupCount === 0) await turn();
    expect(await register()).toEqual({ kind: 'registryAccepted' });

    expect(await governedStart(late, sessionId)).toBe('ok');
    early.lookups.open();
    expect(await refused).toBe('UNKNOWN_POLICY_VERSION');

    expect(await late.start(newSessionId())).toBe('RATE_LIMITED');
  });

  it('given the first is told late of its place, as when the registries change owners, then it still has it', async () => {
    const [told, refused] = [new Server(), new Server()];
    const sessionId = newSessionId();
    told.registryAnswers.shut();
    const accepted = governedStart(told, sessionId);
    await decided(1);
    expect(await governedStart(refused, sessionId)).toBe('UNKNOWN_POLICY_VERSION');
    expect(await register()).toEqual({ kind: 'registryAccepted' });

    told.registryAnswers.open();

    expect(await accepted).toBe('ok');
    expect(await refused.start(newSessionId())).toBe('RATE_LIMITED');
  });
});

describe('a place whose start did not happen in time', () => {
  /** A start that never arrives, and whose time is over. */
  async function overdue(sessionId: string): Promise<void> {
    const lost = new Server();
    lost.submissions.shut();
    void lost.start(sessionId);
    await decided(1);
    engine.clock.shiftMs += 60_000;
  }

  it.each([
    ['another start', 'other'],
    ['the same start', 'm-start'],
  ])('given %s has reserved it anew since it was listed, then it is not given back', async (_what, messageId) => {
    const sessionId = newSessionId();
    await overdue(sessionId);
    const [searching, starting] = [new Server(), new Server()];
    searching.lookups.shut();
    const other = searching.start(newSessionId());
    while (searching.lookupCount === 0) await turn();
    starting.submissions.shut();
    const anew = starting.start(sessionId, { messageId });
    await decided(3);

    searching.lookups.open();

    expect(await other).toBe('RATE_LIMITED');
    starting.submissions.open();
    expect(await anew).toBe('ok');
    expect(await searching.start(newSessionId())).toBe('RATE_LIMITED');
  });

  it('given nobody has, then it is given back', async () => {
    await overdue(newSessionId());
    expect(await new Server().start(newSessionId())).toBe('ok');
  });

  it('given its session was started while it was looked up for longer than that, then it is not given back', async () => {
    const [searching, starting] = [new Server(), new Server()];
    starting.submissions.shut();
    const started = starting.start(newSessionId());
    await decided(1);
    searching.lookups.shut();
    const other = searching.start(newSessionId(), {}, 300_000);
    while (searching.lookupCount === 0) await turn();
    searching.lookups.open();
    searching.lookups.shut();
    while (searching.lookupCount === 1) await turn();
    starting.submissions.open();
    expect(await started).toBe('ok');
    engine.clock.shiftMs += 50_000;

    searching.lookups.open();

    expect(await other).toBe('RATE_LIMITED');
  });
});
