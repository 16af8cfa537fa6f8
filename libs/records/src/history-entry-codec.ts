/**
 * Durable form of one accepted envelope in a history (RFC-MACP-0003). It is an `Envelope` to whoever reads envelopes;
 * in front of it, in fields that such readers pass over, stands the rest of its fact and what happened to the session
 * since the envelope before, so that a history can be folded again without the log.
 */
import { invariant } from '@macp/kernel';
import type {
  EnvelopeAccepted,
  SessionCancelled,
  SessionExpired,
  SessionFact,
  SessionResumed,
  SessionStarted,
  SessionSuspended,
} from '@macp/kernel';
import { Envelope, encodeBytes, records, wireEnvelope } from '@macp/proto';
import type { Codec, macp } from '@macp/proto';
import { viewedEnvelope } from './envelope-record.js';
import { restoredFact, storedFact } from './session-fact-codec.js';

type StoredInit = macp.runtime.v1.SessionFactInit;

/** A fact that has no envelope. */
export type LifecycleFact = SessionExpired | SessionCancelled | SessionSuspended | SessionResumed;

/** What such a fact does to the state. Who asked for it, and with which words, only the log says. */
export interface LifecycleStep {
  readonly kind: LifecycleFact['kind'];
  readonly atMs: number;
}

/** A fact with an envelope. */
export type EnvelopeFact = SessionStarted | EnvelopeAccepted;

/** Far above the fields that an envelope has or may get. */
const FACT_FIELD = 1000;
/** Field and wire type of length-delimited bytes. */
const FACT_TAG = FACT_FIELD * 8 + 2;
/** `FACT_TAG` as it is written. */
const [TAG_LOW, TAG_HIGH] = [(FACT_TAG & 0x7f) | 0x80, FACT_TAG >>> 7] as const;

interface Entry {
  /** Without session and envelope. Invariant: the last one is that of the envelope. */
  readonly facts: readonly StoredInit[];
  readonly envelope: macp.v1.EnvelopeInit;
}

const entryCodec: Pick<Codec<never, Entry>, 'encode'> = {
  encode({ facts, envelope }, writer) {
    invariant(writer !== undefined, 'an entry is appended to a writer');
    for (const fact of facts) records.SessionFact.encode(fact, writer.uint32(FACT_TAG).fork()).ldelim();
    return Envelope.encode(envelope, writer);
  },
};

/** The step of a fact. */
export function lifecycleStep({ kind, atMs }: LifecycleFact): LifecycleStep {
  return { kind, atMs };
}

/** A fact that changes the state as the step's own did. */
export function lifecycleFact(sessionId: string, { kind, atMs }: LifecycleStep): LifecycleFact {
  switch (kind) {
    case 'SessionExpired':
      return { kind, sessionId, atMs };
    case 'SessionCancelled':
      return { kind, sessionId, atMs, reason: '', cancelledBy: '' };
    case 'SessionSuspended':
      return { kind, sessionId, atMs, reason: '', suspendedBy: '' };
    case 'SessionResumed':
      return { kind, sessionId, atMs, reason: '', resumedBy: '', bankedMs: 0 };
  }
}

/** Bytes of an accepted envelope; `steps` came between the envelope before and this one. */
export function encodeHistoryEntry(fact: EnvelopeFact, steps: readonly LifecycleStep[]): Uint8Array {
  const own = storedFact(fact, null, null);
  const facts = steps.length === 0 ? [own] : [...steps.map(storedStep), own];
  return encodeBytes(entryCodec as Codec<never, Entry>, { facts, envelope: wireEnvelope(fact.envelope) });
}

/**
 * The facts behind bytes of `encodeHistoryEntry`, that of the envelope last; its payload is a view of `bytes`. Steps come
 * back as `lifecycleFact` makes them. `undefined` when the bytes are an envelope and nothing else, as releases wrote them
 * that kept no facts. Throws on bytes that are neither.
 */
export function viewHistoryEntry(bytes: Uint8Array): readonly SessionFact[] | undefined {
  let at = 0;
  const stored: macp.runtime.v1.SessionFact[] = [];
  while (bytes[at] === TAG_LOW && bytes[at + 1] === TAG_HIGH) {
    let length = 0;
    let shift = 0;
    at += 2;
    for (; bytes[at]! >= 0x80; shift += 7) length |= (bytes[at++]! & 0x7f) << shift;
    length |= bytes[at++]! << shift;
    invariant(length >= 0 && at + length <= bytes.length, 'a stored entry has the length that it names');
    stored.push(records.SessionFact.decode(bytes.subarray(at, at + length)));
    at += length;
  }
  if (stored.length === 0) return undefined;
  const envelope = viewedEnvelope(Envelope.decode(bytes.subarray(at)));
  return stored.map((fact) => restoredFact(fact, () => envelope, envelope.sessionId));
}

function storedStep(step: LifecycleStep): StoredInit {
  return storedFact(lifecycleFact('', step), null, null);
}
