/** What every outcome channel must do, as tests: outcomes reach whoever waits, and progress reveals the lost ones. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CommandEnvelope, MemoryCommandQueue } from '@macp/event-log';
import { policyDenied } from '@macp/kernel';
import type { Accepted, SessionCommand, SessionOutcome } from '@macp/kernel';
import type { OutcomeChannel, OutcomeDelivery } from '@macp/partition-worker';
import { encodeSessionOutcome } from '@macp/records';
import type { PendingSubmissions } from '@macp/submission';

/** An ingress that waits, the queue it sends into, and the way back to it. */
export interface OutcomeChannelHarness {
  readonly channel: OutcomeChannel<SessionOutcome>;
  readonly waiting: PendingSubmissions<SessionCommand, SessionOutcome>;
  /** Of one partition. */
  readonly queue: MemoryCommandQueue<SessionCommand>;
  close(): Promise<void>;
}

export const ACCEPTED: Accepted = {
  kind: 'accepted',
  duplicate: false,
  state: 'OPEN',
  ordinal: 7,
  acceptedAtMs: 1_790_000_000_000,
};

const OUTCOMES: readonly (readonly [string, SessionOutcome])[] = [
  ['an acceptance', ACCEPTED],
  ['a refusal', { kind: 'rejected', rejection: { code: 'FORBIDDEN', message: 'größer' } }],
  ['denials', { kind: 'rejected', rejection: policyDenied([{ code: 'veto', message: 'no', participants: ['a'] }]) }],
  [
    'the answer to a read',
    {
      kind: 'observed',
      metadata: {
        sessionId: 's-1',
        mode: 'macp.mode.decision.v1',
        state: 'SUSPENDED',
        startedAtMs: 1_790_000_000_000,
        expiresAtMs: 1_790_000_060_000,
        modeVersion: '1.0.0',
        configurationVersion: 'cfg',
        policyVersion: 'policy.majority',
        participants: ['a', 'agent://zoë'],
        participantActivity: [{ participantId: 'a', lastMessageAtMs: 1_790_000_000_500, messageCount: 3 }],
        initiator: 'a',
        contextId: 'c-1',
        extensionKeys: ['x'],
      },
    },
  ],
];

/** Plays the owner of the one partition by hand. */
class Script {
  private readonly delivered: { readonly offset: number; readonly command: CommandEnvelope<SessionCommand> }[] = [];
  private wake: (() => void)[] = [];

  constructor(private readonly harness: OutcomeChannelHarness) {
    harness.queue.consume(0, 0, (commands) => {
      this.delivered.push(...commands);
      for (const wake of this.wake.splice(0)) wake();
    });
  }

  /** Submits and resolves with the outcome. */
  submit(): Promise<SessionOutcome | undefined> {
    const read: SessionCommand = { kind: 'ObserveSession', sessionId: 's-1', caller: 'a', observer: false };
    return new Promise((resolve) => this.harness.waiting.submit('s-1', read, Date.now() + 20_000, resolve));
  }

  /** The command with this offset, once it is in the queue. */
  async command(offset: number): Promise<CommandEnvelope<SessionCommand>> {
    while (this.delivered.length <= offset) await new Promise<void>((resolve) => this.wake.push(resolve));
    return this.delivered[offset]!.command;
  }

  async delivery(offset: number, outcome: SessionOutcome): Promise<OutcomeDelivery<SessionOutcome>> {
    const { replyTo, correlationId } = await this.command(offset);
    return { replyTo, correlationId, commandOffset: offset, outcome };
  }

  push(
    deliveries: readonly OutcomeDelivery<SessionOutcome>[],
    decidedUpTo: number,
    parked: readonly number[] = [],
  ): void {
    this.harness.channel.push(0, deliveries, { decidedUpTo, parked });
  }

  /** Nothing has been decided; a command of `replyTo` had expired. */
  passOver(replyTo: string, recordedAtMs: number): void {
    this.harness.channel.push(0, [], { decidedUpTo: -1, parked: [], recordedAtMs }, [replyTo]);
  }
}

