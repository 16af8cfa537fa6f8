/** A long wait is told with everything that is needed to explain it, and with nothing of other sessions or times. */
import { describe, expect, it } from '@jest/globals';
import { partitionFor } from '@macp/ports';
import { FaultHistory } from './fault-history.js';
import type { LoggedClaim } from './log-audit.js';
import { describeWait } from './wait-report.js';
import { Waits } from './waits.js';
import type { Asked } from './waits.js';

const START_MS = Date.UTC(2026, 10, 21, 17, 0, 0);
const PARTITIONS = 12;
const PARTITION = partitionFor('s-1', PARTITIONS);

const VOTE: Asked = {
  kind: 'session call',
  client: 'client-3',
  sender: 'bob',
  what: 'Send Vote',
  sessionId: 's-1',
  messageId: 'm7',
};

function world() {
  let nowMs = START_MS;
  const clock = (): number => nowMs;
  const history = new FaultHistory(clock);
  const waits = new Waits(30_000, clock);
  const at = (secs: number): void => void (nowMs = START_MS + secs * 1000);
  const context = { history, partitions: PARTITIONS, nameOf: (owner: string) => `engine of ${owner}` };
  return { history, waits, at, context, clock };
}

function claim(partition: number, owner: string, secs: number): LoggedClaim {
  return { partition, owner, offset: 100 + secs, generation: 4, claimedAtMs: START_MS + secs * 1000 };
}

describe('the report of a wait', () => {
  it('tells attempts, faults, owners and records of the time in which it waited', () => {
    const { history, waits, at, context, clock } = world();
    at(-60);
    history.begin('kill of long ago')();
    at(-5);
    const end = history.begin('SIGSTOP of broker 2');
    at(0);
    const wait = waits.begin(VOTE);
    at(4);
    end();
    at(5);
    wait.note('ingress-1: DEADLINE_EXCEEDED');
    at(41);
    waits.end(wait);
    history.begin('kill of later');
    const log = {
      claimed: [
        claim(PARTITION, 'a', -90),
        claim(PARTITION, 'b', -30),
        claim((PARTITION + 1) % PARTITIONS, 'x', 5),
        claim(PARTITION, 'c', 20),
        claim(PARTITION, 'd', 50),
      ],
      recordedAt: Array.from({ length: PARTITIONS }, () => [-1, 2, 30, 40, 60].map((secs) => START_MS + secs * 1000)),
      traced: [
        { sessionId: 's-1', what: 'm7', offset: 130, recordedAtMs: START_MS + 30_000, correlationIds: ['i-1', 'i-2'] },
        { sessionId: 's-2', what: 'm7', offset: 131, recordedAtMs: START_MS + 30_000, correlationIds: ['i-3'] },
        { sessionId: 's-1', what: 'm6', offset: 99, recordedAtMs: START_MS - 1000, correlationIds: ['i-0'] },
      ],
    };
    at(100);
    expect(describeWait(wait, { ...context, log, nowMs: clock() })).toEqual([
      `WAITED 41.0 s: session call, Send Vote of bob by client-3 (session s-1, message m7, partition ${PARTITION}, 17:00:00.000, answered at 17:00:41.000)`,
      '    attempt 5.0 s: ingress-1: DEADLINE_EXCEEDED',
      '    fault -5.0 s to 4.0 s: SIGSTOP of broker 2',
      '    fault 41.0 s to now: kill of later',
      '    owner since -30.0 s: engine of b (generation 4, CLAIM at offset 70)',
      '    owner since 20.0 s: engine of c (generation 4, CLAIM at offset 120)',
      '    recorded 30.0 s: m7 at offset 130, with the outcomes of i-1 i-2',
      '    its partition recorded 3 batches, none from 2.0 s to 30.0 s',
    ]);
  });

  it('tells a call that nobody has answered as such, and signals by the partition of their sender', () => {
    const { waits, at, context, clock } = world();
    const wait = waits.begin({ ...VOTE, kind: 'signal', what: 'Send Signal', sessionId: '', messageId: '9' });
    at(31);
    expect(describeWait(wait, { ...context, nowMs: clock() })).toEqual([
      `WAITED 31.0 s: signal, Send Signal of bob by client-3 (message 9, partition ${partitionFor('bob', PARTITIONS)}, 17:00:00.000, without an answer at 17:00:31.000)`,
    ]);
  });

  it('says so when the log could not be read', () => {
    const { waits, at, context, clock } = world();
    const wait = waits.begin(VOTE);
    at(31);
    expect(describeWait(wait, { ...context, nowMs: clock() })).toContain('    the log could not be read');
  });
});
