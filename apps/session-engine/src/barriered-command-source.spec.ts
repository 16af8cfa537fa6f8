/** Commands wait for the registry where they may consult it, and nowhere else; their order never changes. */
import { describe, expect, it } from '@jest/globals';
import { MemoryCommandQueue } from '@macp/event-log';
import type { SessionCommand } from '@macp/kernel';
import { ManualClock, drained } from '@macp/partition-worker/testing';
import { SessionStartPayload, encodeBytes } from '@macp/proto';
import { BarrieredCommandSource } from './barriered-command-source.js';

const DECISION = 'macp.mode.decision.v1';

function submit(messageType: string, policyVersion: string, mode = DECISION): SessionCommand {
  const envelope = {
    macpVersion: '1.0',
    mode,
    messageType,
    messageId: 'm-1',
    sessionId: 's-1',
    sender: 'a',
    timestampUnixMs: 0n,
    payload: encodeBytes(SessionStartPayload, { policyVersion }),
  };
  return { kind: 'SubmitEnvelope', envelope };
}

const START = submit('SessionStart', 'policy.registered');
const VOTE = submit('Vote', 'policy.registered');

/** A catalog whose `catchUp` ends when it is told to. */
class ScriptedCatalog {
  readonly asked: { readonly resolve: () => void; readonly reject: (cause: Error) => void }[] = [];
  isLocal = false;

  catchUp(): void | Promise<void> {
    if (this.isLocal) {
      this.asked.push({ resolve: () => undefined, reject: () => undefined });
      return undefined;
    }
    return new Promise((resolve, reject) => this.asked.push({ resolve, reject }));
  }
}

function world(bounds: { readonly waitingMax?: number; readonly waitingBytesMax?: number } = {}) {
  const queue = new MemoryCommandQueue<SessionCommand>({ queueId: 'queue', partitions: 2 });
  const catalog = new ScriptedCatalog();
  const clock = new ManualClock();
  const faults: unknown[] = [];
  const taken: number[][] = [[], []];
  const source = new BarrieredCommandSource({
    source: {
      queueId: queue.queueId,
      partitions: queue.partitions,
      consume: (partition, fromOffset, onCommands) =>
        queue.consume(partition, fromOffset, (commands) => {
          taken[partition]!.push(...commands.map(({ offset }) => offset));
          onCommands(commands.map((queued) => ({ ...queued, bytes: 10 })));
        }),
      release: (partition, offset) => queue.release(partition, offset),
    },
    catalogs: [catalog],
    clock,
    retryMs: 250,
    onFault: (cause) => faults.push(cause),
    ...bounds,
  });
  const delivered: number[][] = [[], []];
  const subscriptions = [0, 1].map((partition) =>
    source.consume(partition, 0, (commands) => delivered[partition]!.push(...commands.map(({ offset }) => offset))),
  );
  const send = (body: SessionCommand, partition = 0): void => {
    const expiresAtMs = clock.nowMs() + 60_000;
    queue.enqueue(partition, { correlationId: 'c', replyTo: 'ingress', expiresAtMs, body });
  };
  return { queue, catalog, clock, faults, source, taken, delivered, subscriptions, send };
}

