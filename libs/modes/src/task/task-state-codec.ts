/**
 * Task state as plain JSON in the specification's field names: what snapshots hold, policies evaluate and conformance
 * vectors match against.
 */
import { AppendOnlyList, InsertOnlyMap, invariant } from '@macp/kernel';
import type { JsonValue } from '@macp/kernel';
import { stateDocument } from '../shared/state-document.js';
import type { TaskProgress, TaskRecord, TaskRejection, TaskState } from './task-state.js';

interface TaskStateDocument {
  readonly active_assignee: string | null;
  readonly rejections: readonly RejectionDocument[];
  readonly task: TaskDocument | null;
  readonly terminal_report: ReportDocument | null;
  readonly updates: readonly UpdateDocument[];
}

type TaskDocument = {
  deadline_unix_ms: number;
  input: string;
  instructions: string;
  requested_assignee: string;
  requester: string;
  task_id: string;
  title: string;
};
type RejectionDocument = { assignee: string; reason: string; task_id: string; while_assigned: boolean };
type UpdateDocument = {
  message: string;
  partial_output: string;
  progress: number;
  sender: string;
  status: string;
  task_id: string;
};
type CompleteDocument = { assignee: string; output: string; summary: string; task_id: string };
type FailDocument = { assignee: string; error_code: string; reason: string; retryable: boolean; task_id: string };
type ReportDocument = { Complete: CompleteDocument; Fail?: never } | { Fail: FailDocument; Complete?: never };

/** The plain form, members in canonical order. */
export function encodeTaskState(state: TaskState): JsonValue {
  return {
    active_assignee: state.activeAssignee ?? null,
    rejections: state.rejections.values().map(encodeRejection),
    task: state.task === undefined ? null : encodeTask(state.task),
    terminal_report: encodeReport(state.terminalReport),
    updates: state.updates.toArray().map(encodeUpdate),
  };
}

/** Inverse of `encodeTaskState`; throws `InvariantViolation` on a form it cannot have made. */
export function decodeTaskState(value: unknown): TaskState {
  const document = stateDocument<TaskStateDocument>(value);
  const lists = [document.rejections, document.updates];
  invariant(document.task !== undefined && lists.every(Array.isArray), 'the state of a task is whole');
  return {
    task: document.task === null ? undefined : decodeTask(document.task),
    activeAssignee: document.active_assignee ?? undefined,
    rejections: InsertOnlyMap.from(document.rejections.map(decodeRejection)),
    updates: AppendOnlyList.from(document.updates.map(decodeUpdate)),
    terminalReport: decodeReport(document.terminal_report),
  };
}

function encodeTask(record: TaskRecord): TaskDocument {
  return {
    deadline_unix_ms: record.deadlineUnixMs,
    input: record.input,
    instructions: record.instructions,
    requested_assignee: record.requestedAssignee,
    requester: record.requester,
    task_id: record.taskId,
    title: record.title,
  };
}

function decodeTask(document: TaskDocument): TaskRecord {
  return {
    taskId: document.task_id,
    title: document.title,
    instructions: document.instructions,
    requestedAssignee: document.requested_assignee,
    input: document.input,
    deadlineUnixMs: document.deadline_unix_ms,
    requester: document.requester,
  };
}

function encodeRejection({ taskId, assignee, reason, whileAssigned }: TaskRejection): RejectionDocument {
  return { assignee, reason, task_id: taskId, while_assigned: whileAssigned };
}

function decodeRejection(document: RejectionDocument): readonly [string, TaskRejection] {
  const { assignee, reason, task_id: taskId, while_assigned: whileAssigned } = document;
  return [assignee, { taskId, assignee, reason, whileAssigned }];
}

function encodeUpdate(update: TaskProgress): UpdateDocument {
  const { taskId, sender, status, progress, message, partialOutput } = update;
  return { message, partial_output: partialOutput, progress, sender, status, task_id: taskId };
}

function decodeUpdate(document: UpdateDocument): TaskProgress {
  const { task_id: taskId, sender, status, progress, message, partial_output: partialOutput } = document;
  return { taskId, sender, status, progress, message, partialOutput };
}

function encodeReport(report: TaskState['terminalReport']): ReportDocument | null {
  if (report === undefined) return null;
  if (report.kind === 'Complete') {
    const { taskId, assignee, output, summary } = report;
    return { Complete: { assignee, output, summary, task_id: taskId } };
  }
  const { taskId, assignee, errorCode, reason, retryable } = report;
  return { Fail: { assignee, error_code: errorCode, reason, retryable, task_id: taskId } };
}

function decodeReport(document: ReportDocument | null): TaskState['terminalReport'] {
  if (document === null) return undefined;
  if (document.Complete !== undefined) {
    const { assignee, output, summary, task_id: taskId } = document.Complete;
    return { kind: 'Complete', taskId, assignee, output, summary };
  }
  const { assignee, error_code: errorCode, reason, retryable, task_id: taskId } = document.Fail;
  return { kind: 'Fail', taskId, assignee, errorCode, reason, retryable };
}
