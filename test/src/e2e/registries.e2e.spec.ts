/** Registries, watches and signals of the built product, over restarts of the real process. */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { status } from '@grpc/grpc-js';
import type { ClientReadableStream, ServiceError } from '@grpc/grpc-js';
import { CommitmentPayload, SessionStartPayload, SessionState, SignalPayload, encodeBytes, macp } from '@macp/proto';
import { bearer, callUnary } from '@macp/wire';
import type { RequestOf, ResponseOf, RuntimeClient, UnaryRpcName } from '@macp/wire';
import { SEARCH_PATH } from './config.js';
import { ANONYMOUS, connect, endOf, failureOf } from './connection.js';
import type { CallEnd } from './connection.js';
import { DECISION, completeDecision, getSession, send, startStep } from './decision-script.js';
import type { Step } from './decision-script.js';
import { DURABLE_PROFILES } from './profiles.js';
import { RuntimeProcess, scratchDirectory } from './runtime-process.js';
import type { ServerUnderTest } from './server-under-test.js';

jest.setTimeout(120_000);

const EXECUTABLE = fileURLToPath(new URL('../../../bin/macp-runtime', import.meta.url));
const { EventType } = macp.v1.SessionLifecycleEvent;

let server: ServerUnderTest | undefined;
let clients: RuntimeClient[] = [];
afterEach(async () => {
  for (const client of clients) client.close();
  clients = [];
  await server?.remove();
  server = undefined;
});

function clientOf(target: ServerUnderTest): RuntimeClient {
  const client = connect(target);
  clients.push(client);
  return client;
}

function ask<Name extends UnaryRpcName>(
  client: RuntimeClient,
  rpc: Name,
  request: RequestOf<Name>,
  sender: string | null = 'lead',
): Promise<ResponseOf<Name>> {
  return callUnary(client, { rpc, request, metadata: sender === null ? ANONYMOUS : bearer(sender) });
}

/** What a watch gave so far, and how it ended. */
class Watch<Frame> {
  readonly frames: Frame[] = [];
  end: CallEnd | 'ok' | undefined;
  private waiting: (() => void)[] = [];

  constructor(readonly stream: ClientReadableStream<Frame>) {
    stream.on('data', (frame: Frame) => this.note(() => this.frames.push(frame)));
    stream.on('metadata', () => this.note(() => (this.isOpen = true)));
    stream.on('error', (error: ServiceError) => this.note(() => (this.end = endOf(error))));
    stream.on('end', () => this.note(() => (this.end ??= 'ok')));
  }

  isOpen = false;

  async until(condition: () => boolean): Promise<this> {
    while (!condition()) await new Promise<void>((resolve) => this.waiting.push(resolve));
    return this;
  }

  count(frames: number): Promise<this> {
    return this.until(() => this.frames.length >= frames || this.end !== undefined);
  }

