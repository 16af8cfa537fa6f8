import { describe, expect, it } from '@jest/globals';
import { InvariantViolation, decodeSession, encodeSession } from '@macp/kernel';
import { summary } from '@macp/kernel/testing';
import { encodeBytes, int64FromBigInt, task } from '@macp/proto';
import {
  FORBIDDEN,
  INVALID,
  INVALID_TYPE,
  UNDECODABLE,
  expectRefusal,
  modeEnvelope,
  modes,
} from '../testing/mode-script.js';
import { REASSIGNABLE, TASK, assigned, openTask, requested } from '../testing/task-script.js';
import { evolveTask } from './evolve-task.js';
import { taskMode } from './task-mode.js';
import { initialTaskState } from './task-state.js';

const PARTICIPANT_TYPES = ['TaskAccept', 'TaskReject', 'TaskUpdate', 'TaskComplete', 'TaskFail'];
const TYPES = ['TaskRequest', ...PARTICIPANT_TYPES];

describe('who may take part in a Task', () => {
  it.each(PARTICIPANT_TYPES)('given a stranger, when %s comes, then it is forbidden', (type) => {
    expectRefusal(requested(), (script) => script.send('stranger', type, new Uint8Array()), FORBIDDEN);
    expectRefusal(requested(), (script) => script.send('a', type, new Uint8Array()), INVALID);
  });

  it('given a TaskRequest, then only the initiator may send it, listed or not', () => {
    for (const sender of ['a', 'stranger']) expectRefusal(openTask(), (script) => script.request(sender), FORBIDDEN);
    expect(summary(openTask().request('lead'))).toBe('accepted OPEN');
    expect(summary(openTask(undefined, { participants: ['a'] }).request('lead'))).toBe('accepted OPEN');
  });

  it.each([
    [['lead'], undefined],
    [['a'], 'OPEN'],
    [['lead', 'a'], 'OPEN'],
    [[], undefined],
  ])('given the roster %j, then the session is %s', (participants, state) => {
    expect(openTask(undefined, { participants }).session?.state).toBe(state);
  });

  it.each([
    ['Vote', INVALID],
    ['taskrequest', INVALID],
    ['SessionCancel', INVALID_TYPE],
    ['SessionSuspend', INVALID_TYPE],
    ['SessionResume', INVALID_TYPE],
    ['Signal', INVALID_TYPE],
  ])('given the type %s, then strangers are forbidden and participants invalid', (type, refusal) => {
    expectRefusal(requested(), (script) => script.send('stranger', type, new Uint8Array()), FORBIDDEN);
    expectRefusal(requested(), (script) => script.send('a', type, new Uint8Array()), refusal);
  });
});

describe('TaskRequest', () => {
  it('given one, then a second is refused, whatever it says', () => {
    expectRefusal(requested(), (script) => script.request('lead', { taskId: 't2' }), INVALID);
    expectRefusal(requested(), (script) => script.request('lead'), INVALID);
  });

  it('given no id, then it is refused; given a blank one, then it is an id', () => {
    expectRefusal(openTask(), (script) => script.request('lead', { taskId: '' }), INVALID);
    expect(summary(openTask().request('lead', { taskId: ' ' }))).toBe('accepted OPEN');
  });

  it('given its own deadline has passed, then nothing is refused for that', () => {
    const script = openTask();
    expect(summary(script.request('lead', { deadlineUnixMs: int64FromBigInt(1n) }))).toBe('accepted OPEN');
    expect(summary(script.accept('a'))).toBe('accepted OPEN');
    expect(summary(script.complete('a'))).toBe('accepted OPEN');
  });

  it.each([
    ['nobody', '', 'accepted OPEN'],
    ['a participant', 'a', 'accepted OPEN'],
    ['the initiator, who is listed', 'lead', 'accepted OPEN'],
    ['a stranger', 'stranger', INVALID],
    ['nearly a participant', 'a ', INVALID],
  ])('given it asks for %s, then %j is answered with %s', (_who, requestedAssignee, answer) => {
    expect(summary(openTask().request('lead', { requestedAssignee }))).toBe(answer);
  });

  it('given an initiator who is not listed, then it cannot ask for itself', () => {
    const script = openTask(undefined, { participants: ['a'] });
    expectRefusal(script, (open) => open.request('lead', { requestedAssignee: 'lead' }), INVALID);
  });

  it.each(PARTICIPANT_TYPES)('given no request yet, or another id, then %s is refused', (type) => {
    const payload = encodeBytes(task.TaskAcceptPayload, { taskId: 't1' });
    expectRefusal(openTask(), (script) => script.send('a', type, payload), INVALID);
    expectRefusal(openTask(), (script) => script.send('a', type, new Uint8Array()), INVALID);
    const other = encodeBytes(task.TaskAcceptPayload, { taskId: 't2' });
    expectRefusal(assigned(), (script) => script.send('a', type, other), INVALID);
  });
});

