/** What has become of a session's one task (RFC-MACP-0009): its request, who is on it, who declined, and the reports. */
import { AppendOnlyList, InsertOnlyMap } from '@macp/kernel';

/**
 * Since this semantics revision a decline is personal: it bars its sender from the task, but nobody else. Before, it
 * barred everybody unless the policy allowed reassignment, and it never made a session ripe.
 */
export const PERSONAL_DECLINE_REVISION = 4;

export interface TaskRecord {
  readonly taskId: string;
  readonly title: string;
  readonly instructions: string;
  /** Empty: any eligible participant may take it. */
  readonly requestedAssignee: string;
  /** Base64. */
  readonly input: string;
  /** Informational; Unix ms, saturated at ±`Number.MAX_SAFE_INTEGER`. */
  readonly deadlineUnixMs: number;
  readonly requester: string;
}

/** A TaskReject. */
export interface TaskRejection {
  readonly taskId: string;
  readonly assignee: string;
  readonly reason: string;
  /** True for the active assignee giving the task back; false for a personal decline. */
  readonly whileAssigned: boolean;
}

/** A TaskUpdate. */
export interface TaskProgress {
  readonly taskId: string;
  readonly sender: string;
  readonly status: string;
  readonly progress: number;
  readonly message: string;
  /** Base64. */
  readonly partialOutput: string;
}

/** A TaskComplete. */
export interface CompleteReport {
  readonly kind: 'Complete';
  readonly taskId: string;
  readonly assignee: string;
  /** Base64. */
  readonly output: string;
  readonly summary: string;
}

/** A TaskFail. */
export interface FailReport {
  readonly kind: 'Fail';
  readonly taskId: string;
  readonly assignee: string;
  readonly errorCode: string;
  readonly reason: string;
  readonly retryable: boolean;
}

export interface TaskState {
  /** Set by the one TaskRequest. Invariant: nothing else is set before it. */
  readonly task: TaskRecord | undefined;
  readonly activeAssignee: string | undefined;
  /** By who declined, in order. Invariant: one per participant. */
  readonly rejections: InsertOnlyMap<TaskRejection>;
  /** In order of acceptance. */
  readonly updates: AppendOnlyList<TaskProgress>;
  /** The first and only report. */
  readonly terminalReport: CompleteReport | FailReport | undefined;
}

/** The state of a session that has only started. */
export function initialTaskState(): TaskState {
  return {
    task: undefined,
    activeAssignee: undefined,
    rejections: InsertOnlyMap.empty(),
    updates: AppendOnlyList.empty(),
    terminalReport: undefined,
  };
}
