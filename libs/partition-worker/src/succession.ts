/**
 * Waits for the CLAIM of the next owner of a partition that is still served here (ADR 0002): until it is in the log,
 * everything that is appended here counts, so nobody has to wait for the next owner's recovery.
 */
import { decodeRecord } from '@macp/event-log';
import type { ClaimRecord, EventLog, Subscription } from '@macp/event-log';

export interface SuccessionOptions {
  readonly log: Pick<EventLog, 'follow'>;
  readonly partition: number;
  /** Offset behind the last record that is known here. */
  readonly fromOffset: number;
  /** The first CLAIM from `fromOffset` on. Not called any more after `close`. */
  readonly onClaimed: (claim: ClaimRecord, offset: number) => void;
  /** The log cannot be followed: the CLAIM would not be noticed. */
  readonly onFault: (cause: unknown) => void;
}

export class Succession {
  private readonly subscription: Subscription;

  constructor({ log, partition, fromOffset, onClaimed, onFault }: SuccessionOptions) {
    this.subscription = log.follow(
      partition,
      fromOffset,
      (records) => {
        for (const { offset, bytes } of records) {
          const record = decodeRecord(bytes);
          if (record.kind !== 'claim') continue;
          this.close();
          onClaimed(record, offset);
          return;
        }
      },
      onFault,
    );
  }

  close(): void {
    this.subscription.close();
  }
}