describe('TaskAccept', () => {
  it('given a task for anybody, then any participant but the initiator takes it, once', () => {
    expectRefusal(requested(), (script) => script.accept('lead'), FORBIDDEN);
    const script = requested();
    expect(summary(script.accept('a'))).toBe('accepted OPEN');
    expect(script.state()).toMatchObject({ active_assignee: 'a' });
    for (const sender of ['a', 'b', 'lead']) expectRefusal(script, (open) => open.accept(sender), INVALID);
  });

  it('given a task for one participant, then nobody else takes it, and it may be the initiator', () => {
    expectRefusal(requested('a'), (script) => script.accept('b'), FORBIDDEN);
    expectRefusal(requested('a'), (script) => script.accept('lead'), FORBIDDEN);
    expect(summary(requested('a').accept('a'))).toBe('accepted OPEN');
    expect(summary(requested('lead').accept('lead'))).toBe('accepted OPEN');
  });

  it('given an assignee, then it must be the sender', () => {
    expect(summary(requested().accept('a', { assignee: 'a' }))).toBe('accepted OPEN');
    expectRefusal(requested(), (script) => script.accept('a', { assignee: 'b' }), INVALID);
    // A wrong name is judged before eligibility.
    expectRefusal(requested('a'), (script) => script.accept('b', { assignee: 'a' }), INVALID);
  });

  it('given the sender declined before, then it cannot take the task any more, under any policy', () => {
    for (const rules of [undefined, REASSIGNABLE]) {
      const script = requested('', rules);
      script.decline('b');
      expectRefusal(script, (open) => open.accept('b'), INVALID);
      expect(summary(script.accept('a'))).toBe('accepted OPEN');
    }
  });
});

describe('TaskReject', () => {
  it('given nobody is on the task, then every eligible participant may decline for itself, once', () => {
    const script = requested();
    expectRefusal(script, (open) => open.decline('lead'), FORBIDDEN);
    expectRefusal(script, (open) => open.decline('a', { assignee: 'b' }), INVALID);
    expect(summary(script.decline('a', { assignee: 'a' }))).toBe('accepted OPEN');
    expectRefusal(script, (open) => open.decline('a'), INVALID);
    expect(summary(script.decline('b'))).toBe('accepted OPEN');
    expect(script.state()).toMatchObject({
      active_assignee: null,
      rejections: [
        { task_id: 't1', assignee: 'a', reason: 'busy', while_assigned: false },
        { assignee: 'b', while_assigned: false },
      ],
    });
  });

  it('given a task for one participant, then only that one declines', () => {
    expectRefusal(requested('a'), (script) => script.decline('b'), FORBIDDEN);
    expectRefusal(requested('a'), (script) => script.decline('lead'), FORBIDDEN);
    expectRefusal(requested('a'), (script) => script.decline('b', { assignee: 'a' }), INVALID);
    expect(summary(requested('a').decline('a'))).toBe('accepted OPEN');
  });

  it('given somebody is on the task, then a bystander has nothing to decline', () => {
    expectRefusal(assigned(), (script) => script.decline('b'), INVALID);
    expectRefusal(assigned(), (script) => script.decline('lead'), INVALID);
    expectRefusal(assigned(REASSIGNABLE), (script) => script.decline('b'), INVALID);
  });
});

