/** Waits are told apart by kind, and those beyond the threshold are kept, whether they were answered or not. */
import { describe, expect, it } from '@jest/globals';
import { Waits } from './waits.js';
import type { Asked, CallKind } from './waits.js';

function asked(kind: CallKind): Asked {
  return { kind, client: 'client-1', sender: 'lead', what: 'Send Vote', sessionId: 's', messageId: 'm1' };
}

function world() {
  let nowMs = 1000;
  const waits = new Waits(30, () => nowMs);
  return { waits, pass: (ms: number) => void (nowMs += ms) };
}

describe('the waits of callers', () => {
  it('are the longest of each kind, and only those beyond the threshold are kept', () => {
    const { waits, pass } = world();
    for (const [kind, ms] of [
      ['read', 30],
      ['read', 7],
      ['session call', 31],
    ] as const) {
      const wait = waits.begin(asked(kind));
      pass(ms);
      waits.end(wait);
    }
    expect([...waits.longest]).toEqual([
      ['session call', 31],
      ['read', 30],
    ]);
    expect(waits.long).toEqual([expect.objectContaining({ asked: asked('session call'), fromMs: 1037, toMs: 1068 })]);
  });

  it('count while nobody has answered, and no more once nobody wants the answer', () => {
    const { waits, pass } = world();
    const [signal, watch] = [waits.begin(asked('signal')), waits.begin(asked('watch'))];
    pass(31);
    waits.drop(watch);
    expect(waits.long).toEqual([signal]);
    expect(signal.toMs).toBeUndefined();
    expect([...waits.longest]).toEqual([['signal', 31]]);
  });

  it('tell what befell them once, however often it did in a row, at two ingresses in turn', () => {
    const { waits, pass } = world();
    const wait = waits.begin(asked('signal'));
    for (const what of ['one away', 'two away', 'one away', 'two away', 'one slow', 'two slow', 'one away']) {
      wait.note(what);
      pass(1);
    }
    expect(wait.notes).toEqual([
      { what: 'one away', fromMs: 1000, toMs: 1002, count: 2 },
      { what: 'two away', fromMs: 1001, toMs: 1003, count: 2 },
      { what: 'one slow', fromMs: 1004, toMs: 1004, count: 1 },
      { what: 'two slow', fromMs: 1005, toMs: 1005, count: 1 },
      { what: 'one away', fromMs: 1006, toMs: 1006, count: 1 },
    ]);
  });
});
