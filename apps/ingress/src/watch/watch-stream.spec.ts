/** One call of a watch: frames under back-pressure, one end, and nothing after it, whoever ends it. */
import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { reject } from '@macp/kernel';
import { MacpMetrics, createLogger } from '@macp/telemetry';
import { WatchStream } from './watch-stream.js';
import type { AnyWatchCall, WatchStreamOptions } from './watch-stream.js';

/** A call that takes frames, and wants a pause after each one as long as it has no room. */
class RecordedCall extends EventEmitter {
  hasRoom = true;
  readonly written: string[] = [];
  readonly failures: unknown[] = [];
  ends = 0;

  constructor() {
    super();
    this.on('error', (failure) => this.failures.push(failure));
  }

  write(frame: Uint8Array): boolean {
    this.written.push(Buffer.from(frame).toString());
    return this.hasRoom;
  }

  end(): void {
    this.ends += 1;
  }
}

const frame = (text: string): Uint8Array => Buffer.from(text);
const LAGGED = reject('STREAM_LAGGED', 'fell behind');

let call: RecordedCall;
let metrics: MacpMetrics;
let lines: string[];
beforeEach(() => {
  call = new RecordedCall();
  metrics = new MacpMetrics({ modes: [], messageTypes: [], processMetrics: false });
  lines = [];
});

function watch(options: Partial<WatchStreamOptions> = {}): WatchStream {
  const log = createLogger({ level: 'debug', destination: { write: (line: string) => lines.push(line) } });
  return new WatchStream({ log, metrics }, call as unknown as AnyWatchCall, { framesMax: 2, ...options });
}

describe('a watch whose client does not read', () => {
  it('keeps what waits in order, and stops again where the transport wants a pause', () => {
    const stream = watch();
    call.hasRoom = false;
    for (const text of ['a', 'b', 'c']) stream.send(frame(text));
    expect(call.written).toEqual(['a']);
    call.emit('drain');
    expect(call.written).toEqual(['a', 'b']);
    call.hasRoom = true;
    call.emit('drain');
    stream.send(frame('d'));
    expect(call.written).toEqual(['a', 'b', 'c', 'd']);
  });

  it('says so to who keeps a backlog, and calls when it has read up, not before', () => {
    const stream = watch({ framesMax: 1 });
    let resumed = 0;
    stream.onResume(() => (resumed += 1));
    call.hasRoom = false;
    expect(stream.write(frame('a'))).toBe(false);
    stream.send(frame('b'));
    call.emit('drain');
    expect([call.written, resumed]).toEqual([['a', 'b'], 0]);
    call.hasRoom = true;
    call.emit('drain');
    expect(resumed).toBe(1);
    expect(stream.write(frame('c'))).toBe(true);
  });

  it.each([
    ['as if all were well, where whoever watches again is told everything', {}, [0, 1]],
    ['with the refusal, where something was missed', { laggedBy: () => LAGGED }, [1, 0]],
  ])('ends %s', (_how, options, [failures, ends]) => {
    const stream = watch(options);
    call.hasRoom = false;
    for (const text of ['a', 'b', 'c', 'd', 'e']) stream.send(frame(text));
    expect([call.failures.length, call.ends]).toEqual([failures, ends]);
    expect([metrics.edge.streamsLagged, metrics.edge.streamsOpen]).toEqual([1, 0]);
  });
});

describe('a watch that is over', () => {
  const ENDS: readonly (readonly [string, (stream: WatchStream) => void, { failures: number; lines: number }])[] = [
    ['its client left', () => void call.emit('cancelled', 'cancelled'), { failures: 0, lines: 0 }],
    ['it was refused', (stream) => stream.refuse(reject('FORBIDDEN')), { failures: 1, lines: 0 }],
    ['it failed', (stream) => stream.fail(new Error('no log')), { failures: 1, lines: 1 }],
  ];

  it.each(ENDS)('given %s, then nothing is written, answered, logged or counted any more', (_why, end, expected) => {
    const stream = watch();
    let [released, resumed] = [0, 0];
    stream.onRelease(() => (released += 1));
    stream.onResume(() => (resumed += 1));
    call.hasRoom = false;
    stream.send(frame('a'));
    stream.send(frame('waits'));
    expect([stream.hasEnded, metrics.edge.streamsOpen]).toEqual([false, 1]);

    end(stream);
    call.hasRoom = true;
    stream.send(frame('b'));
    expect(stream.write(frame('c'))).toBe(false);
    call.emit('drain');
    stream.refuse(reject('FORBIDDEN'));
    stream.fail(new Error('later'));
    call.emit('cancelled', 'cancelled');

    expect([call.written, call.ends]).toEqual([['a'], 0]);
    expect({ failures: call.failures.length, lines: lines.length }).toEqual(expected);
    expect([stream.hasEnded, released, resumed]).toEqual([true, 1, 0]);
    expect([metrics.edge.streamsOpen, metrics.edge.streamsLagged]).toEqual([0, 0]);
  });

  it('given it is asked to be told of that later, then it tells at once', () => {
    const stream = watch();
    let released = 0;
    call.emit('cancelled', 'cancelled');
    stream.onRelease(() => (released += 1));
    expect(released).toBe(1);
  });
});
