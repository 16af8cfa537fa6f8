/** Task sessions for specs. */
import type { SessionOutcome } from '@macp/kernel';
import { task } from '@macp/proto';
import type { macp } from '@macp/proto';
import { ModeScript, boundPolicy } from './mode-script.js';

export const TASK = 'macp.mode.task.v1';

/** A policy under which an assignee may give the task back. */
export const REASSIGNABLE = { assignment: { allow_reassignment_on_reject: true } };

/** A script over Task mode. */
export class TaskScript extends ModeScript {
  request(sender = 'lead', rest: macp.modes.task.v1.TaskRequestPayloadInit = {}): SessionOutcome {
    return this.say(sender, 'TaskRequest', task.TaskRequestPayload, { taskId: 't1', ...rest });
  }

  accept(sender: string, rest: macp.modes.task.v1.TaskAcceptPayloadInit = {}): SessionOutcome {
    return this.say(sender, 'TaskAccept', task.TaskAcceptPayload, { taskId: 't1', ...rest });
  }

  decline(sender: string, rest: macp.modes.task.v1.TaskRejectPayloadInit = {}): SessionOutcome {
    return this.say(sender, 'TaskReject', task.TaskRejectPayload, { taskId: 't1', reason: 'busy', ...rest });
  }

  update(sender: string, rest: macp.modes.task.v1.TaskUpdatePayloadInit = {}): SessionOutcome {
    return this.say(sender, 'TaskUpdate', task.TaskUpdatePayload, { taskId: 't1', progress: 0.5, ...rest });
  }

  complete(sender: string, rest: macp.modes.task.v1.TaskCompletePayloadInit = {}): SessionOutcome {
    return this.say(sender, 'TaskComplete', task.TaskCompletePayload, { taskId: 't1', ...rest });
  }

  fail(sender: string, rest: macp.modes.task.v1.TaskFailPayloadInit = {}): SessionOutcome {
    return this.say(sender, 'TaskFail', task.TaskFailPayload, { taskId: 't1', errorCode: 'E', ...rest });
  }
}

/** OPEN: initiator `lead`, participants `lead`, `a`, `b`, under `rules` if there are any. */
export function openTask(rules?: unknown, start: macp.v1.SessionStartPayloadInit = {}): TaskScript {
  const script = new TaskScript(TASK, rules === undefined ? undefined : boundPolicy(TASK, rules));
  script.start(start);
  return script;
}

/** The same with the task requested, of `assignee` or of anybody. */
export function requested(assignee = '', rules?: unknown): TaskScript {
  const script = openTask(rules);
  script.request('lead', { requestedAssignee: assignee });
  return script;
}

/** The same with `a` on the task. */
export function assigned(rules?: unknown): TaskScript {
  const script = requested('', rules);
  script.accept('a');
  return script;
}
