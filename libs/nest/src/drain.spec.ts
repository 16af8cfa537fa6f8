/** Leaving in order, and the two signals (runtime specification §11.2). */
import { EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { DRAIN_PHASE, Drain, installSignals } from './drain.js';

describe('a drain', () => {
  it('runs phase after phase, and waits for all of one before the next', async () => {
    const drain = new Drain();
    const order: string[] = [];
    drain.register(DRAIN_PHASE.stores, 'store', () => void order.push('store'));
    drain.register(DRAIN_PHASE.edge, 'edge', async () => {
      await new Promise((resolve) => setImmediate(resolve));
      order.push('edge');
    });
    drain.register(DRAIN_PHASE.engines, 'engine', () => void order.push('engine'));
    expect(drain.isDraining).toBe(false);
    expect(await drain.run()).toEqual({ failures: [] });
    expect(order).toEqual(['edge', 'engine', 'store']);
    expect(drain.isDraining).toBe(true);
  });

  it('goes on after a hook that failed, and names it', async () => {
    const drain = new Drain();
    const cause = new Error('disk full');
    const order: string[] = [];
    drain.register(DRAIN_PHASE.engines, 'engine', () => Promise.reject(cause));
    drain.register(DRAIN_PHASE.engines, 'other engine', () => {
      throw cause;
    });
    drain.register(DRAIN_PHASE.stores, 'store', () => void order.push('store'));
    expect(await drain.run()).toEqual({
      failures: [
        { name: 'engine', cause },
        { name: 'other engine', cause },
      ],
    });
    expect(order).toEqual(['store']);
  });

  it('happens once, however often it is asked for', async () => {
    const drain = new Drain();
    let runs = 0;
    drain.register(DRAIN_PHASE.edge, 'edge', () => void runs++);
    await Promise.all([drain.run(), drain.run()]);
    expect(runs).toBe(1);
  });
});

describe('signals', () => {
  function world() {
    const source = new EventEmitter();
    const events: string[] = [];
    let finish: () => void = () => undefined;
    let fail: () => void = () => undefined;
    const uninstall = installSignals(source, {
      onFirst: (signal) => {
        events.push(`first ${signal}`);
        return new Promise((resolve, reject) => {
          finish = resolve;
          fail = () => reject(new Error('drain failed'));
        });
      },
      onSecond: (signal) => void events.push(`second ${signal}`),
      exit: (code) => void events.push(`exit ${code}`),
    });
    const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    return { source, events, uninstall, turn, finish: () => finish(), fail: () => fail() };
  }

  it('leave in order on the first, with exit code 0', async () => {
    const { source, events, finish, turn } = world();
    source.emit('SIGTERM');
    expect(events).toEqual(['first SIGTERM']);
    finish();
    await turn();
    expect(events).toEqual(['first SIGTERM', 'exit 0']);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])('exit at once on a second, %s with %d', (signal, code) => {
    const { source, events } = world();
    source.emit('SIGTERM');
    source.emit(signal);
    expect(events).toEqual(['first SIGTERM', `second ${signal}`, `exit ${code}`]);
  });

  it('exit with 1 when leaving fails', async () => {
    const { source, events, fail, turn } = world();
    source.emit('SIGINT');
    fail();
    await turn();
    expect(events.at(-1)).toBe('exit 1');
  });

  it('are left alone after removal', () => {
    const { source, events, uninstall } = world();
    uninstall();
    source.emit('SIGTERM');
    expect(events).toEqual([]);
    expect(source.listenerCount('SIGINT')).toBe(0);
  });
});
