/**
 * Acceptance rules of the Task messages (RFC-MACP-0009 §5): one request, one assignee at a time, no way back after a
 * decline, and reports by the active assignee alone. Each message's checks are in the order in which clients see them.
 */
import { invalidPayload, policyDenied, reject } from '@macp/kernel';
import type { Envelope, Rejection, SessionTerms } from '@macp/kernel';
import { boundTaskRules, denial } from '@macp/policy-rules';
import { task } from '@macp/proto';
import { payloadOf } from '../shared/payload.js';
import { PERSONAL_DECLINE_REVISION } from './task-state.js';
import type { TaskRecord, TaskState } from './task-state.js';

type Terms = Pick<SessionTerms, 'initiator' | 'participants' | 'policy' | 'semanticsRevision'>;

/** Refuses what may not be accepted in this state; a type of another mode is refused as well. */
export function checkTaskMessage(terms: Terms, state: TaskState, envelope: Envelope): Rejection | undefined {
  const { payload, sender } = envelope;
  switch (envelope.messageType) {
    case 'TaskRequest':
      return checkRequest(terms, state, payload);
    case 'TaskAccept':
      return checkAccept(terms, state, envelope);
    case 'TaskReject':
      return checkReject(terms, state, envelope);
    case 'TaskUpdate':
      return checkUpdate(state, sender, payload);
    case 'TaskComplete':
      return checkReport(state, sender, payloadOf(task.TaskCompletePayload, payload));
    case 'TaskFail':
      return checkReport(state, sender, payloadOf(task.TaskFailPayload, payload));
    default:
      return invalidPayload();
  }
}

function checkRequest(terms: Terms, state: TaskState, payload: Uint8Array): Rejection | undefined {
  const request = payloadOf(task.TaskRequestPayload, payload);
  if (request === undefined || state.task !== undefined || request.taskId === '') return invalidPayload();
  const { requestedAssignee } = request;
  const isSound = requestedAssignee === '' || terms.participants.includes(requestedAssignee);
  return isSound ? undefined : invalidPayload();
}

function checkAccept(terms: Terms, state: TaskState, { payload, sender }: Envelope): Rejection | undefined {
  const accept = payloadOf(task.TaskAcceptPayload, payload);
  const known = knownTask(state, accept);
  if (known === undefined || state.activeAssignee !== undefined) return invalidPayload();
  const barred = checkEarlierRejections(terms, state, sender);
  if (barred !== undefined) return barred;
  if (!isOwnName(accept!.assignee, sender)) return invalidPayload();
  return isEligible(terms, known, sender) ? undefined : reject('FORBIDDEN');
}

function checkEarlierRejections(terms: Terms, { rejections }: TaskState, sender: string): Rejection | undefined {
  if (terms.semanticsRevision >= PERSONAL_DECLINE_REVISION) {
    // A task that was given back is free without a further question: giving it back needed a policy that allows it.
    return rejections.has(sender) ? invalidPayload() : undefined;
  }
  return rejections.size > 0 && !mayBeReassigned(terms) ? reassignmentDenied() : undefined;
}

function checkReject(terms: Terms, state: TaskState, { payload, sender }: Envelope): Rejection | undefined {
  const message = payloadOf(task.TaskRejectPayload, payload);
  const known = knownTask(state, message);
  if (known === undefined) return invalidPayload();
  const isAssigned = state.activeAssignee !== undefined;
  if (isAssigned && state.activeAssignee !== sender) return invalidPayload();
  if (isAssigned && !mayBeReassigned(terms)) return reassignmentDenied();
  if (!isOwnName(message!.assignee, sender)) return invalidPayload();
  if (!isEligible(terms, known, sender)) return reject('FORBIDDEN');
  return state.rejections.has(sender) ? invalidPayload() : undefined;
}

function checkUpdate(state: TaskState, sender: string, payload: Uint8Array): Rejection | undefined {
  const update = payloadOf(task.TaskUpdatePayload, payload);
  if (knownTask(state, update) === undefined) return invalidPayload();
  if (!mayReport(state, sender)) return reject('FORBIDDEN');
  // No JSON text can hold any other number.
  return Number.isFinite(update!.progress) ? undefined : invalidPayload();
}

function checkReport(
  state: TaskState,
  sender: string,
  report: { readonly taskId: string; readonly assignee: string } | undefined,
): Rejection | undefined {
  if (knownTask(state, report) === undefined) return invalidPayload();
  if (!mayReport(state, sender)) return reject('FORBIDDEN');
  return isOwnName(report!.assignee, sender) ? undefined : invalidPayload();
}

/** The session's task, if the message decoded and names it. */
function knownTask(state: TaskState, message: { readonly taskId: string } | undefined): TaskRecord | undefined {
  return message !== undefined && state.task?.taskId === message.taskId ? state.task : undefined;
}

function isOwnName(assignee: string, sender: string): boolean {
  return assignee === '' || assignee === sender;
}

/** Asked of declared participants only. */
function isEligible(terms: Terms, { requestedAssignee }: TaskRecord, sender: string): boolean {
  return requestedAssignee === '' ? sender !== terms.initiator : sender === requestedAssignee;
}

function mayBeReassigned({ policy }: Terms): boolean {
  return boundTaskRules(policy).allowReassignmentOnReject;
}

function mayReport(state: TaskState, sender: string): boolean {
  return state.terminalReport === undefined && state.activeAssignee === sender;
}

function reassignmentDenied(): Rejection {
  return policyDenied([
    denial('reassignment_not_allowed', 'the policy does not let the task pass to another assignee'),
  ]);
}
