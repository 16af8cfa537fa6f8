/** Turns what partition workers let be observed into counters and log lines that an operator can act on. */
import type { WorkerEvents } from '@macp/partition-worker';
import type { Logger, MacpMetrics } from '@macp/telemetry';

/** Who has to know of a partition, beside operators. */
export interface PartitionListeners {
  /** Hears the offset below which a partition's log is not needed to recover it. */
  readonly onCheckpoint?: ((partition: number, offset: number) => void) | undefined;
  /** Hears why a partition has stopped. */
  readonly onFailed?: ((partition: number, cause: unknown) => void) | undefined;
}

export class WorkerTelemetry {
  private batches = 0;
  private commands = 0;
  private facts = 0;
  private claims = 0;
  private fenced = 0;
  private appendsUnknown = 0;
  private checkpoints = 0;
  private checkpointFailures = 0;
  private failures = 0;

  /** `aggregate` names the aggregate in metric names and log lines: `session` or `registry`. */
  constructor(
    private readonly aggregate: string,
    metrics: MacpMetrics,
    private readonly log: Logger,
  ) {
    const total = (name: string, help: string, read: () => number): void =>
      metrics.observeTotal(`macp_${aggregate}_${name}_total`, help, read);
    total('batches_appended', 'Batches appended and confirmed', () => this.batches);
    total('commands_decided', 'Commands decided in confirmed batches', () => this.commands);
    total('facts_appended', 'Facts appended in confirmed batches', () => this.facts);
    total('claims', 'CLAIMs written', () => this.claims);
    total('fenced', 'Appends behind which another owner was found', () => this.fenced);
    total('appends_unknown', 'Appends with an unknown result', () => this.appendsUnknown);
    total('checkpoints', 'Checkpoints written', () => this.checkpoints);
    total('checkpoint_failures', 'Checkpoints that could not be written', () => this.checkpointFailures);
    total('partition_failures', 'Partitions stopped by a broken invariant or a damaged log', () => this.failures);
  }

  /** The listener for one partition. */
  events(partition: number, { onCheckpoint, onFailed }: PartitionListeners = {}): Partial<WorkerEvents> {
    const { log } = this;
    const at = { aggregate: this.aggregate, partition };
    return {
      claimed: ({ epoch, offset }) => {
        this.claims++;
        log.debug({ ...at, epoch, offset }, 'partition claimed');
      },
      recovered: ({ records, ms, restored }) => log.info({ ...at, records, ms, restored }, 'partition recovered'),
      batchAppended: ({ commands, facts }) => {
        this.batches++;
        this.commands += commands;
        this.facts += facts;
      },
      fenced: ({ expectedOffset, offset }) => {
        this.fenced++;
        log.warn({ ...at, expectedOffset, offset }, 'another owner has claimed the partition');
      },
      appendUnknown: ({ record, cause }) => {
        this.appendsUnknown++;
        log.error({ ...at, record, err: cause }, 'the result of an append is unknown; claiming again');
      },
      logRetried: ({ cause, pauseMs }) => log.warn({ ...at, err: cause, pauseMs }, 'the log is tried again'),
      commandLost: ({ commandOffset }) => log.error({ ...at, commandOffset }, 'a parked command is gone'),
      checkpointed: ({ offset }) => {
        this.checkpoints++;
        onCheckpoint?.(partition, offset);
      },
      checkpointFailed: ({ cause }) => {
        this.checkpointFailures++;
        log.error({ ...at, err: cause }, 'a checkpoint could not be written');
      },
      checkpointRejected: ({ reason, cause }) => log.warn({ ...at, reason, err: cause }, 'the log decides'),
      failed: ({ cause }) => {
        this.failures++;
        log.fatal({ ...at, err: cause }, 'the partition has stopped');
        onFailed?.(partition, cause);
      },
    };
  }
}
