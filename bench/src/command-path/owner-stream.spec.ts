/** Commands and outcomes on one stream between an ingress and an owner: in order, and all over again when it breaks. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AppendUnknown, MemoryCommandQueue } from '@macp/event-log';
import type { QueuedCommand } from '@macp/event-log';
import { InternalClients, InternalRpcServer, outcomeCodec, outcomeReceiver } from '@macp/internal-rpc';
import type { OutcomeReceiver } from '@macp/internal-rpc';
import type { SessionCommand, SessionOutcome } from '@macp/kernel';
import { sessionCommandCodec } from '@macp/records';
import type { SessionTypes } from '@macp/records';
import { PendingSubmissions } from '@macp/submission';
import { OwnerCommandService } from './owner-command-service.js';
import { OwnerCommandSink } from './owner-command-sink.js';
import { clock, sessions } from './pipeline-parts.js';
import { sessionCommands } from './session-commands.js';

const security = { sharedCredential: 'a credential of the test' };
const ACCEPTED: SessionOutcome = { kind: 'accepted', duplicate: false, state: 'OPEN', ordinal: 1, acceptedAtMs: 5 };
const [COMMAND] = sessionCommands('session') as [SessionCommand];

/** Resolves with the next `count` commands that come to the owner. */
function arrivals(count: number, queue: MemoryCommandQueue<SessionCommand>): Promise<QueuedCommand<SessionCommand>[]> {
  const came: QueuedCommand<SessionCommand>[] = [];
  return new Promise((resolve) => {
    const subscription = queue.consume(0, queue.held(0), (commands) => {
      came.push(...commands);
      if (came.length < count) return;
      setImmediate(() => subscription.close());
      resolve(came);
    });
  });
}

describe('the stream to the owner', () => {
  let queue: MemoryCommandQueue<SessionCommand>;
  let owner: OwnerCommandService<SessionCommand, SessionOutcome>;
  let server: InternalRpcServer;
  let clients: InternalClients;
  let sink: OwnerCommandSink<SessionCommand>;
  let receive: OutcomeReceiver;

  beforeEach(async () => {
    queue = new MemoryCommandQueue({ queueId: 'q', partitions: 1 });
    owner = new OwnerCommandService({
      queue,
      decode: (body) => sessionCommandCodec.decode(body),
      encodeOutcome: (outcome) => sessions.codec.encodeOutcome(outcome),
    });
    server = new InternalRpcServer({ address: '127.0.0.1:0', security, services: [owner.service] });
    const address = await server.start();
    clients = new InternalClients(security);
    receive = () => undefined;
    sink = new OwnerCommandSink({
      partitions: 1,
      ownerOf: () => address,
      clients,
      encode: (command) => sessionCommandCodec.encode(command),
      receive: (pushed) =>
        receive(pushed, (cause) => {
          throw cause;
        }),
    });
  });
  afterEach(async () => {
    sink.close();
    clients.close();
    server.close();
  });

  const envelope = (correlationId: string) => ({ correlationId, replyTo: '', expiresAtMs: 1, body: COMMAND });

  function answer({ offset, command }: QueuedCommand<SessionCommand>): void {
    const { correlationId, replyTo } = command;
    const delivery = { replyTo, correlationId, commandOffset: offset, outcome: ACCEPTED };
    owner.push(0, [delivery], { decidedUpTo: offset, parked: [] });
  }

  it('brings commands in order, and their offsets with the outcomes', async () => {
    const arrived = arrivals(3, queue);
    const offsets = Promise.all(['a', 'b', 'c'].map((id) => sink.enqueue(0, envelope(id))));
    const came = await arrived;
    expect(came.map(({ command }) => command.correlationId)).toEqual(['a', 'b', 'c']);
    expect(came[0]!.command.body).toEqual(COMMAND);
    for (const each of came) answer(each);
    expect(await offsets).toEqual([0, 1, 2]);
  });

  it('does not know about what has no outcome when it breaks, and takes what comes then', async () => {
    const first = arrivals(1, queue);
    const lost = sink.enqueue(0, envelope('a'));
    await first;
    owner.endStreams();
    await expect(lost).rejects.toBeInstanceOf(AppendUnknown);
    const second = arrivals(1, queue);
    const offset = sink.enqueue(0, envelope('b'));
    const [came] = await second;
    answer(came!);
    expect(await offset).toBe(1);
  });

  it('gives a submission its one answer although its first stream broke', async () => {
    const submissions = new PendingSubmissions<SessionCommand, SessionOutcome>({
      sink,
      clock,
      ingressId: 'i',
      replyTo: 'the stream',
      resendDelayMs: 1,
    });
    receive = outcomeReceiver<SessionOutcome>(submissions, outcomeCodec<SessionTypes>(sessions), 'the stream');
    const answers: (SessionOutcome | undefined)[] = [];
    const first = arrivals(1, queue);
    const answered = new Promise<void>((resolve) => {
      submissions.submit('session', COMMAND, Date.now() + 20_000, (outcome) => {
        answers.push(outcome);
        resolve();
      });
    });
    const [before] = await first;
    const again = arrivals(1, queue);
    owner.endStreams();
    const [after] = await again;
    expect(after!.command.correlationId).toBe(before!.command.correlationId);
    // The first stream is gone: its answer reaches nobody.
    answer(before!);
    answer(after!);
    await answered;
    expect(answers).toEqual([ACCEPTED]);
    expect(submissions.pending).toBe(0);
    submissions.close();
  });
});
