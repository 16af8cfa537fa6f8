/** Counts of sessions by mode in Prometheus' text format (receipts-and-telemetry specification C.6, families 1 and 5). */
import { describe, expect, it } from '@jest/globals';
import { SessionTally } from './session-tally.js';

describe('the session tally', () => {
  it('shows every count of a mode once the mode was seen, without HELP and TYPE', () => {
    const tally = new SessionTally();
    tally.started('m1');
    tally.accepted('m1', false);
    tally.accepted('m1', true);
    tally.rejected('m1', true);
    tally.rejected('m1', false);
    tally.transition('m1', 'suspend', 1);
    tally.transition('m1', 'resume', 2);
    tally.transition('m1', 'resolve', 3);
    expect(tally.counts().trimEnd().split('\n')).toEqual([
      'macp_messages_accepted_total{mode="m1"} 2',
      'macp_messages_rejected_total{mode="m1"} 2',
      'macp_sessions_started_total{mode="m1"} 1',
      'macp_sessions_resolved_total{mode="m1"} 1',
      'macp_sessions_expired_total{mode="m1"} 0',
      'macp_sessions_cancelled_total{mode="m1"} 0',
      'macp_sessions_suspended_total{mode="m1"} 1',
      'macp_sessions_resumed_total{mode="m1"} 1',
      'macp_commitments_accepted_total{mode="m1"} 1',
      'macp_commitments_rejected_total{mode="m1"} 1',
    ]);
  });

  it('counts transitions, and how long sessions lasted by how they ended', () => {
    const tally = new SessionTally();
    tally.transition('m1', 'suspend', 500);
    tally.transition('m1', 'expire', 90_000_000);
    tally.transition('m1', 'cancel', 5_000);
    tally.transition('m1', 'cancel', -7);
    const text = tally.transitions();
    expect(text).toContain('# TYPE macp_session_transitions_total counter\n');
    expect(text).toContain('macp_session_transitions_total{macp_mode_id="m1",macp_operation_name="cancel"} 2\n');
    expect(text).toContain('macp_session_transitions_total{macp_mode_id="m1",macp_operation_name="suspend"} 1\n');
    expect(text).toContain('# TYPE macp_session_duration_seconds histogram\n');
    const cancelled = 'macp_mode_id="m1",macp_session_state="SESSION_STATE_CANCELLED"';
    expect(text).toContain(`_bucket{${cancelled},le="1"} 1\n`);
    expect(text).toContain(`_bucket{${cancelled},le="5"} 2\n`);
    expect(text).toContain(`_sum{${cancelled}} 5\n`);
    const expired = 'macp_mode_id="m1",macp_session_state="SESSION_STATE_EXPIRED"';
    expect(text).toContain(`_bucket{${expired},le="86400"} 0\n`);
    expect(text).toContain(`_bucket{${expired},le="+Inf"} 1\n`);
    expect(text).not.toContain('SUSPENDED');
  });

  it('keeps what clients write inside its label, and modes beyond the thousandth in one', () => {
    const tally = new SessionTally();
    tally.rejected('a"b\\c\nd', false);
    for (let mode = 0; mode < 1_500; mode++) tally.rejected(`mode-${mode}`, false);
    const text = tally.counts();
    expect(text).toContain('macp_messages_rejected_total{mode="a\\"b\\\\c\\nd"} 1\n');
    expect(text).toContain('macp_messages_rejected_total{mode="_overflow"} 501\n');
    expect(text.split('\n').filter((line) => line.startsWith('macp_sessions_started_total'))).toHaveLength(1_001);
  });

  it('gives a mode that sessions have its place, however many others strangers have named', () => {
    const tally = new SessionTally();
    tally.started('early');
    for (let mode = 0; mode < 1_500; mode++) tally.rejected(`stranger-${mode}`, mode % 2 === 0);
    tally.started('late');
    tally.accepted('late', false);
    const lines = tally.counts().split('\n');
    expect(lines).toContain('macp_sessions_started_total{mode="early"} 1');
    expect(lines).toContain('macp_sessions_started_total{mode="late"} 1');
    expect(lines).toContain('macp_messages_accepted_total{mode="late"} 1');
    // A thousand have places of their own, two of them through sessions: nothing that was counted is lost.
    expect(lines).toContain('macp_messages_rejected_total{mode="_overflow"} 502');
    expect(lines).toContain('macp_commitments_rejected_total{mode="_overflow"} 251');
    expect(lines.filter((line) => line.startsWith('macp_sessions_started_total'))).toHaveLength(1_001);
  });

  it('gives modes beyond a thousand that all have sessions no place', () => {
    const tally = new SessionTally();
    for (let mode = 0; mode < 1_002; mode++) tally.transition(`mode-${mode}`, 'suspend', 0);
    expect(tally.counts()).toContain('macp_sessions_suspended_total{mode="_overflow"} 2\n');
  });

  it('keeps no name that is longer than any mode would have', () => {
    const tally = new SessionTally();
    const longest = 'm'.repeat(256);
    tally.rejected(longest, false);
    tally.rejected(`${longest}m`, false);
    const rejected = tally
      .counts()
      .split('\n')
      .filter((line) => line.startsWith('macp_messages_rejected_total'));
    expect(rejected).toEqual([
      'macp_messages_rejected_total{mode="_overflow"} 1',
      `macp_messages_rejected_total{mode="${longest}"} 1`,
    ]);
  });

  it('shows nothing before the first session', () => {
    const tally = new SessionTally();
    expect([tally.counts(), tally.transitions()]).toEqual(['', '']);
  });
});
