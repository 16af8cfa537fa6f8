/** Audit lines of the facts of real sessions: one per accepted message, one per change, and none of what is inside. */
import { expect, it } from '@jest/globals';
import { AuditLog, createLogger } from '@macp/telemetry';
import { sessionAudit } from './session-audit.js';
import { PlayedSession, ProjectedLog } from './testing/projected-log.js';

const ID = 'session-000001-0123456789';
const OTHER = 'session-000002-0123456789';

async function given() {
  const lines: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
  const log = new ProjectedLog();
  await log.claim('e1');
  const early = new PlayedSession(OTHER);
  await log.write('e1', early);
  const audit = new AuditLog({
    log: createLogger({ level: 'debug', destination }),
    levels: { level: 'debug', infoPolicies: new Set(['policy.default']), infoModes: new Set() },
    monotonicMs: () => 0,
  });
  const projection = log.projection(undefined, { onFact: sessionAudit(audit) });
  await projection.start();
  return { log, lines, projection };
}

it('tells of each accepted message and each change, with who caused it, at the level of the bound policy', async () => {
  const { log, lines, projection } = await given();
  const session = new PlayedSession(ID);
  session.propose('peer');
  session.control('SuspendSession', 'lead');
  session.control('ResumeSession', 'lead');
  session.commit();
  const overdue = new PlayedSession('session-000003-0123456789');
  overdue.nowMs += 100_000;
  overdue.tick();
  await log.write('e1', session);
  await log.write('e1', overdue);
  await projection.session(ID);
  const told = lines.map((line) => [
    line['macp.operation.name'],
    line['macp.message.type'] ?? line['macp.session.state'],
    line['macp.sender.id'],
    line['sequence'],
  ]);
  expect(told).toEqual([
    ['process', 'SessionStart', 'lead', 1],
    ['start', 'SESSION_STATE_OPEN', 'lead', undefined],
    ['process', 'Proposal', 'peer', 2],
    ['suspend', 'SESSION_STATE_SUSPENDED', 'lead', undefined],
    ['resume', 'SESSION_STATE_OPEN', 'lead', undefined],
    ['process', 'Commitment', 'lead', 3],
    ['resolve', 'SESSION_STATE_RESOLVED', 'lead', undefined],
    ['process', 'SessionStart', 'lead', 1],
    ['start', 'SESSION_STATE_OPEN', 'lead', undefined],
    ['expire', 'SESSION_STATE_EXPIRED', undefined, undefined],
  ]);
  expect(new Set(lines.map((line) => line['macp.policy.id']))).toEqual(new Set(['policy.default']));
  expect(new Set(lines.map((line) => line['level']))).toEqual(new Set([30]));
});
