/** The worker's small parts against plain models. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CommandIntake } from './command-intake.js';
import { EndedIds, endedIdHash } from './ended-ids.js';
import { OutcomeLedger } from './outcome-ledger.js';
import { entityDigest, toggleDigest } from './state-hash.js';
import { DeadlineHeap } from './timers.js';

const queued = (offset: number) => ({
  offset,
  command: { correlationId: `c${offset}`, replyTo: '', expiresAtMs: 0, body: offset },
});

describe('EndedIds', () => {
  it('holds exactly what was added, while it grows', () => {
    const ended = new EndedIds();
    for (let at = 0; at < 5_000; at += 1) expect(ended.addHash(endedIdHash(`id-${at}`))).toBe(true);
    expect(ended.addHash(endedIdHash('id-7'))).toBe(false);
    expect(ended.size).toBe(5_000);
    for (let at = 0; at < 5_000; at += 1) expect([ended.has(`id-${at}`), ended.has(`no-${at}`)]).toEqual([true, false]);
  });
});

describe('DeadlineHeap', () => {
  it('gives what is due, earliest first, and nothing that is not', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100)), fc.nat(100), (times, nowMs) => {
        const heap = new DeadlineHeap();
        for (const at of times) heap.push(at, `${at}`);
        const due: number[] = [];
        for (let one = heap.popDue(nowMs); one !== undefined; one = heap.popDue(nowMs)) due.push(Number(one));
        expect(due).toEqual(times.filter((at) => at <= nowMs).sort((a, b) => a - b));
        expect(heap.size).toBe(times.length - due.length);
      }),
    );
  });
});

describe('OutcomeLedger', () => {
  it('forgets an outcome after its expiry and never before', () => {
    const ledger = new OutcomeLedger();
    const outcome = new Uint8Array();
    ledger.add({ correlationId: 'early', commandOffset: 0, expiresAtMs: 1_000, outcome });
    ledger.add({ correlationId: 'late', commandOffset: 1, expiresAtMs: 5_000, outcome });
    ledger.prune(1_000);
    expect(ledger.get('early')).toBeDefined();
    ledger.prune(4_000);
    expect([ledger.get('early'), ledger.get('late')?.commandOffset, ledger.size]).toEqual([undefined, 1, 1]);
  });

  it('drops what a burst has left in portions, and all of it in the end, but nothing that is not due', () => {
    const ledger = new OutcomeLedger();
    const outcome = new Uint8Array();
    const add = (at: number, expiresAtMs: number): void =>
      ledger.add({ correlationId: `c${at}`, commandOffset: at, expiresAtMs, outcome });
    for (let at = 0; at < 10_000; at += 1) add(at, at % 3_000);
    for (let at = 10_000; at < 10_100; at += 1) add(at, 9_000);
    const sizes: number[] = [];
    while (ledger.size > 100) {
      ledger.prune(5_000);
      sizes.push(ledger.size);
    }
    expect(sizes).toEqual([8_052, 6_004, 3_956, 1_908, 100]);
    ledger.prune(5_000);
    expect(ledger.size).toBe(100);
  });

  it('looks up what was put off, except what has expired, whenever it is asked', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.nat(9_000), { maxLength: 5 }), { maxLength: 30 }),
        fc.array(fc.nat(9_000), { maxLength: 30 }),
        fc.nat(40),
        (batches, times, settled) => {
          const [prompt, late] = [new OutcomeLedger(), new OutcomeLedger()];
          let commandOffset = 0;
          let nowMs = 0;
          for (const [index, batch] of batches.entries()) {
            const outcomes = batch.map((expiresAtMs) => {
              commandOffset += 1;
              // One in seven is of a command that was there before.
              const correlationId = `c${commandOffset % 7 === 0 ? commandOffset - 5 : commandOffset}`;
              return { correlationId, commandOffset, expiresAtMs, outcome: new Uint8Array() };
            });
            for (const outcome of outcomes) prompt.add(outcome);
            late.defer(outcomes);
            nowMs = Math.max(nowMs, times[index] ?? 0);
            for (const ledger of [prompt, late]) ledger.prune(nowMs);
            if (index === settled) for (const _ of late.settle());
          }
          for (const ledger of [prompt, late]) ledger.prune(nowMs + 1_024);
          const [found, expected] = [late, prompt].map((each) =>
            each.all().sort((a, b) => a.commandOffset - b.commandOffset),
          );
          expect(found).toEqual(expected);
          expect(late.size).toBe(prompt.size);
        },
      ),
    );
  });

  it('forgets what was taken in when a later outcome of its command goes unseen', () => {
    const ledger = new OutcomeLedger();
    const outcome = new Uint8Array();
    ledger.add({ correlationId: 'c', commandOffset: 1, expiresAtMs: 9_000, outcome });
    ledger.defer([{ correlationId: 'c', commandOffset: 2, expiresAtMs: 1_000, outcome }]);
    ledger.prune(5_000);
    expect(ledger.get('c')).toBeUndefined();
  });

  it('puts many off, and takes them in a few at a time', () => {
    const ledger = new OutcomeLedger();
    const outcome = new Uint8Array();
    const all = Array.from({ length: 5_000 }, (_, at) => ({
      correlationId: `c${at}`,
      commandOffset: at,
      expiresAtMs: at < 2_500 ? 1_000 : 9_000,
      outcome,
    }));
    ledger.defer(all);
    ledger.prune(5_000);
    expect([...ledger.settle()].length).toBeGreaterThan(1);
    expect([ledger.get('c2499'), ledger.get('c2500')?.commandOffset, ledger.size]).toEqual([undefined, 2_500, 2_500]);
  });
});

describe('CommandIntake', () => {
  const drain = (intake: CommandIntake<number>): number[] => {
    const offsets: number[] = [];
    for (let one = intake.peek(); one !== undefined; one = intake.peek()) {
      offsets.push(one.offset);
      intake.drop();
    }
    return offsets;
  };

  it('takes what is parked and what is new, each once, and skips what is decided', () => {
    const lost: number[] = [];
    const intake = new CommandIntake<number>(6, [2, 4], (offset) => lost.push(offset));
    expect(intake.fromOffset).toBe(2);
    intake.take([2, 3, 4, 5].map(queued));
    intake.take([4, 5, 6, 7, 8].map(queued));
    expect([drain(intake), lost]).toEqual([[2, 4, 7, 8], []]);
  });

  it('reports parked commands that the queue has lost', () => {
    const lost: number[] = [];
    const intake = new CommandIntake<number>(6, [2, 4], (offset) => lost.push(offset));
    intake.take([4, 9].map(queued));
    expect([drain(intake), lost]).toEqual([[4, 9], [2]]);
  });

  it('keeps order through many takes and drops', () => {
    const intake = new CommandIntake<number>(-1, [], () => undefined);
    const seen: number[] = [];
    for (let offset = 0; offset < 9_000; offset += 3) {
      intake.take([offset, offset + 1, offset + 2].map(queued));
      for (let drops = 0; drops < 2; drops += 1) {
        seen.push(intake.peek()!.offset);
        intake.drop();
      }
    }
    expect([...seen, ...drain(intake)]).toEqual(Array.from({ length: 9_000 }, (_, at) => at));
  });
});

describe('the state hash', () => {
  it('depends on every entity and its state, and not on their order', () => {
    const hashOf = (...entries: [string, string][]): string => {
      const hash = new Uint8Array(32);
      for (const [entity, state] of entries) toggleDigest(hash, entityDigest(entity, state));
      return Buffer.from(hash).toString('hex');
    };
    expect(hashOf(['a', '1'], ['b', '2'])).toBe(hashOf(['b', '2'], ['a', '1']));
    expect(hashOf(['a', '1'], ['b', '2'])).not.toBe(hashOf(['a', '2'], ['b', '1']));
    expect(hashOf(['a', '1'], ['b', '2'])).not.toBe(hashOf(['a', '1']));
  });
});
