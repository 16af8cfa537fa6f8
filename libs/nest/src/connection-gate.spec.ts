/** Calls of one connection at once: order, turns, and nothing left behind. */
import { EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import type { ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import { ConnectionGate } from './connection-gate.js';

function world(callsMax: number) {
  const faults: unknown[] = [];
  const gate = new ConnectionGate(callsMax, (cause) => faults.push(cause));
  const working: { name: string; answer: sendUnaryData<string> }[] = [];
  const answered: string[] = [];
  const guarded = gate.guard<string, string>((call, answer) => void working.push({ name: call.request, answer }));
  const call = (peer: string, request: string): EventEmitter => {
    const made = Object.assign(new EventEmitter(), { request, getPeer: () => peer });
    guarded(made as unknown as ServerUnaryCall<string, string>, (error, value) =>
      answered.push(error === null ? value! : `error ${String(error.code)}`),
    );
    return made;
  };
  const finish = (): void => {
    const { name, answer } = working.shift()!;
    answer(null, name);
  };
  return { gate, faults, working, answered, call, finish };
}

describe('a connection gate', () => {
  it('lets so many calls of a connection work, and the others wait in order', () => {
    const { call, finish, working, answered } = world(2);
    for (const name of ['a', 'b', 'c', 'd']) call('one', name);
    expect(working.map(({ name }) => name)).toEqual(['a', 'b']);
    finish();
    expect(working.map(({ name }) => name)).toEqual(['b', 'c']);
    finish();
    finish();
    finish();
    expect(answered).toEqual(['a', 'b', 'c', 'd']);
  });

  it('keeps connections apart', () => {
    const { call, working } = world(1);
    call('one', 'a');
    call('two', 'b');
    expect(working.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('gives the place back after an error too, and forgets a connection without calls', () => {
    const { gate, call, working, answered, finish } = world(1);
    call('one', 'a');
    call('one', 'b');
    working.shift()!.answer({ code: 14 });
    expect(answered).toEqual(['error 14']);
    expect(gate.size).toBe(1);
    finish();
    expect(answered).toEqual(['error 14', 'b']);
    expect(gate.size).toBe(0);
  });

  it('lets go of a call that is cancelled while it waits, and never works on it', () => {
    const { gate, call, working, answered, finish } = world(1);
    const first = call('one', 'a');
    const gone = call('one', 'b');
    call('one', 'c');
    expect(gate.waiting).toBe(2);
    gone.emit('cancelled');
    expect([gate.waiting, answered]).toEqual([1, ['error 1']]);
    // One at work keeps its place until it is answered.
    first.emit('cancelled');
    expect(working.map(({ name }) => name)).toEqual(['a']);
    finish();
    finish();
    expect([answered, gate.size]).toEqual([['error 1', 'a', 'c'], 0]);
  });

  it('works when a handler answers at once', () => {
    const gate = new ConnectionGate(1, () => undefined);
    const answered: number[] = [];
    const guarded = gate.guard<number, number>((call, answer) => answer(null, call.request));
    for (let i = 0; i < 10_000; i++) {
      const call = { request: i, getPeer: () => 'one' } as unknown as ServerUnaryCall<number, number>;
      guarded(call, (_error, value) => answered.push(value!));
    }
    expect(answered).toHaveLength(10_000);
    expect(gate.size).toBe(0);
  });

  it('survives handlers that throw or answer twice, whoever made room for them', () => {
    const faults: unknown[] = [];
    const gate = new ConnectionGate(1, (cause) => faults.push(cause));
    const answers: sendUnaryData<string>[] = [];
    const seen: string[] = [];
    const guarded = gate.guard<string, string>((call, answer) => {
      if (call.request === 'throws') throw new Error('bug');
      answers.push(answer);
    });
    for (const request of ['first', 'throws', 'last']) {
      const call = Object.assign(new EventEmitter(), { request, getPeer: () => 'one' });
      guarded(call as unknown as ServerUnaryCall<string, string>, (error) =>
        seen.push(error === null ? request : `${request} ${String(error.code)}`),
      );
    }
    answers[0]!(null, '');
    answers[0]!(null, '');
    expect(seen).toEqual(['throws 13', 'first']);
    expect(faults).toEqual([new Error('bug')]);
    answers[1]!(null, '');
    expect(seen.at(-1)).toBe('last');
    expect(gate.size).toBe(0);
  });
});