describe('commands before the engine', () => {
  it.each<[string, SessionCommand]>([
    ['that is no start', VOTE],
    ['that starts without a policy', submit('SessionStart', '')],
    ['that starts with a built-in policy', submit('SessionStart', 'policy.default')],
    ['that only reads', { kind: 'ObserveSession', sessionId: 's-1', caller: 'a', observer: false }],
  ])('given one %s, when it comes, then it is delivered at once and nobody is asked', (_what, command) => {
    const { catalog, delivered, send } = world();

    send(command);

    expect(delivered[0]).toEqual([0]);
    expect(catalog.asked).toEqual([]);
  });

  it.each<[string, SessionCommand]>([
    ['with a registered policy', START],
    ['in a registered mode', submit('SessionStart', '', 'ext.mode.auction.v1')],
  ])('given a start %s, when it comes, then it is delivered once the catalog has caught up', async (_what, start) => {
    const { catalog, delivered, send } = world();

    send(start);
    await drained();
    expect(delivered[0]).toEqual([]);
    catalog.asked[0]!.resolve();
    await drained();

    expect(delivered[0]).toEqual([0]);
  });

  it('given a catalog that has caught up already, when a start comes, then it is delivered at once', () => {
    const { catalog, delivered, send } = world();
    catalog.isLocal = true;

    send(START);

    expect(delivered[0]).toEqual([0]);
    expect(catalog.asked).toHaveLength(1);
  });

  it('given a start that waits, when other commands come behind it, then they wait, in their partition alone', async () => {
    const { catalog, delivered, send } = world();
    send(START);
    send(VOTE);
    send(VOTE, 1);
    await drained();
    expect(delivered).toEqual([[], [0]]);

    catalog.asked[0]!.resolve();
    await drained();

    expect(delivered).toEqual([[0, 1], [0]]);
  });

  it('given a start that comes while the catalog is asked, when it answers, then only a later answer is for it', async () => {
    const { catalog, delivered, send } = world();
    send(START);
    send(START);
    send(START, 1);
    await drained();
    expect(catalog.asked).toHaveLength(1);

    catalog.asked[0]!.resolve();
    await drained();
    expect(delivered).toEqual([[0], []]);
    expect(catalog.asked).toHaveLength(2);
    catalog.asked[1]!.resolve();
    await drained();

    expect(delivered).toEqual([[0, 1], [0]]);
    expect(catalog.asked).toHaveLength(2);
  });

  it('given a catalog that cannot catch up, when it can again, then the start is delivered and not before', async () => {
    const { catalog, clock, delivered, faults, send } = world();
    send(START);
    catalog.asked[0]!.reject(new Error('the log is away'));
    await drained();
    expect(delivered[0]).toEqual([]);
    expect(faults).toEqual([new Error('the log is away')]);

    await clock.advance(250);
    catalog.asked[1]!.resolve();
    await drained();

    expect(delivered[0]).toEqual([0]);
  });

  it.each([
    ['commands', { waitingMax: 2 }],
    ['bytes', { waitingBytesMax: 20 }],
  ])(
    'given too many %s behind a start, when they come, then the rest stays in the queue until the start is delivered',
    async (_what, bounds) => {
      const { catalog, delivered, send, taken } = world(bounds);
      for (const command of [START, VOTE, VOTE, VOTE, VOTE]) send(command);
      await drained();
      expect([taken[0], delivered[0]]).toEqual([[0, 1, 2], []]);

      catalog.asked[0]!.resolve();
      await drained();
      send(VOTE);

      expect([taken[0], delivered[0]]).toEqual([
        [0, 1, 2, 3, 4, 5],
        [0, 1, 2, 3, 4, 5],
      ]);
    },
  );

  it('given a queue that is left alone for now, when the subscription is closed, then nothing is taken any more', async () => {
    const { catalog, delivered, send, subscriptions, taken } = world({ waitingMax: 1 });
    for (const command of [START, VOTE, VOTE]) send(command);

    subscriptions[0]!.close();
    catalog.asked[0]!.resolve();
    await drained();

    expect([taken[0], delivered[0]]).toEqual([[0, 1], []]);
  });

  it('given a start that waits, when the subscription is closed, then it is not delivered any more', async () => {
    const { catalog, delivered, send, subscriptions } = world();
    send(START);

    subscriptions[0]!.close();
    catalog.asked[0]!.resolve();
    await drained();

    expect(delivered[0]).toEqual([]);
  });

  it('given the queue behind it, when commands are released, then the queue hears of it', () => {
    const { queue, source, send } = world();
    send(VOTE);
    send(VOTE);
    source.release(0, 1);

    const held: number[] = [];
    queue.consume(0, 0, (commands) => held.push(...commands.map(({ offset }) => offset)));

    expect(held).toEqual([1]);
    expect([source.queueId, source.partitions]).toEqual(['queue', 2]);
  });
});
