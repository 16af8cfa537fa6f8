/**
 * The owner's side of commands over gRPC: frames go into the queue in memory, outcomes back on the stream that the
 * command came by, a frame per turn. What belongs to a stream that has ended is dropped; its ingress sends again.
 */
import type { ServerDuplexStream, UntypedServiceImplementation } from '@grpc/grpc-js';
import type { MemoryCommandQueue } from '@macp/event-log';
import type { InternalService } from '@macp/internal-rpc';
import type { OutcomeChannel, OutcomeDelivery, OutcomeProgress } from '@macp/partition-worker';
import { internal } from '@macp/proto';
import { readCommandFrame } from './command-frame.js';
import { EXCHANGE_COMMANDS, OWNER_COMMAND_SERVICE } from './owner-rpc.js';

export interface OwnerCommandServiceOptions<Command, Outcome> {
  readonly queue: MemoryCommandQueue<Command>;
  readonly decode: (body: Uint8Array) => Command;
  readonly encodeOutcome: (outcome: Outcome) => Uint8Array;
}

type Call = ServerDuplexStream<Buffer, internal.PushOutcomesRequestInit>;

/** What one ingress has not been told yet. */
class IngressStream {
  private byPartition = new Map<number, internal.PushedOutcomeInit[]>();
  private readonly progress = new Map<number, OutcomeProgress>();
  private isScheduled = false;
  private isWriting = false;

  constructor(private readonly call: Call) {}

  add(partition: number, outcome: internal.PushedOutcomeInit, progress: OutcomeProgress): void {
    const outcomes = this.byPartition.get(partition);
    if (outcomes === undefined) this.byPartition.set(partition, [outcome]);
    else outcomes.push(outcome);
    this.progress.set(partition, progress);
    if (this.isScheduled || this.isWriting) return;
    this.isScheduled = true;
    setImmediate(this.flush);
  }

  private readonly flush = (): void => {
    this.isScheduled = false;
    if (this.byPartition.size === 0 || this.isWriting) return;
    const partitions = [...this.byPartition].map(([partition, outcomes]) => {
      const { decidedUpTo, parked } = this.progress.get(partition)!;
      return { partition, decidedUpTo, parked, outcomes };
    });
    this.byPartition = new Map();
    this.isWriting = true;
    this.call.write({ aggregate: internal.Aggregate.AGGREGATE_SESSION, partitions }, () => {
      this.isWriting = false;
      this.flush();
    });
  };
}

export class OwnerCommandService<Command, Outcome> implements OutcomeChannel<Outcome> {
  readonly service: InternalService;
  private readonly streams = new Map<string, IngressStream>();
  private readonly calls = new Set<Call>();
  private opened = 0;

  constructor(private readonly options: OwnerCommandServiceOptions<Command, Outcome>) {
    const handlers = { ExchangeCommands: (call: Call) => this.accept(call) };
    this.service = {
      name: OWNER_COMMAND_SERVICE,
      definition: { ExchangeCommands: EXCHANGE_COMMANDS },
      handlers: handlers as unknown as UntypedServiceImplementation,
      end: () => this.endStreams(),
    };
  }

  push(partition: number, deliveries: readonly OutcomeDelivery<Outcome>[], progress: OutcomeProgress): void {
    for (const { replyTo, correlationId, commandOffset, outcome, recorded } of deliveries) {
      const bytes = recorded ?? this.options.encodeOutcome(outcome);
      this.streams.get(replyTo)?.add(partition, { correlationId, commandOffset, recorded: bytes }, progress);
    }
  }

  /** Ends every stream; ingresses come again. */
  endStreams(): void {
    for (const call of this.calls) call.end();
  }

  private accept(call: Call): void {
    const { queue, decode } = this.options;
    const replyTo = String((this.opened += 1));
    this.streams.set(replyTo, new IngressStream(call));
    this.calls.add(call);
    call.on('data', (frame: Buffer) => {
      for (const { partition, correlationId, expiresAtMs, body } of readCommandFrame(frame)) {
        queue.enqueue(partition, { correlationId, replyTo, expiresAtMs, body: decode(body) });
      }
    });
    call.on('end', () => call.end());
    for (const event of ['error', 'cancelled', 'close', 'finish']) {
      call.on(event, () => {
        this.streams.delete(replyTo);
        this.calls.delete(call);
      });
    }
  }
}
