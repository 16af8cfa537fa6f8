/** Audit lines: ids and codes, at the level that was asked for, bounded where strangers cause them. */
import { describe, expect, it } from '@jest/globals';
import { AuditLog } from './audit-log.js';
import type { AuditLevels } from './audit-log.js';
import { createLogger } from './logger.js';

const QUIET: AuditLevels = { level: 'debug', infoPolicies: new Set(['p.loud']), infoModes: new Set(['m.loud']) };
const INFO = 30;
const DEBUG = 20;
const WARN = 40;

function given(levels: AuditLevels = QUIET, level = 'debug') {
  const lines: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
  const clock = { nowMs: 0 };
  const audit = new AuditLog({
    log: createLogger({ level, destination }),
    levels,
    monotonicMs: () => clock.nowMs,
  });
  return { audit, lines, clock };
}

const envelope = { sessionId: 's', messageId: 'm', messageType: 'Vote', mode: 'm.quiet', sender: 'agent' };

describe('an accepted envelope', () => {
  it('is told of by its ids', () => {
    const { audit, lines } = given();
    audit.accepted({ ...envelope, policyId: 'p.quiet', ordinal: 3 });
    const { time, ...line } = lines[0]!;
    expect(time).toEqual(expect.any(String));
    expect(line).toEqual({
      level: DEBUG,
      audit: true,
      msg: 'envelope accepted',
      'macp.operation.name': 'process',
      'macp.envelope.outcome': 'accepted',
      'macp.session.id': 's',
      'macp.message.id': 'm',
      'macp.message.type': 'Vote',
      'macp.mode.id': 'm.quiet',
      'macp.sender.id': 'agent',
      'macp.policy.id': 'p.quiet',
      sequence: 3,
    });
  });

  it.each([
    ['its policy is one of those', QUIET, { policyId: 'p.loud' }, INFO],
    ['its mode is one of those', QUIET, { mode: 'm.loud' }, INFO],
    ['all are', { ...QUIET, level: 'info' as const }, {}, INFO],
    ['neither is', QUIET, { policyId: 'p.quiet' }, DEBUG],
  ])('is at the right level when %s', (_name, levels, what, level) => {
    const { audit, lines } = given(levels);
    audit.accepted({ ...envelope, ...what });
    audit.transition({ operation: 'resolve', sessionId: 's', mode: 'm.quiet', ...what }, 'RESOLVED');
    expect(lines.map((line) => line['level'])).toEqual([level, level]);
  });

  it('costs no line where its level is filtered out', () => {
    const { audit, lines } = given(QUIET, 'info');
    audit.accepted(envelope);
    audit.refused(envelope, 'FORBIDDEN');
    audit.transition({ operation: 'expire', sessionId: 's' }, 'EXPIRED');
    audit.transitionRefused({ operation: 'cancel', sessionId: 's' }, 'FORBIDDEN');
    expect(lines).toEqual([]);
  });
});

describe('lines that strangers cause', () => {
  it('are bounded, and the next one says how many were left out', () => {
    const { audit, lines, clock } = given();
    for (let count = 0; count < 1000; count += 1) audit.unauthenticated('Send');
    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatchObject({ level: WARN, 'rpc.method': 'Send', 'error.type': 'UNAUTHENTICATED' });
    clock.nowMs += 200;
    audit.unauthenticated('GetSession', 'agent');
    expect(lines).toHaveLength(6);
    expect(lines[5]).toMatchObject({ 'macp.sender.id': 'agent', left_out: 995 });
    audit.unauthenticated('Send');
    expect(lines).toHaveLength(6);
  });

  it('are bounded for refusals, too, together', () => {
    const { audit, lines } = given();
    for (let count = 0; count < 100; count += 1) {
      audit.refused(envelope, 'FORBIDDEN');
      audit.transitionRefused({ operation: 'cancel', sessionId: 's' }, 'FORBIDDEN');
      audit.registryChange({ operation: 'RegisterPolicy', sender: 'agent', policyId: 'p', code: 'FORBIDDEN' });
    }
    expect(lines).toHaveLength(50);
    for (let count = 0; count < 100; count += 1) audit.accepted(envelope);
    expect(lines).toHaveLength(150);
  });

  it('are short, however long their ids are', () => {
    const { audit, lines } = given();
    const long = 'x'.repeat(100_000);
    audit.refused({ sessionId: long, messageId: long, messageType: long, mode: long, sender: long }, 'FORBIDDEN');
    expect(JSON.stringify(lines[0]).length).toBeLessThan(2000);
  });
});

describe('a change of a registry', () => {
  it('is told of at info, with what it was about', () => {
    const { audit, lines } = given(QUIET, 'info');
    audit.registryChange({ operation: 'RegisterPolicy', sender: 'admin', policyId: 'p.new' });
    expect(lines).toMatchObject([
      { msg: 'registry changed', 'macp.operation.name': 'RegisterPolicy', 'macp.policy.id': 'p.new' },
    ]);
    expect(lines[0]).not.toHaveProperty(['error.type']);
  });
});