  private note(change: () => void): void {
    change();
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

const descriptorOf = (mode: string): macp.v1.ModeDescriptorInit => ({
  mode,
  modeVersion: '1.0.0',
  title: 'Auction',
  messageTypes: ['SessionStart', 'Bid', 'Commitment'],
  terminalMessageTypes: ['Commitment'],
});
const policyOf = (policyId: string): macp.v1.PolicyDescriptorInit => ({
  policyId,
  mode: DECISION,
  description: 'all approve',
  rules: '{"voting":{"algorithm":"unanimous"}}',
  schemaVersion: 3,
});

function step(sessionId: string, mode: string, messageType: string, payload: Uint8Array): Step {
  const messageId = `${messageType}-${randomUUID()}`;
  return { sender: 'lead', envelope: { macpVersion: '1.0', mode, sessionId, messageType, messageId, payload } };
}
const bareStart = (sessionId: string, mode: string): Step =>
  step(sessionId, mode, 'SessionStart', encodeBytes(SessionStartPayload, { ttlMs: 3_600_000 }));
const bid = (sessionId: string, mode: string): Step => step(sessionId, mode, 'Bid', Buffer.from('100'));
const commitment = (sessionId: string, mode: string): Step => {
  const texts = { commitmentId: 'c', action: 'sold', authorityScope: 'all', reason: 'highest', modeVersion: '1.0.0' };
  return step(sessionId, mode, 'Commitment', encodeBytes(CommitmentPayload, texts));
};

/** A complete decision under a policy; without the votes of all it has to be denied where all have to approve. */
function governedDecision(policyVersion: string): readonly Step[] {
  const [start, ...others] = completeDecision(randomUUID());
  const payload = SessionStartPayload.decode(Buffer.from(start!.envelope.payload!));
  payload.policyVersion = policyVersion;
  return [
    { ...start!, envelope: { ...start!.envelope, payload: encodeBytes(SessionStartPayload, payload) } },
    ...others,
  ];
}

async function codeOf(client: RuntimeClient, sent: Step): Promise<string> {
  const ack = await send(client, sent);
  return ack.ok ? 'ok' : ack.error!.code;
}

async function shownModes(client: RuntimeClient): Promise<readonly string[]> {
  const { modes } = await ask(client, 'ListExtModes', {}, null);
  return modes.map(({ mode }) => mode);
}

describe.each(DURABLE_PROFILES)('registries: $name', ({ start }) => {
  it('keep modes and policies over an orderly restart and over a crash, with the sessions that use them', async () => {
    server = await start();
    const before = clientOf(server);
    for (const mode of ['ext.kept', 'ext.gone', 'ext.rising']) {
      expect(await ask(before, 'RegisterExtMode', { modeDescriptor: descriptorOf(mode) })).toMatchObject({ ok: true });
    }
    const [kept, gone] = [randomUUID(), randomUUID()];
    expect(await codeOf(before, bareStart(kept, 'ext.kept'))).toBe('ok');
    expect(await codeOf(before, bareStart(gone, 'ext.gone'))).toBe('ok');
    expect(await ask(before, 'UnregisterExtMode', { mode: 'ext.gone' })).toMatchObject({ ok: true });
    const promotion = { mode: 'ext.rising', promotedModeName: 'team.risen' };
    expect(await ask(before, 'PromoteMode', promotion)).toMatchObject({ ok: true, mode: 'team.risen' });
    expect(await ask(before, 'RegisterPolicy', { policyDescriptor: policyOf('p.strict') })).toMatchObject({ ok: true });
    const [opening, ...votes] = governedDecision('p.strict');
    expect(await codeOf(before, opening!)).toBe('ok');
    expect(await ask(before, 'UnregisterPolicy', { policyId: 'p.strict' })).toMatchObject({ ok: true });

    await server.stop();
    await server.restart();
    const client = clientOf(server);
    expect(await shownModes(client)).toEqual(expect.arrayContaining(['ext.kept']));
    expect(await shownModes(client)).not.toEqual(expect.arrayContaining(['ext.gone', 'ext.rising']));
    expect((await ask(client, 'ListModes', {}, null)).modes.at(-1)!.mode).toBe('team.risen');
    expect(await codeOf(client, bid(kept, 'ext.kept'))).toBe('ok');
    expect(await codeOf(client, bid(gone, 'ext.gone'))).toBe('MODE_NOT_SUPPORTED');
    expect((await getSession(client, gone)).state).toBe(SessionState.SESSION_STATE_OPEN);

    await server.kill();
    await server.restart();
    const after = clientOf(server);
    expect(await codeOf(after, commitment(kept, 'ext.kept'))).toBe('ok');
    expect((await getSession(after, kept)).state).toBe(SessionState.SESSION_STATE_RESOLVED);
    expect(await ask(after, 'RegisterExtMode', { modeDescriptor: descriptorOf('ext.kept') })).toMatchObject({
      ok: false,
      error: "mode 'ext.kept' is already registered",
    });
    // The policy is gone from the registry, and the session is still under it: Bob has not voted.
    expect(await failureOf(ask(after, 'GetPolicy', { policyId: 'p.strict' }))).toMatchObject({
      code: status.NOT_FOUND,
      macpCode: 'UNKNOWN_POLICY_VERSION',
    });
    const [proposal, ownVote, aliceVote, bobVote, decision] = votes;
    for (const sent of [proposal!, ownVote!, aliceVote!]) expect(await codeOf(after, sent)).toBe('ok');
    expect(await codeOf(after, decision!)).toBe('POLICY_DENIED');
    expect(await codeOf(after, bobVote!)).toBe('ok');
    expect(await codeOf(after, decision!)).toBe('ok');
  });

  it('are watched, and every watch of a restarted server starts with everything there is', async () => {
    server = await start();
    const client = clientOf(server);
    const modes = await new Watch(client.WatchModeRegistry({}, ANONYMOUS)).count(1);
    const policies = await new Watch(client.WatchPolicies({}, bearer('peer'))).count(1);
    const roots = await new Watch(client.WatchRoots({}, ANONYMOUS)).count(1);
    await ask(client, 'RegisterExtMode', { modeDescriptor: descriptorOf('ext.seen') });
    await ask(client, 'RegisterPolicy', { policyDescriptor: policyOf('p.seen') });
    await Promise.all([modes.count(2), policies.count(2)]);
    expect(modes.frames.map(({ change }) => change!.registry)).toEqual(['modes', 'modes']);
    expect(policies.frames[0]!.descriptors.map(({ policyId }) => policyId)).not.toContain('p.seen');
    expect(policies.frames[1]!.descriptors.map(({ policyId }) => policyId)).toContain('p.seen');
    expect([roots.frames.length, roots.end]).toEqual([1, undefined]);

    await server.kill();
    await Promise.all([modes, policies, roots].map((watch) => watch.until(() => watch.end !== undefined)));
    await server.restart();
    const again = await new Watch(clientOf(server).WatchPolicies({}, bearer('peer'))).count(1);
    expect(again.frames[0]!.descriptors.map(({ policyId }) => policyId)).toContain('p.seen');
  });

  it('tell of the lifecycle of sessions, first of all there are and then of each change', async () => {
    server = await start();
    const before = clientOf(server);
    const old = [randomUUID(), randomUUID()];
    for (const sessionId of old) expect(await codeOf(before, startStep(sessionId))).toBe('ok');
    await ask(before, 'CancelSession', { sessionId: old[0]! });
    await server.stop();
    await server.restart();

    const client = clientOf(server);
    const watch = await new Watch(client.WatchSessions({}, bearer('peer'))).count(2);
    const fresh = randomUUID();
    for (const sent of completeDecision(fresh)) expect(await codeOf(client, sent)).toBe('ok');
    await ask(client, 'SuspendSession', { sessionId: old[1]! });
    await ask(client, 'ResumeSession', { sessionId: old[1]! });
    await watch.count(6);
    const told = watch.frames.map(({ event }) => [event!.eventType, event!.session!.sessionId, event!.session!.state]);
    expect(told.slice(0, 2)).toEqual(
      [
        [EventType.EVENT_TYPE_CREATED, old[0]!, SessionState.SESSION_STATE_CANCELLED],
        [EventType.EVENT_TYPE_CREATED, old[1]!, SessionState.SESSION_STATE_OPEN],
      ].sort(([, one], [, other]) => (one! < other! ? -1 : 1)),
    );
    expect(told.slice(2).map(([change, sessionId]) => [change, sessionId])).toEqual([
      [EventType.EVENT_TYPE_CREATED, fresh],
      [EventType.EVENT_TYPE_RESOLVED, fresh],
      [EventType.EVENT_TYPE_SUSPENDED, old[1]],
      [EventType.EVENT_TYPE_RESUMED, old[1]],
    ]);
  });

  it('hand signals to whoever watches on any connection', async () => {
    server = await start();
    const watch = new Watch(clientOf(server).WatchSignals({}, bearer('watcher')));
    await watch.until(() => watch.isOpen);
    const envelope = {
      macpVersion: '1.0',
      messageType: 'Signal',
      messageId: 's-1',
      payload: encodeBytes(SignalPayload, { signalType: 'load' }),
    };
    expect((await send(clientOf(server), { sender: 'alice', envelope })).ok).toBe(true);
    await watch.count(1);
    expect(watch.frames[0]).toMatchObject({ envelope: { sender: 'alice', messageId: 's-1' } });
    // Development credentials: anyone is whoever they say.
    expect(watch.frames[0]!.senderAuthenticated).toBe(false);
  });

  it('count the open sessions of an identity with a limit over a crash', async () => {
    const tokens = [{ token: 'capped', sender: 'capped', max_open_sessions: 1 }];
    server = await start({ AUTH_TOKENS_JSON: JSON.stringify(tokens) });
    const client = clientOf(server);
    const first = randomUUID();
    const asCapped = (sessionId: string): Step => ({ ...startStep(sessionId), sender: 'capped' });
    expect(await codeOf(client, asCapped(first))).toBe('ok');
    expect(await codeOf(client, asCapped(randomUUID()))).toBe('RATE_LIMITED');
    await server.kill();
    await server.restart();
    const after = clientOf(server);
    expect(await codeOf(after, asCapped(randomUUID()))).toBe('RATE_LIMITED');
    await ask(after, 'SuspendSession', { sessionId: first }, 'capped');
    expect(await codeOf(after, asCapped(randomUUID()))).toBe('ok');
  });

  it('end their watches at the drain deadline', async () => {
    server = await start({ SHUTDOWN_DRAIN_SECS: '1' });
    const client = clientOf(server);
    const watch = await new Watch(client.WatchModeRegistry({}, ANONYMOUS)).count(1);
    const [end] = await server.stop();
    expect(end!.code).toBe(0);
    await watch.until(() => watch.end !== undefined);
    expect(watch.end).toMatchObject({ code: status.UNAVAILABLE });
  });
});

describe('MACP_POLICIES_DIR', () => {
  let scratch: ReturnType<typeof scratchDirectory>;
  let directory: string;
  beforeEach(() => {
    scratch = scratchDirectory();
    directory = join(scratch.path, 'policies');
    mkdirSync(directory);
  });
  afterEach(() => scratch.remove());

  function write(name: string, policyId: string, rules: unknown = {}): void {
    const document = { policy_id: policyId, mode: '*', description: '', rules, schema_version: 3 };
    writeFileSync(join(directory, name), JSON.stringify(document));
  }

  function dryRun(settings: Record<string, string>): Promise<{ code: number; stdout: string; stderr: string }> {
    const env = { PATH: SEARCH_PATH, MACP_POLICIES_DRY_RUN: '1', ...settings };
    return new Promise((resolve) => {
      execFile(process.execPath, [EXECUTABLE], { env }, (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
      });
    });
  }

  it('makes the registry read-only, for everyone and before any credential', async () => {
    write('a.json', 'p.file');
    server = await RuntimeProcess.start({ POLICIES_DIR: directory });
    const client = clientOf(server);
    const { capabilities } = await ask(client, 'Initialize', { supportedProtocolVersions: ['1.0'] }, null);
    expect(capabilities!.policyRegistry).toMatchObject({ registerPolicy: false, listPolicies: true });
    const readOnly = { code: status.FAILED_PRECONDITION, macpCode: 'REGISTRY_READ_ONLY' };
    for (const sender of [null, 'lead']) {
      const registration = ask(client, 'RegisterPolicy', { policyDescriptor: policyOf('p.wire') }, sender);
      expect(await failureOf(registration)).toMatchObject(readOnly);
      expect(await failureOf(ask(client, 'UnregisterPolicy', { policyId: 'p.file' }, sender))).toMatchObject(readOnly);
    }
    const { descriptors } = await ask(client, 'ListPolicies', { mode: '' });
    expect(descriptors.map(({ policyId }) => policyId)).toContain('p.file');
    expect(await ask(client, 'RegisterExtMode', { modeDescriptor: descriptorOf('ext.free') })).toMatchObject({
      ok: true,
    });
  });

  it('binds its policies for good: a session keeps its own when the files are gone', async () => {
    write('a.json', 'p.file', { voting: { algorithm: 'unanimous' } });
    const data = { DATA_DIR: join(scratch.path, 'data') };
    const withFiles = await RuntimeProcess.start({ ...data, POLICIES_DIR: directory });
    const [start, proposal, ownVote, ...rest] = governedDecision('p.file');
    const before = clientOf(withFiles);
    for (const sent of [start!, proposal!, ownVote!]) expect(await codeOf(before, sent)).toBe('ok');
    await withFiles.stop();

    server = await RuntimeProcess.start(data);
    const client = clientOf(server);
    expect(await failureOf(ask(client, 'GetPolicy', { policyId: 'p.file' }))).toMatchObject({ code: status.NOT_FOUND });
    const decision = rest.pop()!;
    expect(await codeOf(client, decision)).toBe('POLICY_DENIED');
    for (const sent of [...rest, decision]) expect(await codeOf(client, sent)).toBe('ok');
  });

  it('refuses to start with a bad file, and names it', async () => {
    write('a.json', 'p.file');
    write('b.json', 'p.bad', { audit: {} });
    const { code, stderr } = await RuntimeProcess.refusal({
      POLICIES_DIR: directory,
      DATA_DIR: join(scratch.path, 'data'),
    });
    expect(code).toBe(1);
    expect(stderr).toBe(
      `Error: "MACP_POLICIES_DIR: ${join(directory, 'b.json')}: INVALID_POLICY_DEFINITION: rules.audit is not a defined key"\n`,
    );
  });

  it('is judged by a dry run, which starts nothing', async () => {
    write('a.json', 'p.file');
    expect(await dryRun({ MACP_POLICIES_DIR: directory })).toEqual({
      code: 0,
      stdout: `OK       ${join(directory, 'a.json')} (p.file)\n1 accepted, 0 rejected\n`,
      stderr: '',
    });
    write('b.json', 'p.file');
    expect(await dryRun({ MACP_POLICIES_DIR: directory })).toMatchObject({
      code: 1,
      stdout:
        `OK       ${join(directory, 'a.json')} (p.file)\n` +
        `REJECTED ${join(directory, 'b.json')}: policy 'p.file' is already registered\n1 accepted, 1 rejected\n`,
    });
    expect(await dryRun({})).toMatchObject({ code: 1, stdout: '' });
    const missing = await dryRun({ MACP_POLICIES_DIR: join(directory, 'none') });
    expect([missing.code, missing.stderr]).toEqual([
      1,
      `Error: "MACP_POLICIES_DIR: ${join(directory, 'none')} cannot be read (ENOENT)"\n`,
    ]);
  });
});
