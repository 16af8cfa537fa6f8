/**
 * Commands to the owners of their partitions over gRPC, without a topic between: a frame per turn and owner, outcomes on
 * the same stream. A command counts as acknowledged once its outcome is here; when the stream breaks, every other one has
 * an unknown result, which makes `PendingSubmissions` send it again under the same correlation id.
 */
import type { ClientDuplexStream } from '@grpc/grpc-js';
import { AppendUnknown } from '@macp/event-log';
import type { CommandEnvelope, CommandSink } from '@macp/event-log';
import type { InternalClients } from '@macp/internal-rpc';
import type { internal } from '@macp/proto';
import { toSafeNumber } from '@macp/proto';
import { writeCommandFrame } from './command-frame.js';
import type { FramedCommand } from './command-frame.js';
import { EXCHANGE_COMMANDS } from './owner-rpc.js';

export interface OwnerCommandSinkOptions<Command> {
  readonly partitions: number;
  /** Address of a partition's owner; given for the measurement, it never changes. */
  readonly ownerOf: (partition: number) => string;
  readonly clients: InternalClients;
  readonly encode: (command: Command) => Uint8Array;
  /** Hands the outcomes of one partition to whoever waits. */
  readonly receive: (pushed: internal.PartitionOutcomes) => void;
}

interface Unanswered {
  readonly resolve: (offset: number) => void;
  readonly reject: (cause: Error) => void;
}

type Stream = ClientDuplexStream<Buffer, internal.PushOutcomesRequest>;

/** The stream to one owner. */
class OwnerStream {
  private waiting: FramedCommand[] = [];
  private readonly unanswered = new Map<string, Unanswered>();
  private stream: Stream | undefined;
  private isScheduled = false;
  /** Invariant: true while a frame has been written and not been taken by the transport. */
  private isWriting = false;

  constructor(
    private readonly address: string,
    private readonly clients: InternalClients,
    private readonly receive: (pushed: internal.PartitionOutcomes) => void,
  ) {}

  put(command: FramedCommand): Promise<number> {
    this.waiting.push(command);
    if (!this.isScheduled && !this.isWriting) {
      this.isScheduled = true;
      setImmediate(this.flush);
    }
    return new Promise((resolve, reject) => this.unanswered.set(command.correlationId, { resolve, reject }));
  }

  close(): void {
    const { stream } = this;
    this.broken(stream, new Error('closed'));
    stream?.cancel();
  }

  private readonly flush = (): void => {
    this.isScheduled = false;
    if (this.waiting.length === 0 || this.isWriting) return;
    const stream = (this.stream ??= this.open());
    const frame = writeCommandFrame(this.waiting);
    this.waiting = [];
    this.isWriting = true;
    stream.write(frame, () => {
      if (stream !== this.stream) return;
      this.isWriting = false;
      this.flush();
    });
  };

  private open(): Stream {
    const { path, requestSerialize, responseDeserialize } = EXCHANGE_COMMANDS;
    const stream: Stream = this.clients
      .client(this.address)
      .makeBidiStreamRequest(path, requestSerialize, responseDeserialize, this.clients.callMetadata());
    stream.on('data', ({ partitions }: internal.PushOutcomesRequest) => {
      for (const pushed of partitions) this.answered(pushed);
    });
    stream.on('error', (cause) => this.broken(stream, cause));
    stream.on('end', () => this.broken(stream, new Error('the owner ended the stream')));
    return stream;
  }

  private answered(pushed: internal.PartitionOutcomes): void {
    this.receive(pushed);
    for (const { correlationId, commandOffset } of pushed.outcomes) {
      this.unanswered.get(correlationId)?.resolve(toSafeNumber(commandOffset));
      this.unanswered.delete(correlationId);
    }
  }

  private broken(stream: Stream | undefined, cause: unknown): void {
    if (stream !== this.stream) return;
    this.stream = undefined;
    this.isWriting = false;
    this.waiting = [];
    const lost = [...this.unanswered.values()];
    this.unanswered.clear();
    for (const { reject } of lost) reject(new AppendUnknown('the stream to the owner broke', { cause }));
  }
}

export class OwnerCommandSink<Command> implements CommandSink<Command> {
  readonly partitions: number;
  private readonly byAddress = new Map<string, OwnerStream>();

  constructor(private readonly options: OwnerCommandSinkOptions<Command>) {
    this.partitions = options.partitions;
  }

  /** Resolves with the offset in the owner's queue when the outcome is here. @throws AppendUnknown */
  enqueue(partition: number, { correlationId, expiresAtMs, body }: CommandEnvelope<Command>): Promise<number> {
    const { ownerOf, clients, encode, receive } = this.options;
    const address = ownerOf(partition);
    let stream = this.byAddress.get(address);
    if (stream === undefined) {
      stream = new OwnerStream(address, clients, receive);
      this.byAddress.set(address, stream);
    }
    return stream.put({ partition, correlationId, expiresAtMs, body: encode(body) });
  }

  close(): void {
    for (const stream of this.byAddress.values()) stream.close();
  }
}
