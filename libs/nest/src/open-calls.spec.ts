/** Which calls count as open: from their beginning to whatever ends them. */
import { EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import type { UntypedHandleCall, handleServerStreamingCall, handleUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import { OpenCalls } from './open-calls.js';

const UNARY = { requestStream: false, responseStream: false };
const STREAM = { requestStream: true, responseStream: true };

type Unary = handleUnaryCall<unknown, unknown>;
type Stream = handleServerStreamingCall<unknown, unknown>;

function unary(open: OpenCalls, handler: (answer: sendUnaryData<unknown>) => void): unknown[][] {
  const answers: unknown[][] = [];
  const watched = open.watch(((_call, answer) => handler(answer)) as Unary as UntypedHandleCall, UNARY) as Unary;
  watched({} as Parameters<Unary>[0], (...answer) => void answers.push(answer));
  return answers;
}

function stream(open: OpenCalls): EventEmitter & { readonly errors: unknown[] } {
  const call = Object.assign(new EventEmitter(), { errors: [] as unknown[] });
  call.on('error', (error) => call.errors.push(error));
  const watched = open.watch((() => undefined) as Stream as UntypedHandleCall, STREAM) as Stream;
  watched(call as unknown as Parameters<Stream>[0]);
  return call;
}

describe('a unary call', () => {
  it('is open until it is answered, and gets that one answer', () => {
    const open = new OpenCalls();
    let answerIt: sendUnaryData<unknown> | undefined;
    const answers = unary(open, (answer) => (answerIt = answer));
    expect(open.size).toBe(1);
    answerIt!(null, 'yes');
    expect(open.size).toBe(0);
    open.endAll();
    expect(answers).toEqual([[null, 'yes', undefined, undefined]]);
  });

  it('that is ended is not answered again', () => {
    const open = new OpenCalls();
    let answerIt: sendUnaryData<unknown> | undefined;
    const answers = unary(open, (answer) => (answerIt = answer));
    open.endAll();
    answerIt!(null, 'too late');
    expect(answers).toHaveLength(1);
    expect(answers[0]![0]).toMatchObject({ code: 14 });
  });

  it('is over when its handler throws', () => {
    const open = new OpenCalls();
    const broken = (): never => {
      throw new Error('broken');
    };
    expect(() => unary(open, broken)).toThrow('broken');
    expect(open.size).toBe(0);
  });
});

describe('a stream', () => {
  it.each(['finish', 'cancelled', 'error'])('is over with %j and not ended again', (event) => {
    const open = new OpenCalls();
    const call = stream(open);
    expect(open.size).toBe(1);
    call.emit(event, 'reason');
    expect(open.size).toBe(0);
    open.endAll();
    expect(call.errors).toEqual(event === 'error' ? ['reason'] : []);
  });

  it('is ended once', () => {
    const open = new OpenCalls();
    const call = stream(open);
    open.endAll();
    open.endAll();
    expect(call.errors).toMatchObject([{ code: 14 }]);
  });
});
