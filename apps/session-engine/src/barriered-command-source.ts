/**
 * Commands behind a barrier: a SessionStart that names a registered policy or mode is delivered only once the catalogs
 * have applied everything that was in the registry's log when the start arrived, so that a registration which was
 * answered before the start was sent is seen whichever process answered it. Order within a partition is kept: what comes
 * behind waits along, up to a bound beyond which it stays in the queue.
 */
import type { CommandListener, CommandSource, QueuedCommand, Subscription } from '@macp/event-log';
import { MESSAGE_TYPE } from '@macp/kernel';
import type { SessionCommand } from '@macp/kernel';
import { builtInModes } from '@macp/modes';
import type { Clock } from '@macp/partition-worker';
import { builtInPolicy } from '@macp/policy-rules';
import { SessionStartPayload, decodeOrUndefined } from '@macp/proto';
import { CoalescedCatchUp } from './coalesced-catch-up.js';
import type { CatchingUp } from './coalesced-catch-up.js';

type Commands = readonly QueuedCommand<SessionCommand>[];

export interface BarrieredCommandSourceOptions {
  readonly source: CommandSource<SessionCommand>;
  /** Of policies and of modes; one is enough where both are views of the same log. */
  readonly catalogs: readonly CatchingUp[];
  readonly clock: Clock;
  /** Pause after a catalog could not catch up; the commands wait meanwhile. */
  readonly retryMs?: number;
  /** A catalog could not catch up; it is tried again. */
  readonly onFault?: (cause: unknown) => void;
  /** Commands of a partition that wait here: beyond, the queue is left alone until they are delivered. */
  readonly waitingMax?: number;
  /** As `waitingMax`, of the bytes of their bodies. */
  readonly waitingBytesMax?: number;
}

/** As much as the engine takes and has not decided. */
const WAITING_MAX = 16_384;
const WAITING_BYTES_MAX = 16 * 1024 * 1024;

const BUILT_IN_MODES: ReadonlySet<string> = new Set(builtInModes.map(({ descriptor }) => descriptor.mode));

/** Whether deciding the command may consult what has been registered. */
function consultsRegistry({ command: { body } }: QueuedCommand<SessionCommand>): boolean {
  if (body.kind !== 'SubmitEnvelope' || body.envelope.messageType !== MESSAGE_TYPE.sessionStart) return false;
  if (!BUILT_IN_MODES.has(body.envelope.mode)) return true;
  const start = decodeOrUndefined(SessionStartPayload, body.envelope.payload);
  return start !== undefined && start.policyVersion !== '' && builtInPolicy(start.policyVersion) === undefined;
}

export class BarrieredCommandSource implements CommandSource<SessionCommand> {
  private readonly catchUp: CoalescedCatchUp;

  constructor(private readonly options: BarrieredCommandSourceOptions) {
    const { catalogs, clock, retryMs = 250, onFault } = options;
    this.catchUp = new CoalescedCatchUp({ catalogs, clock, retryMs, onFault: (cause) => onFault?.(cause) });
  }

  get queueId(): string {
    return this.options.source.queueId;
  }

  get partitions(): number {
    return this.options.source.partitions;
  }

  release(partition: number, offset: number): void {
    this.options.source.release(partition, offset);
  }

  consume(partition: number, fromOffset: number, onCommands: CommandListener<SessionCommand>): Subscription {
    const { source, waitingMax = WAITING_MAX, waitingBytesMax = WAITING_BYTES_MAX } = this.options;
    const barrier = new Barrier({ source, partition, onCommands, catchUp: this.catchUp, waitingMax, waitingBytesMax });
    barrier.consume(fromOffset);
    return { close: () => barrier.close() };
  }
}

interface BarrierParts extends Required<Pick<BarrieredCommandSourceOptions, 'waitingMax' | 'waitingBytesMax'>> {
  readonly source: CommandSource<SessionCommand>;
  readonly partition: number;
  readonly onCommands: CommandListener<SessionCommand>;
  readonly catchUp: CoalescedCatchUp;
}

/** The commands of one subscription that wait. */
class Barrier {
  /** Invariant: in order; every one of them but the first waits for those before it. */
  private readonly waiting: { readonly commands: Commands; isReady: boolean }[] = [];
  private waitingCommands = 0;
  private waitingBytes = 0;
  /** Behind what has come. */
  private nextOffset = 0;
  /** Absent while enough waits. */
  private subscription: Subscription | undefined;
  private isClosed = false;

  constructor(private readonly parts: BarrierParts) {}

  consume(fromOffset: number): void {
    const { source, partition } = this.parts;
    this.nextOffset = fromOffset;
    this.subscription = source.consume(partition, fromOffset, (commands) => this.take(commands));
    // What the queue held may have come before there was a subscription to end.
    if (this.isClosed) this.subscription.close();
    else this.leaveWhenFull();
  }

  close(): void {
    this.isClosed = true;
    this.waiting.length = 0;
    this.subscription?.close();
  }

  private take(commands: Commands): void {
    this.nextOffset = commands.at(-1)!.offset + 1;
    const reached = commands.some(consultsRegistry) ? this.parts.catchUp.reach() : undefined;
    if (reached === undefined && this.waiting.length === 0) {
      this.parts.onCommands(commands);
      return;
    }
    const chunk = { commands, isReady: reached === undefined };
    this.waiting.push(chunk);
    this.waitingCommands += commands.length;
    this.waitingBytes += bytesOf(commands);
    this.leaveWhenFull();
    void reached?.then(() => {
      chunk.isReady = true;
      this.deliver();
    });
  }

  private leaveWhenFull(): void {
    const { waitingMax, waitingBytesMax } = this.parts;
    if (this.waitingCommands <= waitingMax && this.waitingBytes <= waitingBytesMax) return;
    this.subscription?.close();
    this.subscription = undefined;
  }

  private deliver(): void {
    while (!this.isClosed && this.waiting[0]?.isReady === true) {
      const { commands } = this.waiting.shift()!;
      this.waitingCommands -= commands.length;
      this.waitingBytes -= bytesOf(commands);
      this.parts.onCommands(commands);
    }
    const isLeft = this.subscription === undefined && this.waiting.length === 0;
    if (isLeft && !this.isClosed) this.consume(this.nextOffset);
  }
}

function bytesOf(commands: Commands): number {
  return commands.reduce((sum, { bytes = 0 }) => sum + bytes, 0);
}
