/** Records that were written once must be read for ever: the bytes in `records.golden.json` never change. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  decodeRegistryFact,
  decodeRegistryOutcome,
  encodeRegistryFact,
  encodeRegistryOutcome,
} from './registry-codec.js';
import type { SessionFact } from '@macp/kernel';
import { encodeHistoryEntry, lifecycleFact, lifecycleStep, viewHistoryEntry } from './history-entry-codec.js';
import type { EnvelopeFact, LifecycleFact } from './history-entry-codec.js';
import { decodeSessionFact, encodeSessionFact } from './session-fact-codec.js';
import { decodeSessionOutcome, encodeSessionOutcome } from './session-outcome-codec.js';
import { REGISTRY_FACTS, REGISTRY_OUTCOMES, SESSION_FACTS, SESSION_OUTCOMES } from './testing/record-examples.js';

interface Kind<Value> {
  readonly kind: string;
  readonly examples: Record<string, Value>;
  readonly encode: (value: Value) => Uint8Array;
  readonly decode: (bytes: Uint8Array) => Value;
}

const golden = JSON.parse(readFileSync(new URL('./records.golden.json', import.meta.url), 'utf8')) as Record<
  string,
  Record<string, string>
>;

function holds<Value>({ kind, examples, encode, decode }: Kind<Value>): void {
  const written = golden[kind]!;

  it(`given ${kind}, then each example has its golden bytes and each golden bytes their example`, () => {
    expect(Object.keys(written).sort()).toEqual(Object.keys(examples).sort());
  });

  it.each(Object.keys(written))(
    `given the golden bytes of ${kind}.%s, when they are read and written, then value and bytes are as ever`,
    (name) => {
      const bytes = Buffer.from(written[name]!, 'hex');

      const value = decode(bytes);

      expect(value).toEqual(examples[name]);
      expect(Buffer.from(encode(value)).toString('hex')).toBe(written[name]);
    },
  );
}

const { started, accepted, suspended, resumed } = SESSION_FACTS as Record<string, SessionFact>;
const sessionId = accepted!.sessionId;
/** What came between the envelope before and that of the last fact, and that fact. */
const HISTORY_ENTRIES: Record<string, readonly SessionFact[]> = {
  started: [started!],
  accepted: [accepted!],
  acceptedAfterPause: [
    ...[suspended, resumed].map((fact) => lifecycleFact(sessionId, lifecycleStep(fact as LifecycleFact))),
    accepted!,
  ],
};

describe('golden records', () => {
  holds({
    kind: 'historyEntries',
    examples: HISTORY_ENTRIES,
    encode: (facts) => encodeHistoryEntry(facts.at(-1) as EnvelopeFact, facts.slice(0, -1) as LifecycleFact[]),
    decode: (bytes) => viewHistoryEntry(bytes)!,
  });
  holds({ kind: 'sessionFacts', examples: SESSION_FACTS, encode: encodeSessionFact, decode: decodeSessionFact });
  holds({
    kind: 'sessionOutcomes',
    examples: SESSION_OUTCOMES,
    encode: encodeSessionOutcome,
    decode: decodeSessionOutcome,
  });
  holds({ kind: 'registryFacts', examples: REGISTRY_FACTS, encode: encodeRegistryFact, decode: decodeRegistryFact });
  holds({
    kind: 'registryOutcomes',
    examples: REGISTRY_OUTCOMES,
    encode: encodeRegistryOutcome,
    decode: decodeRegistryOutcome,
  });
});
