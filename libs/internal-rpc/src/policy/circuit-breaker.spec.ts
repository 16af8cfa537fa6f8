/** Given / when / then for the breaker; time is a number. */
import { describe, expect, it } from '@jest/globals';
import { CircuitBreaker } from './circuit-breaker.js';

const breaker = (): CircuitBreaker => new CircuitBreaker({ failuresMax: 3, windowMs: 1_000, openMs: 500 });

function open(): CircuitBreaker {
  const opened = breaker();
  for (const atMs of [0, 1, 2]) {
    opened.admits(atMs);
    opened.failed(atMs);
  }
  return opened;
}

describe('a circuit breaker', () => {
  it('given fewer failures than it takes, when a call comes, then it is closed and admits', () => {
    const closed = breaker();
    closed.failed(0);
    closed.failed(1);

    expect(closed.admits(2)).toBe(true);
    expect(closed.state(2)).toBe('closed');
  });

  it('given enough failures within the window, when a call comes, then it is open and refuses', () => {
    expect(open().state(3)).toBe('open');
    expect(open().admits(3)).toBe(false);
  });

  it('given as many failures over more time than the window, when a call comes, then it admits', () => {
    const closed = breaker();
    for (const atMs of [0, 600, 1_200]) closed.failed(atMs);

    expect(closed.admits(1_201)).toBe(true);
  });

  it('given a success between, when failures go on, then they are counted anew', () => {
    const closed = breaker();
    closed.failed(0);
    closed.failed(1);
    closed.succeeded();
    closed.failed(2);

    expect(closed.state(3)).toBe('closed');
  });

  it('given it was open long enough, when calls come, then exactly one may try', () => {
    const halfOpen = open();

    expect(halfOpen.state(502)).toBe('half-open');
    expect([halfOpen.admits(502), halfOpen.admits(502), halfOpen.admits(9_999)]).toEqual([true, false, false]);
  });

  it('given the one that tried succeeded, when calls come, then it is closed', () => {
    const closed = open();
    closed.admits(502);
    closed.succeeded();

    expect(closed.state(503)).toBe('closed');
    expect([closed.admits(503), closed.admits(503)]).toEqual([true, true]);
  });

  it('given the one that tried failed, when calls come, then it is open for as long again', () => {
    const reopened = open();
    reopened.admits(502);
    reopened.failed(600);

    expect(reopened.admits(1_099)).toBe(false);
    expect(reopened.admits(1_100)).toBe(true);
  });

  it('given it is open, when calls from before end, then they change nothing', () => {
    const opened = open();
    opened.succeeded();
    opened.failed(400);

    expect(opened.state(499)).toBe('open');
    expect(opened.state(502)).toBe('half-open');
  });
});
