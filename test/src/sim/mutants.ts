/**
 * Planted bugs. Each is an honest worker with one faulty collaborator that makes it behave as if a rule of the claimed log
 * had been forgotten; the simulation has to catch every one, or it proves nothing.
 */
import { decodeRecord, encodeBatch } from '@macp/event-log';
import type { BatchRecord, EventLog, LogRecord, SnapshotStore } from '@macp/event-log';
import type { Mutant } from './engine.js';

type Append = EventLog['append'];

/** The honest log with another `append`. */
function appending(honest: EventLog, append: Append): EventLog {
  return bent(honest, { append });
}

function bent(honest: EventLog, changed: Partial<Pick<EventLog, 'append' | 'read'>>): EventLog {
  return {
    logId: honest.logId,
    partitions: honest.partitions,
    append: changed.append ?? ((partition, bytes) => honest.append(partition, bytes)),
    read: changed.read ?? ((partition, from, limit) => honest.read(partition, from, limit)),
    endOffset: (partition) => honest.endOffset(partition),
    startOffset: (partition) => honest.startOffset(partition),
    follow: (partition, from, onRecords, onFault) => honest.follow(partition, from, onRecords, onFault),
    provesOwnershipWithoutAppend: () => honest.provesOwnershipWithoutAppend(),
    trim: (partition, before) => honest.trim(partition, before),
    close: () => honest.close(),
  };
}

/** The honest log to a writer whose batches `rewrite` changes on their way. */
function rewriting(honest: EventLog, rewrite: (batch: BatchRecord) => BatchRecord): EventLog {
  return appending(honest, (partition, bytes) => {
    const record = decodeRecord(bytes);
    return honest.append(partition, record.kind === 'batch' ? encodeBatch(rewrite(record)) : bytes);
  });
}

function bentSnapshots(honest: SnapshotStore, write: SnapshotStore['write']): SnapshotStore {
  return {
    checkpoint: (partition) => honest.checkpoint(partition),
    entities: (partition) => honest.entities(partition),
    endedIds: (partition) => honest.endedIds(partition),
    write,
  };
}

/** Believes that its record is where it expected it, whatever the log says. */
function withoutOffsetCheck(honest: EventLog): EventLog {
  let expected = 0;
  return appending(honest, async (partition, bytes) => {
    const offset = await honest.append(partition, bytes);
    expected = decodeRecord(bytes).kind === 'claim' ? offset : expected + 1;
    return expected;
  });
}

/** Takes the append for done when it is sent. */
function withoutWaiting(honest: EventLog): EventLog {
  let end = 0;
  return appending(honest, async (partition, bytes) => {
    const appended = honest.append(partition, bytes);
    if (decodeRecord(bytes).kind === 'claim') {
      end = await appended;
      return end;
    }
    appended.catch(() => undefined);
    end += 1;
    return end;
  });
}

/** Reads a batch of any epoch as one of the last CLAIM's. */
function withoutEpochCheck(honest: EventLog): EventLog {
  let epoch = '';
  let seq = 0;
  let next = -1;
  const restamp = (record: LogRecord): LogRecord => {
    const decoded = decodeRecord(record.bytes);
    if (decoded.kind === 'claim') [epoch, seq] = [decoded.epoch, 0];
    if (decoded.kind === 'claim' || epoch === '') return record;
    seq = decoded.epoch === epoch ? Math.max(decoded.seq, seq + 1) : seq + 1;
    return { offset: record.offset, bytes: encodeBatch({ ...decoded, epoch, seq }) };
  };
  return bent(honest, {
    read: async (partition, from, limit) => {
      if (from !== next) epoch = '';
      const records = (await honest.read(partition, from, limit)).map(restamp);
      next = from + records.length;
      return records;
    },
  });
}

/** An append that fails is tried again by the client, and taken for confirmed wherever it lands. */
function withClientRetries(honest: EventLog): EventLog {
  let end = 0;
  return appending(honest, async (partition, bytes) => {
    const isClaim = decodeRecord(bytes).kind === 'claim';
    const offset = await honest.append(partition, bytes).catch(() => honest.append(partition, bytes));
    end = isClaim ? offset : end + 1;
    return end;
  });
}

function isRefusal(outcome: Uint8Array): boolean {
  return Buffer.from(outcome).toString().includes('"refused"');
}

export const MUTANTS: Readonly<Record<string, Mutant>> = {
  'answers before the append has ended': { log: withoutWaiting },
  'skips the base-offset check': { log: withoutOffsetCheck },
  'accepts an old epoch in the reader': { log: withoutEpochCheck },
  'retries an append whose result is unknown': { log: withClientRetries },
  'forgets refusals': {
    log: (honest) =>
      rewriting(honest, (batch) => ({
        ...batch,
        outcomes: batch.outcomes.filter(({ outcome }) => !isRefusal(outcome)),
      })),
  },
  'forgets decidedUpTo where nothing was accepted': {
    log: (honest) => {
      let accepted = -1;
      return rewriting(honest, (batch) => {
        if (batch.facts.length > 0) accepted = batch.decidedUpTo;
        return {
          ...batch,
          decidedUpTo: Math.max(accepted, -1),
          outcomes: batch.facts.length > 0 ? batch.outcomes : [],
        };
      });
    },
  },
  'forgets parked commands': { log: (honest) => rewriting(honest, (batch) => ({ ...batch, parked: [] })) },
  "records its own clock instead of the partition's time": {
    log: (honest, process) => rewriting(honest, (batch) => ({ ...batch, recordedAtMs: process.clock.nowMs() - 1_000 })),
  },
  'writes checkpoints without the outcomes': {
    snapshots: (honest) =>
      bentSnapshots(honest, (partition, change) =>
        honest.write(partition, { ...change, checkpoint: { ...change.checkpoint, outcomes: [] } }),
      ),
  },
  'writes checkpoints without parked commands': {
    snapshots: (honest) =>
      bentSnapshots(honest, (partition, change) =>
        honest.write(partition, { ...change, checkpoint: { ...change.checkpoint, parked: [] } }),
      ),
  },
  'forgets the ids that ended': {
    snapshots: (honest) =>
      bentSnapshots(honest, (partition, change) =>
        honest.write(partition, {
          ...change,
          ended: change.ended.map((one) => ({ ...one, idHash: new Uint8Array(16).fill(7) })),
        }),
      ),
  },
};
