/** Turns what partition workers let be observed into counters and log lines that an operator can act on. */
import { SnapshotFenced } from '@macp/event-log';
import type { Clock, WorkerEvents } from '@macp/partition-worker';
import type { Logger, MacpMetrics } from '@macp/telemetry';
import { SnapshotWriterLog } from './snapshot-writer-log.js';

/** Who has to know of a partition, beside operators. */
export interface PartitionListeners {
  /** Hears the offset below which a partition's log is not needed to recover it. */
  readonly onCheckpoint?: ((partition: number, offset: number) => void) | undefined;
  /** Hears why a partition has stopped. */
  readonly onFailed?: ((partition: number, cause: unknown) => void) | undefined;
}

/** What the last owner here has done with a partition, Unix ms. */
interface Marks {
  claimedAtMs: number;
  checkpointedAtMs: number;
  /** Another one had claimed it, and this one has not claimed since. */
  isFenced: boolean;
  readonly writer: SnapshotWriterLog;
}

export class WorkerTelemetry {
  private batches = 0;
  private commands = 0;
  private facts = 0;
  private claims = 0;
  private fenced = 0;
  private handedOver = 0;
  private appendsUnknown = 0;
  private checkpoints = 0;
  private checkpointFailures = 0;
  private failures = 0;
  private readonly marks = new Map<number, Marks>();

  /** `aggregate` names the aggregate in metric names and log lines: `session` or `registry`. */
  constructor(
    private readonly aggregate: string,
    metrics: MacpMetrics,
    private readonly log: Logger,
    private readonly clock: Pick<Clock, 'nowMs'>,
  ) {
    const total = (name: string, help: string, read: () => number): void =>
      metrics.observeTotal(`macp_${aggregate}_${name}_total`, help, read);
    total('batches_appended', 'Batches appended and confirmed', () => this.batches);
    total('commands_decided', 'Commands decided in confirmed batches', () => this.commands);
    total('facts_appended', 'Facts appended in confirmed batches', () => this.facts);
    total('claims', 'CLAIMs written', () => this.claims);
    total('fenced', 'Appends behind which another owner was found', () => this.fenced);
    total('handed_over', 'Partitions that were served until their next owner had claimed them', () => this.handedOver);
    total('appends_unknown', 'Appends with an unknown result', () => this.appendsUnknown);
    total('checkpoints', 'Checkpoints written', () => this.checkpoints);
    total('checkpoint_failures', 'Checkpoints that could not be written', () => this.checkpointFailures);
    total('partition_failures', 'Partitions stopped by a broken invariant or a damaged log', () => this.failures);
  }

  /** When the partition was last claimed here, Unix ms. */
  claimedAtMs(partition: number): number | undefined {
    return this.marks.get(partition)?.claimedAtMs;
  }

  /** When a checkpoint of it was last written here, or it was claimed, Unix ms. */
  checkpointedAtMs(partition: number): number | undefined {
    return this.marks.get(partition)?.checkpointedAtMs;
  }

  /** The listener for one partition. */
  events(partition: number, { onCheckpoint, onFailed }: PartitionListeners = {}): Partial<WorkerEvents> {
    const { log } = this;
    const at = { aggregate: this.aggregate, partition };
    return {
      ...this.ownership(partition),
      recovered: ({ records, ms, restored }) => log.info({ ...at, records, ms, restored }, 'partition recovered'),
      batchAppended: ({ commands, facts }) => {
        this.batches++;
        this.commands += commands;
        this.facts += facts;
      },
      appendUnknown: ({ record, cause }) => {
        this.appendsUnknown++;
        log.error({ ...at, record, err: cause }, 'the result of an append is unknown; claiming again');
      },
      logRetried: ({ cause, pauseMs }) => log.warn({ ...at, err: cause, pauseMs }, 'the log is tried again'),
      commandLost: ({ commandOffset }) => log.error({ ...at, commandOffset }, 'a parked command is gone'),
      checkpointed: ({ offset }) => {
        this.checkpoints++;
        const marks = this.marks.get(partition);
        if (marks !== undefined) {
          marks.checkpointedAtMs = this.clock.nowMs();
          marks.writer.written();
        }
        onCheckpoint?.(partition, offset);
      },
      checkpointFailed: ({ cause }) => this.checkpointFailed(partition, cause),
      snapshotTakenBack: ({ isWhole }) => this.marks.get(partition)?.writer.takenBack(isWhole),
      checkpointRejected: ({ reason, cause }) => log.warn({ ...at, reason, err: cause }, 'the log decides'),
      failed: ({ cause }) => {
        this.failures++;
        log.fatal({ ...at, err: cause }, 'the partition has stopped');
        onFailed?.(partition, cause);
      },
    };
  }

  /** Partitions move: that somebody else has one now is nothing to worry about, that two owners take turns is. */
  private ownership(partition: number): Partial<WorkerEvents> {
    const { log, marks } = this;
    const at = { aggregate: this.aggregate, partition };
    return {
      claimed: ({ epoch, offset, generation }) => {
        this.claims++;
        const isDuel = marks.get(partition)?.isFenced === true;
        const nowMs = this.clock.nowMs();
        const writer = new SnapshotWriterLog(log.child(at), this.clock);
        marks.set(partition, { claimedAtMs: nowMs, checkpointedAtMs: nowMs, isFenced: false, writer });
        if (isDuel) log.warn({ ...at, epoch, offset, generation }, 'partition claimed back from another owner');
        else log.info({ ...at, epoch, offset, generation }, 'partition claimed');
      },
      handedOver: ({ owner, epoch, generation, offset }) => {
        this.handedOver++;
        log.info({ ...at, owner, epoch, generation, offset }, 'the next owner has claimed the partition');
      },
      fenced: ({ expectedOffset, offset }) => {
        this.fenced++;
        const mark = marks.get(partition);
        if (mark !== undefined) mark.isFenced = true;
        log.info({ ...at, expectedOffset, offset }, 'another owner has claimed the partition');
      },
      yielded: ({ generation, generationSeen }) => {
        const mark = marks.get(partition);
        if (mark !== undefined) mark.isFenced = false;
        log.info({ ...at, generation, generationSeen }, 'the partition is with an owner of a higher generation');
      },
    };
  }

  private checkpointFailed(partition: number, cause: unknown): void {
    const at = { aggregate: this.aggregate, partition };
    const writer = this.marks.get(partition)?.writer;
    if (cause instanceof SnapshotFenced && writer !== undefined) {
      writer.fenced(cause);
      return;
    }
    this.checkpointFailures++;
    this.log.error({ ...at, err: cause }, 'a checkpoint could not be written');
  }
}
