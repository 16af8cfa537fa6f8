/**
 * Task mode, `macp.mode.task.v1` (RFC-MACP-0009): the initiator requests one task, one participant at a time is on it,
 * and a report, or the named assignee's own decline, makes the session ripe for its outcome.
 */
import { invalidPayload } from '@macp/kernel';
import type { CommitmentMessage, Mode, Rejection, Session } from '@macp/kernel';
import { describeMode } from '../descriptor.js';
import { requireInitiator, requireParticipant } from '../shared/sender-checks.js';
import { evolveTask } from './evolve-task.js';
import { checkTaskMessage } from './task-checks.js';
import { decodeTaskState, encodeTaskState } from './task-state-codec.js';
import { PERSONAL_DECLINE_REVISION, initialTaskState } from './task-state.js';
import type { TaskState } from './task-state.js';

export const taskMode: Mode<TaskState> = {
  descriptor: describeMode({
    mode: 'macp.mode.task.v1',
    title: 'Task Mode',
    description: 'One task is requested, taken on and reported, and its outcome committed.',
    determinismClass: 'structural-only',
    participantModel: 'orchestrated',
    participantTypes: ['TaskRequest', 'TaskAccept', 'TaskReject', 'TaskUpdate', 'TaskComplete', 'TaskFail'],
  }),
  isStrict: true,
  isStandardsTrack: true,
  allowsEmptyRoster: false,
  commitmentAuthority: 'policy',
  isGoverned: true,

  // The initiator need not be listed, but somebody else must be there to take the task.
  checkStart: ({ initiator, participants }) =>
    participants.some((participant) => participant !== initiator) ? undefined : invalidPayload(),
  initialState: initialTaskState,

  authorize: (session, _state, { messageType, sender }) =>
    messageType === 'TaskRequest' ? requireInitiator(session, sender) : requireParticipant(session, sender),

  check: (session, state, message) => checkTaskMessage(session, state, message.envelope),

  checkCommitment: checkReadiness,

  evolve: (session, state, message) => evolveTask(session, state, message.envelope),

  encodeState: encodeTaskState,
  decodeState: decodeTaskState,
};

function checkReadiness(
  { semanticsRevision }: Session,
  state: TaskState,
  { commitment }: CommitmentMessage,
): Rejection | undefined {
  // A report makes either sign possible, whichever report it is.
  if (state.terminalReport !== undefined) return undefined;
  const isDeclined = semanticsRevision >= PERSONAL_DECLINE_REVISION && hasBeenDeclined(state);
  return isDeclined && !commitment.outcomePositive ? undefined : invalidPayload();
}

/**
 * The one participant the task was meant for has declined it for good, so that nobody ever takes it. A task for anybody
 * names no one who could.
 */
function hasBeenDeclined({ task, rejections }: TaskState): boolean {
  return task !== undefined && rejections.get(task.requestedAssignee)?.whileAssigned === false;
}
