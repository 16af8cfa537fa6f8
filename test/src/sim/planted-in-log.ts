/** Planted bugs in how an owner uses the log: rules of the claimed log that somebody could forget. */
import { ClaimedLogReader, decodeRecord, encodeBatch } from '@macp/event-log';
import type { BatchRecord, EventLog, LogRecord } from '@macp/event-log';
import { bentLog } from '@macp/event-log/testing';
import { sessions } from './session-script.js';
import { restamping, rewriting } from './bent-parts.js';
import { LOG_ID } from './sim-log-store.js';
import type { SimLog } from './sim-log.js';

/** Believes that its record is where it expected it, whatever the log says. */
export function withoutOffsetCheck(honest: EventLog): EventLog {
  let expected = 0;
  return bentLog(honest, {
    append: async (partition, bytes) => {
      const offset = await honest.append(partition, bytes);
      expected = decodeRecord(bytes).kind === 'claim' ? offset : expected + 1;
      return expected;
    },
  });
}

/** Takes the append for done when it is sent. */
export function withoutWaiting(honest: EventLog): EventLog {
  let end = 0;
  return bentLog(honest, {
    append: async (partition, bytes) => {
      const appended = honest.append(partition, bytes);
      if (decodeRecord(bytes).kind === 'claim') end = await appended;
      else {
        appended.catch(() => undefined);
        end += 1;
      }
      return end;
    },
  });
}

/** Takes the append for done when the disk has been told of it, flushed or not. */
export function withoutFlush(honest: SimLog): EventLog {
  return honest.provesOwnershipWithoutAppend() ? asSoonAsWritten(honest) : honest;
}

/** Takes the append for done when the leader has it, and perhaps nobody else. */
export function withoutReplicas(honest: SimLog): EventLog {
  return honest.provesOwnershipWithoutAppend() ? honest : asSoonAsWritten(honest);
}

function asSoonAsWritten(honest: SimLog): EventLog {
  return bentLog(honest, {
    append: (partition, bytes) => {
      const { written, flushed } = honest.write(partition, bytes);
      flushed.catch(() => undefined);
      return written;
    },
  });
}

/** Reads a batch of any epoch as one of the last CLAIM's. */
export function withoutEpochCheck(honest: EventLog): EventLog {
  let restamp = restamping();
  let next = -1;
  return bentLog(honest, {
    read: async (partition, from, limit) => {
      if (from !== next) restamp = restamping();
      const records = (await honest.read(partition, from, limit)).map(restamp);
      next = from + records.length;
      return records;
    },
  });
}

/** An append that fails is tried again by the client, and taken for confirmed wherever it lands. */
export function withClientRetries(honest: EventLog): EventLog {
  let end = 0;
  return bentLog(honest, {
    append: async (partition, bytes) => {
      const isClaim = decodeRecord(bytes).kind === 'claim';
      const offset = await honest.append(partition, bytes).catch(() => honest.append(partition, bytes));
      end = isClaim ? offset : end + 1;
      return end;
    },
  });
}

/**
 * Goes on in the epoch that it finds. The worker is made to believe in a CLAIM of its own: an empty batch of the epoch in
 * force lies in its place, and its batches continue from there.
 */
export function withoutClaim(honest: EventLog): EventLog {
  const believed = new Map<number, Uint8Array>();
  let stolen: { readonly epoch: string; readonly seq: number } | undefined;
  return bentLog(honest, {
    append: async (partition, bytes) => {
      const record = decodeRecord(bytes);
      if (record.kind === 'batch') {
        if (stolen === undefined) return honest.append(partition, bytes);
        return honest.append(partition, encodeBatch({ ...record, epoch: stolen.epoch, seq: stolen.seq + record.seq }));
      }
      const last = await lastValidBatch(honest, partition);
      if (last === undefined) return honest.append(partition, bytes);
      stolen = { epoch: last.epoch, seq: last.seq + 1 };
      const offset = await honest.append(partition, encodeBatch({ ...last, ...stolen, outcomes: [], facts: [] }));
      believed.set(offset, bytes);
      return offset;
    },
    read: async (partition, from, limit) => {
      const records = await honest.read(partition, from, limit);
      return records.map(({ offset, bytes }) => ({ offset, bytes: believed.get(offset) ?? bytes }));
    },
  });
}

async function lastValidBatch(log: EventLog, partition: number): Promise<BatchRecord | undefined> {
  const reader = new ClaimedLogReader({ partition, partitions: log.partitions, logId: LOG_ID });
  const end = await log.endOffset(partition);
  let last: BatchRecord | undefined;
  while (reader.nextOffset < end) {
    for (const record of await log.read(partition, reader.nextOffset, 1_000)) {
      const read = reader.read(record);
      if (read.kind === 'claim') last = undefined;
      if (read.kind === 'batch') last = read.record;
    }
  }
  return last;
}

/** Leaves refusals out of the record. */
export function withoutRefusals(honest: EventLog): EventLog {
  return rewriting(honest, (batch) => ({
    ...batch,
    outcomes: batch.outcomes.filter(({ outcome }) => sessions.codec.decodeOutcome(outcome).kind !== 'rejected'),
  }));
}

/** Leaves accepted messages out of the record, but not that they were accepted. */
export function withoutFacts(honest: EventLog): EventLog {
  return rewriting(honest, (batch) => ({ ...batch, facts: [] }));
}

/** Leaves a number out wherever a batch begins with a message. */
export function withGaps(honest: EventLog): EventLog {
  return rewriting(honest, (batch) => ({
    ...batch,
    facts: batch.facts.map((bytes, at) => {
      const fact = sessions.codec.decodeFact(bytes);
      const isBent = at === 0 && fact.kind === 'EnvelopeAccepted';
      return isBent ? sessions.codec.encodeFact({ ...fact, ordinal: fact.ordinal + 1 }) : bytes;
    }),
  }));
}

/** Moves `decidedUpTo` only with facts: commands that were refused have never been decided. */
export function withoutProgressOfRefusals(honest: EventLog): EventLog {
  let accepted = -1;
  return rewriting(honest, (batch) => {
    if (batch.facts.length > 0) accepted = batch.decidedUpTo;
    return { ...batch, decidedUpTo: accepted, outcomes: batch.facts.length > 0 ? batch.outcomes : [] };
  });
}

/** A projection that takes void batches for history. */
export function followingVoidBatches(honest: SimLog): EventLog {
  return bentLog(honest, {
    follow: (partition, from, onRecords) => {
      const restamp = restamping();
      return honest.follow(partition, from, (records: readonly LogRecord[]) => onRecords(records.map(restamp)));
    },
  });
}