describe('TaskUpdate', () => {
  it('given the assignee, then updates are kept in order, of any finite progress', () => {
    const script = assigned();
    for (const progress of [0.5, -7, 1e300]) expect(summary(script.update('a', { progress }))).toBe('accepted OPEN');
    expect(script.state()).toMatchObject({
      updates: [{ progress: 0.5, sender: 'a' }, { progress: -7 }, { progress: 1e300 }],
    });
  });

  it.each([NaN, Infinity, -Infinity])('given the progress %d, then it is refused', (progress) => {
    expectRefusal(assigned(), (script) => script.update('a', { progress }), INVALID);
  });

  it('given a progress of minus zero, then it is kept as zero', () => {
    const script = assigned();
    script.update('a', { progress: -0 });
    const text = encodeSession(script.session!, { modes });
    expect(encodeSession(decodeSession(text, { modes }), { modes })).toBe(text);
    const { updates } = script.session!.modeState as { updates: { at(index: number): { progress: number } } };
    expect(Object.is(updates.at(0).progress, 0)).toBe(true);
  });
});

describe('reports', () => {
  it('given nobody is on the task, or somebody else is, then nobody reports', () => {
    for (const script of [requested(), assigned()]) {
      for (const sender of ['b', 'lead']) {
        expectRefusal(script, (open) => open.update(sender), FORBIDDEN);
        expectRefusal(script, (open) => open.complete(sender), FORBIDDEN);
        expectRefusal(script, (open) => open.fail(sender), FORBIDDEN);
      }
    }
    expectRefusal(requested(), (open) => open.complete('a'), FORBIDDEN);
  });

  it('given a report, then neither another one nor an update follows', () => {
    for (const report of ['complete', 'fail'] as const) {
      const script = assigned();
      expect(summary(script[report]('a'))).toBe('accepted OPEN');
      expectRefusal(script, (open) => open.update('a'), FORBIDDEN);
      expectRefusal(script, (open) => open.complete('a'), FORBIDDEN);
      expectRefusal(script, (open) => open.fail('a'), FORBIDDEN);
    }
  });

  it('given an assignee, then it must be the sender', () => {
    for (const report of ['complete', 'fail'] as const) {
      expectRefusal(assigned(), (script) => script[report]('a', { assignee: 'b' }), INVALID);
      expect(summary(assigned()[report]('a', { assignee: 'a' }))).toBe('accepted OPEN');
      // Who may report at all comes first.
      expectRefusal(assigned(), (script) => script[report]('b', { assignee: 'a' }), FORBIDDEN);
    }
  });

  it('given neither report nor decline, then no Commitment of either sign', () => {
    for (const script of [openTask(), requested(), requested('a'), assigned()]) {
      expectRefusal(script, (open) => open.commit('lead', true), INVALID);
      expectRefusal(script, (open) => open.commit('lead', false), INVALID);
    }
  });

  it.each([
    ['complete', true, 'task.completed'],
    ['complete', false, 'task.failed'],
    ['fail', true, 'task.completed'],
    ['fail', false, 'task.failed'],
  ] as const)('given %s, then %s is committed all the same', (report, positive, action) => {
    const script = assigned();
    script[report]('a');
    expectRefusal(script, (open) => open.commit('lead', !positive, { action }), INVALID);
    expectRefusal(script, (open) => open.commit('a', positive, { action }), FORBIDDEN);
    expect(summary(script.commit('lead', positive, { action }))).toBe('accepted RESOLVED');
    expectRefusal(script, (open) => open.update('a'), 'SESSION_NOT_OPEN SessionNotOpen');
  });
});

describe('a declined Task', () => {
  it('given the named assignee declined, then it is ripe for a negative outcome alone', () => {
    const script = requested('a');
    script.decline('a');
    expectRefusal(script, (open) => open.commit('lead', true), INVALID);
    expect(summary(script.commit('lead', false))).toBe('accepted RESOLVED');
  });

  it('given a task for anybody, then no number of declines makes it ripe', () => {
    const script = requested();
    script.decline('a');
    script.decline('b');
    expectRefusal(script, (open) => open.commit('lead', false), INVALID);
  });

  it('given the named assignee gave the task back, then that is no decline', () => {
    const script = requested('a', REASSIGNABLE);
    script.accept('a');
    expect(summary(script.decline('a'))).toBe('accepted OPEN');
    expectRefusal(script, (open) => open.commit('lead', false), INVALID);
    expectRefusal(script, (open) => open.accept('b'), FORBIDDEN);
  });
});

