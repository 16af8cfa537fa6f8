/** The outcomes that re-sent commands are owed, against a plain model (I5). */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RecordedOutcome } from '@macp/event-log';
import { OutcomeLedger } from './outcome-ledger.js';
import { outcomeHash } from './outcome-window.js';

const WINDOW_MS = 8_192;

function outcomeOf(correlationId: string, commandOffset: number, expiresAtMs: number): RecordedOutcome {
  return { correlationId, commandOffset, expiresAtMs, outcome: Uint8Array.of(commandOffset % 256, 7) };
}

function ledgerWith(...outcomes: RecordedOutcome[]): OutcomeLedger {
  const ledger = new OutcomeLedger();
  ledger.add(outcomes);
  return ledger;
}

/** What is kept of the outcomes: by window, then by id the one that came last. */
class Model {
  readonly windows = new Map<number, Map<string, RecordedOutcome>>();

  add(outcomes: readonly RecordedOutcome[]): void {
    for (const outcome of outcomes) {
      const number = Math.floor(outcome.expiresAtMs / WINDOW_MS);
      const window = this.windows.get(number) ?? new Map<string, RecordedOutcome>();
      this.windows.set(number, window.set(outcome.correlationId, outcome));
    }
  }

  prune(nowMs: number): void {
    for (const number of this.windows.keys()) if ((number + 1) * WINDOW_MS <= nowMs) this.windows.delete(number);
  }

  get(correlationId: string): RecordedOutcome | undefined {
    const numbers = [...this.windows.keys()].sort((left, right) => right - left);
    const holder = numbers.find((number) => this.windows.get(number)!.has(correlationId));
    return holder === undefined ? undefined : this.windows.get(holder)!.get(correlationId);
  }
}

describe('OutcomeLedger', () => {
  it('forgets an outcome after its expiry and never before', () => {
    const ledger = ledgerWith(outcomeOf('early', 0, 1_000), outcomeOf('late', 1, 50_000));
    ledger.prune(1_000);
    expect(ledger.get('early')).toEqual(outcomeOf('early', 0, 1_000));
    ledger.prune(1_000 + WINDOW_MS);
    expect([ledger.get('early'), ledger.get('late')?.commandOffset, ledger.size]).toEqual([undefined, 1, 1]);
  });

  it('finds what a model finds, whatever is added, dropped and looked up in between, also once it is restored', () => {
    const expiry = fc.nat(60_000);
    const step = fc.record({ batch: fc.array(expiry, { maxLength: 6 }), nowMs: expiry, isAsked: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const [ledger, model] = [new OutcomeLedger(), new Model()];
        let commandOffset = 0;
        let nowMs = 0;
        const idAt = (offset: number): string => `c${offset % 7 === 0 ? offset - 5 : offset}`;
        const found = (each: OutcomeLedger | Model): unknown[] =>
          Array.from({ length: commandOffset + 2 }, (_, offset) => each.get(idAt(offset)));
        for (const { batch, nowMs: time, isAsked } of steps) {
          const outcomes = batch.map((expiresAtMs) => {
            commandOffset += 1;
            // One in seven is of a command that was there before.
            return outcomeOf(idAt(commandOffset), commandOffset, nowMs + expiresAtMs);
          });
          for (const each of [ledger, model]) each.add(outcomes);
          nowMs = Math.max(nowMs, time);
          for (const each of [ledger, model]) each.prune(nowMs);
          if (isAsked) expect(found(ledger)).toEqual(found(model));
        }
        const restored = ledgerWith(...ledger.all());
        restored.prune(nowMs);
        expect([found(ledger), found(restored)]).toEqual([found(model), found(model)]);
        expect(restored.size).toBe(ledger.size);
      }),
    );
  });

  it('gives out all there is as of one moment, whatever comes later', () => {
    const ledger = ledgerWith(outcomeOf('a', 1, 1_000));
    const all = ledger.all();
    ledger.add([outcomeOf('b', 2, 1_001)]);
    ledger.prune(100_000);
    expect([...all]).toEqual([outcomeOf('a', 1, 1_000)]);
    expect([...all]).toHaveLength(1);
  });

  it('keeps nothing of the buffers that outcomes came in, and gives none of its own away', () => {
    const outcome = Buffer.alloc(8_192, 1).subarray(100, 112);
    const ledger = ledgerWith({ ...outcomeOf('a', 1, 1_000), outcome });
    outcome.fill(2);
    ledger.get('a')!.outcome.fill(3);
    expect(ledger.get('a')?.outcome).toEqual(new Uint8Array(12).fill(1));
  });

  it('tells ids of one hash apart', () => {
    const byHash = new Map<number, string>();
    let twins: [string, string] | undefined;
    for (let at = 0; twins === undefined; at += 1) {
      const other = byHash.get(outcomeHash(`id-${at}`));
      if (other === undefined) byHash.set(outcomeHash(`id-${at}`), `id-${at}`);
      else twins = [other, `id-${at}`];
    }
    const ledger = ledgerWith(outcomeOf(twins[0], 1, 1_000));
    expect(ledger.get(twins[1])).toBeUndefined();
    ledger.add([outcomeOf(twins[1], 2, 1_000)]);
    expect(twins.map((id) => ledger.get(id)?.commandOffset)).toEqual([1, 2]);
  });

  it('holds many, and takes them in and lists them a few at a time', () => {
    const ledger = new OutcomeLedger();
    const outcomes = Array.from({ length: 20_000 }, (_, at) => outcomeOf(`c${at}`, at, at < 10_000 ? 1_000 : 9_000));
    expect([...ledger.addInParts(outcomes)].length).toBeGreaterThan(10);
    expect([...ledger.settle()].length).toBeGreaterThan(10);
    expect([...ledger.settle()]).toEqual([]);
    expect(outcomes.every((each) => ledger.get(each.correlationId)?.commandOffset === each.commandOffset)).toBe(true);
    expect([ledger.get('c20000'), ledger.size]).toEqual([undefined, 20_000]);
    ledger.prune(WINDOW_MS);
    expect([ledger.get('c9999'), ledger.get('c10000')?.commandOffset, ledger.size]).toEqual([
      undefined,
      10_000,
      10_000,
    ]);
  });

  it('takes in nothing that has expired already', () => {
    const ledger = new OutcomeLedger();
    ledger.prune(100_000);
    ledger.add([outcomeOf('a', 1, 1_000)]);
    expect([ledger.get('a'), ledger.size]).toEqual([undefined, 0]);
  });
});
