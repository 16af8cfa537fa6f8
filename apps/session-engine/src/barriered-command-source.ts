/**
 * Commands behind a barrier: a SessionStart that names a registered policy or mode is delivered only once the catalogs
 * have applied everything that was in the registry's log when the start arrived, so that a registration which was
 * answered before the start was sent is seen whichever process answered it. Order within a partition is kept: what comes
 * behind waits along.
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
}

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
    const barrier = new Barrier(this.catchUp, onCommands);
    const subscription = this.options.source.consume(partition, fromOffset, (commands) => barrier.take(commands));
    return {
      close: () => {
        barrier.close();
        subscription.close();
      },
    };
  }
}

/** The commands of one subscription that wait. */
class Barrier {
  /** Invariant: in order; every one of them but the first waits for those before it. */
  private readonly waiting: { readonly commands: Commands; isReady: boolean }[] = [];
  private isClosed = false;

  constructor(
    private readonly catchUp: CoalescedCatchUp,
    private readonly onCommands: CommandListener<SessionCommand>,
  ) {}

  take(commands: Commands): void {
    const reached = commands.some(consultsRegistry) ? this.catchUp.reach() : undefined;
    if (reached === undefined && this.waiting.length === 0) {
      this.onCommands(commands);
      return;
    }
    const chunk = { commands, isReady: reached === undefined };
    this.waiting.push(chunk);
    void reached?.then(() => {
      chunk.isReady = true;
      this.deliver();
    });
  }

  close(): void {
    this.isClosed = true;
    this.waiting.length = 0;
  }

  private deliver(): void {
    while (!this.isClosed && this.waiting[0]?.isReady === true) this.onCommands(this.waiting.shift()!.commands);
  }
}