describe('Task payloads and stored states', () => {
  it.each(UNDECODABLE)('given %s, then every type refuses it', (_what, bytes) => {
    expectRefusal(openTask(), (script) => script.send('lead', 'TaskRequest', bytes), INVALID);
    for (const type of PARTICIPANT_TYPES) expectRefusal(assigned(), (script) => script.send('a', type, bytes), INVALID);
  });

  it('given a whole Task, then its canonical state is this text', () => {
    const script = openTask(REASSIGNABLE);
    expect(script.stateText()).toBe(
      '{"active_assignee":null,"rejections":[],"task":null,"terminal_report":null,"updates":[]}',
    );
    const input = Uint8Array.of(0, 255);
    const deadlineUnixMs = int64FromBigInt(2n ** 60n);
    script.request('lead', { title: 't', instructions: 'i', input, deadlineUnixMs });
    script.accept('a');
    script.update('a', { status: 's', progress: 0.25, message: 'm', partialOutput: Uint8Array.of(1) });
    script.decline('a');
    script.accept('b');
    script.fail('b', { reason: 'r', retryable: true });
    const start =
      '{"active_assignee":"b","rejections":[{"assignee":"a","reason":"busy","task_id":"t1","while_assigned":true}],' +
      '"task":{"deadline_unix_ms":9007199254740991,"input":"AP8=","instructions":"i","requested_assignee":"","requester":"lead","task_id":"t1","title":"t"},';
    const updates =
      '"updates":[{"message":"m","partial_output":"AQ==","progress":0.25,"sender":"a","status":"s","task_id":"t1"}]}';
    expect(script.stateText()).toBe(
      `${start}"terminal_report":{"Fail":{"assignee":"b","error_code":"E","reason":"r","retryable":true,"task_id":"t1"}},${updates}`,
    );
    const text = encodeSession(script.session!, { modes });
    script.session = decodeSession(text, { modes });
    expect(encodeSession(script.session, { modes })).toBe(text);
    expectRefusal(script, (restored) => restored.update('b'), FORBIDDEN);
    script.decline('b');
    expectRefusal(script, (restored) => restored.accept('a'), INVALID);
  });

  it('given a completion, then its output is kept, in a restored session as well', () => {
    const script = assigned({ completion: { require_output: true } });
    script.complete('a', { output: Uint8Array.of(9), summary: 'done' });
    const report = { Complete: { task_id: 't1', assignee: 'a', output: 'CQ==', summary: 'done' } };
    expect(script.state()).toMatchObject({ terminal_report: report });
    script.session = decodeSession(encodeSession(script.session!, { modes }), { modes });
    expect(script.state()).toMatchObject({ terminal_report: report });
    expect(summary(script.commit('lead', true))).toBe('accepted RESOLVED');
  });

  it.each([
    ['a type of another mode', modeEnvelope(TASK, 'a', 'Vote', {})],
    ['a payload that does not decode', modeEnvelope(TASK, 'a', 'TaskFail', { payload: Uint8Array.of(10, 5) })],
    ['a report on no task', modeEnvelope(TASK, 'a', 'TaskComplete', {})],
  ])('given a history with %s, when it is folded, then it stops', (_what, envelope) => {
    expect(() => evolveTask(openTask().session!, initialTaskState(), envelope)).toThrow(InvariantViolation);
  });

  it.each([null, 7, [], {}, { task: null }])('given %j as stored state, then it stops', (value) => {
    expect(() => taskMode.decodeState(value)).toThrow(InvariantViolation);
  });

  it('given the types, then the descriptor names them all', () => {
    expect(taskMode.descriptor.messageTypes).toEqual(['SessionStart', ...TYPES, 'Commitment']);
  });
});
