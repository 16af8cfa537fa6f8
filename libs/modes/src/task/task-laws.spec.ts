import { describe, it } from '@jest/globals';
import { encodeBytes, int64FromNumber, task } from '@macp/proto';
import fc from 'fast-check';
import { bytes, expectLawful, messageOf, word } from '../testing/mode-laws.js';
import { boundPolicy } from '../testing/mode-script.js';
import { TASK } from '../testing/task-script.js';

const taskId = fc.constantFrom('t1', 't1', 't1', 't1', 't1', 't1', '__proto__', ' ', '');
const assignee = fc.constantFrom('', '', '', 'a', '__proto__');
const reason = word;
const progress = fc.oneof(fc.constantFrom(0, 1, -0, NaN, Infinity), fc.double({ noNaN: true }));

const messages = fc.oneof(
  {
    weight: 2,
    arbitrary: messageOf(
      'TaskRequest',
      task.TaskRequestPayload,
      fc.record({
        taskId,
        title: word,
        instructions: word,
        requestedAssignee: fc.constantFrom('', 'a', 'a', '__proto__', 'lead', 'stranger'),
        input: bytes,
        deadlineUnixMs: fc.maxSafeInteger().map(int64FromNumber),
      }),
    ),
  },
  { weight: 3, arbitrary: messageOf('TaskAccept', task.TaskAcceptPayload, fc.record({ taskId, assignee, reason })) },
  { weight: 3, arbitrary: messageOf('TaskReject', task.TaskRejectPayload, fc.record({ taskId, assignee, reason })) },
  {
    weight: 2,
    arbitrary: messageOf(
      'TaskUpdate',
      task.TaskUpdatePayload,
      fc.record({ taskId, status: word, progress, message: word, partialOutput: bytes }),
    ),
  },
  {
    weight: 1,
    arbitrary: messageOf(
      'TaskComplete',
      task.TaskCompletePayload,
      fc.record({ taskId, assignee, output: bytes, summary: word }),
    ),
  },
  {
    weight: 1,
    arbitrary: messageOf(
      'TaskFail',
      task.TaskFailPayload,
      fc.record({ taskId, assignee, errorCode: word, reason, retryable: fc.boolean() }),
    ),
  },
);

const policy = fc
  .record({
    reassignment: fc.boolean(),
    output: fc.boolean(),
    authority: fc.constantFrom('initiator_only', 'any_participant'),
    schemaVersion: fc.constantFrom(1, 2, 3, 4),
  })
  .map(({ reassignment, output, authority, schemaVersion }) =>
    boundPolicy(
      TASK,
      {
        assignment: { allow_reassignment_on_reject: reassignment },
        completion: { require_output: output },
        commitment: { authority },
      },
      schemaVersion,
    ),
  );

describe('laws of every Task', () => {
  it('given any script under any policy, then every law holds, and the script has seen the world', () => {
    expectLawful({
      mode: TASK,
      messages,
      policy,
      opening: [
        ['lead', ['TaskRequest', encodeBytes(task.TaskRequestPayload, { taskId: 't1' })]],
        ['a', ['TaskAccept', encodeBytes(task.TaskAcceptPayload, { taskId: 't1' })]],
        ['a', ['TaskComplete', encodeBytes(task.TaskCompletePayload, { taskId: 't1' })]],
      ],
      types: ['TaskRequest', 'TaskAccept', 'TaskReject', 'TaskUpdate', 'TaskComplete', 'TaskFail'],
      situations: ['POLICY_DENIED PolicyDenied'],
      revisions: [3, 4, 4],
    });
  });
});
