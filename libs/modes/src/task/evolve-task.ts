/** Folds an accepted message into Task state (RFC-MACP-0009 §4–5). Acceptance is history: nothing is judged here again. */
import { MESSAGE_TYPE, invariant, sharedSender } from '@macp/kernel';
import type { Envelope, SessionTerms } from '@macp/kernel';
import { task, toSafeNumber } from '@macp/proto';
import { acceptedPayload } from '../shared/payload.js';
import { opaqueText } from '../shared/opaque-bytes.js';
import type { TaskState } from './task-state.js';

/** State after `envelope`; throws `InvariantViolation` when the mode cannot have accepted it. */
export function evolveTask(
  terms: Pick<SessionTerms, 'initiator' | 'participants'>,
  state: TaskState,
  envelope: Envelope,
): TaskState {
  const sender = sharedSender(terms, envelope.sender);
  const { payload } = envelope;
  switch (envelope.messageType) {
    case 'TaskRequest':
      return withRequest(state, sender, payload);
    case 'TaskAccept':
      return { ...state, activeAssignee: sender };
    case 'TaskReject':
      return withRejection(state, sender, payload);
    case 'TaskUpdate':
      return withUpdate(state, sender, payload);
    case 'TaskComplete':
      return withCompletion(state, sender, payload);
    case 'TaskFail':
      return withFailure(state, sender, payload);
    default:
      invariant(envelope.messageType === MESSAGE_TYPE.commitment, 'an accepted message has a type of its mode');
      return state;
  }
}

function withRequest(state: TaskState, requester: string, payload: Uint8Array): TaskState {
  const request = acceptedPayload(task.TaskRequestPayload, payload);
  const { taskId, title, instructions, requestedAssignee, input, deadlineUnixMs } = request;
  return {
    ...state,
    task: {
      taskId,
      title,
      instructions,
      requestedAssignee,
      input: opaqueText(input),
      deadlineUnixMs: toSafeNumber(deadlineUnixMs),
      requester,
    },
  };
}

function withRejection(state: TaskState, assignee: string, payload: Uint8Array): TaskState {
  const { reason } = acceptedPayload(task.TaskRejectPayload, payload);
  const whileAssigned = state.activeAssignee !== undefined;
  const rejection = { taskId: taskIdOf(state), assignee, reason, whileAssigned };
  return { ...state, activeAssignee: undefined, rejections: state.rejections.with(assignee, rejection) };
}

function withUpdate(state: TaskState, sender: string, payload: Uint8Array): TaskState {
  const { status, progress, message, partialOutput } = acceptedPayload(task.TaskUpdatePayload, payload);
  const update = {
    taskId: taskIdOf(state),
    sender,
    status,
    // Adding 0 turns −0 into 0: no JSON text can tell the two apart.
    progress: progress + 0,
    message,
    partialOutput: opaqueText(partialOutput),
  };
  return { ...state, updates: state.updates.with(update) };
}

function withCompletion(state: TaskState, assignee: string, payload: Uint8Array): TaskState {
  const { output, summary } = acceptedPayload(task.TaskCompletePayload, payload);
  const taskId = taskIdOf(state);
  return { ...state, terminalReport: { kind: 'Complete', taskId, assignee, output: opaqueText(output), summary } };
}

function withFailure(state: TaskState, assignee: string, payload: Uint8Array): TaskState {
  const { errorCode, reason, retryable } = acceptedPayload(task.TaskFailPayload, payload);
  return {
    ...state,
    terminalReport: { kind: 'Fail', taskId: taskIdOf(state), assignee, errorCode, reason, retryable },
  };
}

/** The id of the task, shared by everything that refers to it. */
function taskIdOf(state: TaskState): string {
  invariant(state.task !== undefined, 'an accepted message is about the requested task');
  return state.task.taskId;
}
