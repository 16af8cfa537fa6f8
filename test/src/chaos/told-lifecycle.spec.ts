/** What a watch of sessions tells is held against what was known and what is logged, and everything that is wrong is found. */
import { describe, expect, it } from '@jest/globals';
import type { LifecycleChange, SessionState } from '@macp/kernel';
import { encodeBytes, macp } from '@macp/proto';
import { wireEventType, wireState } from '@macp/wire';
import { ToldLifecycle, isOfLog } from './told-lifecycle.js';

/** Session, change and state; those of the initial sync are told at the time of their start. */
type Told = readonly [sessionId: string, change: LifecycleChange, state: SessionState, isLive?: 'live'];

function told(known: Readonly<Record<string, SessionState>>, events: readonly Told[]): ToldLifecycle {
  const stream = new ToldLifecycle(new Map(Object.entries(known)));
  for (const [sessionId, change, state, isLive] of events) {
    const session = { sessionId, state: wireState(state), startedAtUnixMs: 1 };
    const observedAtUnixMs = isLive === undefined ? 1 : 2;
    const event = { eventType: wireEventType(change), session, observedAtUnixMs };
    stream.take(macp.v1.SessionLifecycleEvent.decode(encodeBytes(macp.v1.SessionLifecycleEvent, event)));
  }
  return stream;
}

describe('a stream of lifecycle events', () => {
  it('may begin with what is known, as it is by now, and go on from there', () => {
    const stream = told({ a: 'RESOLVED', b: 'OPEN' }, [
      ['a', 'CREATED', 'RESOLVED'],
      ['b', 'CREATED', 'SUSPENDED'],
      ['b', 'RESUMED', 'OPEN', 'live'],
      ['c', 'CREATED', 'OPEN', 'live'],
      ['c', 'EXPIRED', 'EXPIRED', 'live'],
    ]);
    expect(stream.falsehoods).toEqual([]);
    expect(stream.sessions.get('b')).toEqual({ first: 'SUSPENDED', changes: ['RESUMED'], state: 'OPEN' });
  });

  it.each<readonly [string, readonly Told[]]>([
    ['an end that is forgotten', [['a', 'CREATED', 'OPEN']]],
    ['a session that the sync leaves out', [['b', 'CREATED', 'OPEN', 'live']]],
    [
      'a second creation',
      [
        ['a', 'CREATED', 'RESOLVED'],
        ['a', 'CREATED', 'RESOLVED'],
      ],
    ],
    [
      'a change without a creation',
      [
        ['a', 'CREATED', 'RESOLVED'],
        ['b', 'RESOLVED', 'RESOLVED', 'live'],
      ],
    ],
    [
      'a change to another state',
      [
        ['a', 'CREATED', 'RESOLVED'],
        ['b', 'CREATED', 'OPEN'],
        ['b', 'SUSPENDED', 'OPEN', 'live'],
      ],
    ],
  ])('is wrong about %s', (_name, events) => {
    expect(told({ a: 'RESOLVED' }, events).falsehoods).toHaveLength(1);
  });
});

describe('what was told of a session', () => {
  const LOGGED = ['CREATED', 'SUSPENDED', 'RESUMED', 'RESOLVED'];

  it.each<readonly [SessionState, readonly LifecycleChange[]]>([
    ['OPEN', ['SUSPENDED', 'RESUMED', 'RESOLVED']],
    ['OPEN', ['SUSPENDED']],
    ['OPEN', ['RESOLVED']],
    ['SUSPENDED', ['RESUMED', 'RESOLVED']],
    ['RESOLVED', []],
  ])('is of its log: %s, then %j', (first, changes) => {
    expect(isOfLog({ first, changes: [...changes] }, LOGGED)).toBe(true);
  });

  it.each<readonly [SessionState, readonly LifecycleChange[]]>([
    ['EXPIRED', []],
    ['OPEN', ['CANCELLED']],
    ['OPEN', ['RESUMED']],
    ['SUSPENDED', ['RESOLVED']],
    ['OPEN', ['RESOLVED', 'SUSPENDED']],
    ['OPEN', ['SUSPENDED', 'RESUMED', 'SUSPENDED']],
  ])('is not of its log: %s, then %j', (first, changes) => {
    expect(isOfLog({ first, changes: [...changes] }, LOGGED)).toBe(false);
  });

  it('may leave out that it was suspended when it ended', () => {
    expect(isOfLog({ first: 'OPEN', changes: ['CANCELLED'] }, ['CREATED', 'SUSPENDED', 'CANCELLED'])).toBe(true);
  });
});
