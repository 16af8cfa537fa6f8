/** Honest parts with one method changed: what planted bugs are made of. */
import { decodeRecord, encodeBatch } from '@macp/event-log';
import type { BatchRecord, EventLog, LogRecord, SnapshotChange, SnapshotStore } from '@macp/event-log';
import { bentLog } from '@macp/event-log/testing';

/** A bent log for each partition, where what is bent remembers something. */
export function perPartition<Log extends EventLog>(bend: (honest: Log) => EventLog): (honest: Log) => EventLog {
  return (honest) => {
    const bent = Array.from({ length: honest.partitions }, () => bend(honest));
    return bentLog(honest, {
      append: (partition, bytes) => bent[partition]!.append(partition, bytes),
      read: (partition, from, limit) => bent[partition]!.read(partition, from, limit),
      follow: (partition, from, onRecords, onFault) => bent[partition]!.follow(partition, from, onRecords, onFault),
    });
  };
}

/** The honest log to a writer whose batches `rewrite` changes on their way. */
export function rewriting(honest: EventLog, rewrite: (batch: BatchRecord) => BatchRecord): EventLog {
  return bentLog(honest, {
    append: (partition, bytes) => {
      const record = decodeRecord(bytes);
      return honest.append(partition, record.kind === 'batch' ? encodeBatch(rewrite(record)) : bytes);
    },
  });
}

/** The honest snapshots to a writer whose changes `rewrite` changes on their way. */
export function rewritingSnapshots(
  honest: SnapshotStore,
  rewrite: (change: SnapshotChange) => SnapshotChange,
): SnapshotStore {
  return {
    checkpoint: (partition) => honest.checkpoint(partition),
    entities: (partition) => honest.entities(partition),
    endedIds: (partition) => honest.endedIds(partition),
    write: (partition, change) => honest.write(partition, rewrite(change)),
  };
}

/** Makes batches of any epoch look like those of the last CLAIM, in the order in which they are read. */
export function restamping(): (record: LogRecord) => LogRecord {
  let epoch = '';
  let seq = 0;
  return (record) => {
    const decoded = decodeRecord(record.bytes);
    if (decoded.kind === 'claim') [epoch, seq] = [decoded.epoch, 0];
    if (decoded.kind === 'claim' || epoch === '') return record;
    seq = decoded.epoch === epoch ? Math.max(decoded.seq, seq + 1) : seq + 1;
    return { offset: record.offset, bytes: encodeBatch({ ...decoded, epoch, seq }) };
  };
}
