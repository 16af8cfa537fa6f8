/** A stored envelope says what its fact said, and is still an envelope to whoever reads nothing else. */
import { describe, expect, it } from '@jest/globals';
import type { EnvelopeAccepted, SessionStarted } from '@macp/kernel';
import { Envelope, encodeBytes, kernelEnvelope, wireEnvelope } from '@macp/proto';
import { encodeHistoryEntry, lifecycleFact, lifecycleStep, viewHistoryEntry } from './history-entry-codec.js';
import type { EnvelopeFact, LifecycleFact } from './history-entry-codec.js';
import { ENVELOPE, POLICY, SESSION_FACTS } from './testing/record-examples.js';

const SESSION = ENVELOPE.sessionId;
const all = Object.entries(SESSION_FACTS);
const withEnvelope = all.filter((each): each is [string, EnvelopeFact] => 'envelope' in each[1]);
const withoutEnvelope = all.filter((each): each is [string, LifecycleFact] => !('envelope' in each[1]));
const steps = withoutEnvelope.map(([, fact]) => lifecycleStep(fact));
const accepted = SESSION_FACTS['accepted'] as EnvelopeAccepted;

describe('an entry of a history', () => {
  it.each(withEnvelope)('given the fact %s, when its entry is read, then the fact is the same', (_name, fact) => {
    expect(viewHistoryEntry(encodeHistoryEntry(fact, []))).toEqual([fact]);
  });

  it.each(withEnvelope)('given the fact %s, when its entry is read as an envelope, then it is that', (_name, fact) => {
    const read = kernelEnvelope(Envelope.decode(encodeHistoryEntry(fact, steps)));

    expect(read).toEqual(fact.envelope);
  });

  it('given what happened before the envelope, when the entry is read, then kinds and times come first', () => {
    const [...facts] = viewHistoryEntry(encodeHistoryEntry(accepted, steps))!;

    expect(facts.pop()).toEqual(accepted);
    expect(facts).toEqual(steps.map((step) => lifecycleFact(SESSION, step)));
    expect(facts.map((fact) => lifecycleStep(fact as LifecycleFact))).toEqual(steps);
  });

  it.each([100, 200, 20_000, 3_000_000])('given a policy of %i characters, then no byte of it is lost', (length) => {
    const started = SESSION_FACTS['started'] as SessionStarted;
    const fact = { ...started, policy: { ...POLICY, rules: 'x'.repeat(length) } };

    expect(viewHistoryEntry(encodeHistoryEntry(fact, []))).toEqual([fact]);
  });

  it('given an envelope alone, as earlier releases stored it, when it is read, then there are no facts', () => {
    expect(viewHistoryEntry(encodeBytes(Envelope, wireEnvelope(ENVELOPE)))).toBeUndefined();
  });

  it('given an entry cut short anywhere, when it is read, then it throws or has not the same facts', () => {
    const whole = encodeHistoryEntry(accepted, steps);

    for (let length = 2; length < whole.length; length += 1) {
      let read: unknown;
      try {
        read = viewHistoryEntry(whole.subarray(0, length));
      } catch {
        continue;
      }
      expect(read).not.toEqual(viewHistoryEntry(whole));
    }
    expect(() => viewHistoryEntry(whole.subarray(0, 5))).toThrow('a stored entry has the length that it names');
  });
});
