/** What is remembered of told sessions is exact, however many there are, and says what somebody missed. */
import { describe, expect, it } from '@jest/globals';
import type { SessionMetadata, SessionState } from '@macp/kernel';
import { ToldSessions, isKnown, missedChanges } from './told-sessions.js';

const at = (state: SessionState, expiresAtMs = 100) => ({ state, expiresAtMs });
const session = (state: SessionState, expiresAtMs = 100): SessionMetadata =>
  ({ sessionId: 's', state, expiresAtMs }) as SessionMetadata;

describe('ToldSessions', () => {
  it('given many sessions, when each changes, then each is remembered as it was last told', () => {
    const told = new ToldSessions();
    const states = ['OPEN', 'SUSPENDED', 'RESOLVED', 'EXPIRED', 'CANCELLED'] as const;
    for (let index = 0; index < 10_000; index += 1) told.set(`s-${index}`, at('OPEN', index));
    for (let index = 0; index < 10_000; index += 1) told.set(`s-${index}`, at(states[index % 5]!, 2 ** 53 - 1 - index));

    expect(told.size).toBe(10_000);
    for (let index = 0; index < 10_000; index += 1) {
      expect(told.get(`s-${index}`)).toEqual(at(states[index % 5]!, 2 ** 53 - 1 - index));
    }
    expect(told.get('s-10000')).toBeUndefined();
  });
});

describe('missedChanges', () => {
  it.each<[ReturnType<typeof at> | undefined, SessionMetadata, readonly string[]]>([
    [undefined, session('OPEN'), ['CREATED']],
    [undefined, session('SUSPENDED'), ['CREATED', 'SUSPENDED']],
    [undefined, session('CANCELLED'), ['CREATED', 'CANCELLED']],
    [at('OPEN'), session('OPEN'), []],
    [at('OPEN'), session('OPEN', 150), ['SUSPENDED', 'RESUMED']],
    [at('OPEN'), session('SUSPENDED', 150), ['SUSPENDED', 'RESUMED', 'SUSPENDED']],
    [at('OPEN'), session('EXPIRED'), ['EXPIRED']],
    [at('SUSPENDED'), session('OPEN'), ['RESUMED']],
    [at('SUSPENDED'), session('SUSPENDED', 150), ['RESUMED', 'SUSPENDED']],
    [at('SUSPENDED'), session('RESOLVED', 150), ['RESUMED', 'RESOLVED']],
    [at('RESOLVED'), session('RESOLVED'), []],
  ])('given %j was told, when it is %j, then what is missing is %j', (told, now, missing) => {
    const events = missedChanges(told, now);
    expect(events.map(({ change }) => change)).toEqual(missing);
    if (missing.length > 0) expect(events.at(-1)?.session).toEqual(now);
    expect(events.every(({ isSync }) => !isSync)).toBe(true);
  });
});

describe('isKnown', () => {
  it.each<[ReturnType<typeof at>, ReturnType<typeof at>, boolean]>([
    [at('OPEN'), at('OPEN'), true],
    [at('OPEN'), at('SUSPENDED'), false],
    [at('SUSPENDED'), at('OPEN'), true],
    [at('SUSPENDED'), at('OPEN', 150), false],
    [at('OPEN', 150), at('SUSPENDED'), true],
    [at('SUSPENDED'), at('EXPIRED'), false],
    [at('EXPIRED'), at('OPEN', 150), true],
  ])('given %j was told, whether %j is no newer is %p', (told, now, known) => {
    expect(isKnown(told, now)).toBe(known);
  });
});