/** Declares the suite. */
export function outcomeChannelContract(name: string, open: () => Promise<OutcomeChannelHarness>): void {
  describe(`${name} keeps the outcome channel contract`, () => {
    let harness: OutcomeChannelHarness;
    let script: Script;
    beforeEach(async () => {
      harness = await open();
      script = new Script(harness);
    });
    afterEach(async () => {
      harness.waiting.close();
      await harness.close();
    });
    declareDeliveries(() => script);
    declareProgress(() => script);
  });
}

function declareDeliveries(script: () => Script): void {
  it.each(OUTCOMES)('given %s, when it is pushed, then whoever waits has it', async (_what, outcome) => {
    const waited = script().submit();

    script().push([await script().delivery(0, outcome)], 0);

    expect(await waited).toEqual(outcome);
  });

  it('given an outcome with its bytes, when it is pushed, then they are what arrives', async () => {
    const waited = script().submit();
    const delivery = await script().delivery(0, ACCEPTED);

    script().push([{ ...delivery, recorded: encodeSessionOutcome(ACCEPTED) }], 0);

    expect(await waited).toEqual(ACCEPTED);
  });

  it('given outcomes that come twice and of commands unknown here, when they are pushed, then only the first counts', async () => {
    const waited = script().submit();
    const delivery = await script().delivery(0, ACCEPTED);
    const other = { ...delivery, outcome: { ...ACCEPTED, ordinal: 8 } };

    script().push([{ ...other, correlationId: 'of nobody' }, delivery], 0);
    script().push([other], 0);

    expect(await waited).toEqual(ACCEPTED);
  });

  it('given many outcomes in many pushes, when they are pushed, then each command has its own', async () => {
    const waited = Array.from({ length: 500 }, () => script().submit());
    const outcomes = waited.map((_, offset): SessionOutcome => ({ ...ACCEPTED, ordinal: offset }));
    for (const [offset, outcome] of outcomes.entries()) {
      script().push([await script().delivery(offset, outcome)], offset);
    }

    expect(await Promise.all(waited)).toEqual(outcomes);
  });
}

function declareProgress(script: () => Script): void {
  it('given a command that had expired, when only the progress is told, then commands expire by the time of the log', async () => {
    void script().submit();
    const { replyTo } = await script().command(0);
    const recordedAtMs = Date.now() + 3_600_000;

    script().passOver(replyTo, recordedAtMs);

    for (let offset = 1; ; offset += 1) {
      void script().submit();
      const { expiresAtMs } = await script().command(offset);
      if (expiresAtMs > recordedAtMs) break;
      await new Promise(setImmediate);
    }
  });

  it('given progress past a command without its outcome, when it is heard, then the command goes again', async () => {
    const lost = script().submit();
    const known = script().submit();
    const first = await script().command(0);

    script().push([await script().delivery(1, ACCEPTED)], 1);
    const again = await script().command(2);
    script().push([await script().delivery(2, { ...ACCEPTED, duplicate: true })], 2);

    expect(again.correlationId).toBe(first.correlationId);
    expect(await known).toEqual(ACCEPTED);
    expect(await lost).toEqual({ ...ACCEPTED, duplicate: true });
  });

  it('given progress past a parked command, when it is heard, then the command does not go again', async () => {
    const parked = script().submit();
    const known = script().submit();
    await script().command(1);

    script().push([await script().delivery(1, ACCEPTED)], 1, [0]);
    await known;
    const third = script().submit();
    const next = await script().command(2);
    script().push([await script().delivery(2, ACCEPTED)], 2, [0]);
    await third;
    script().push([await script().delivery(0, ACCEPTED)], 2);

    expect(next.correlationId).not.toBe((await script().command(0)).correlationId);
    expect(await parked).toEqual(ACCEPTED);
  });
}
