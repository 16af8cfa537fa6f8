/**
 * Decides one command against one session (RFC-MACP-0001): pure, total and synchronous, with exactly the order of
 * checks and the texts that clients of the protocol see. Nothing has happened until the returned facts are durable.
 */
import type { SessionCommand } from './commands.js';
import { decideControl, decideObserve } from './decide-control.js';
import { decideMessage } from './decide-message.js';
import { decideStart } from './decide-start.js';
import { refused } from './decision.js';
import type { SessionContext, SessionDecision } from './decision.js';
import { MACP_VERSION, MESSAGE_TYPE } from './envelope.js';
import type { Envelope } from './envelope.js';
import { reject } from './rejection.js';
import type { Rejection } from './rejection.js';
import type { Session } from './session.js';

/** What to make durable and then answer; or, for a Commitment without a verdict yet, what to ask first. */
export function decideSession(
  session: Session | undefined,
  command: SessionCommand,
  context: SessionContext,
): SessionDecision {
  switch (command.kind) {
    case 'SubmitEnvelope':
      return decideEnvelope(session, command.envelope, context);
    case 'ObserveSession':
      return decideObserve(session, command, context);
    case 'CancelSession':
    case 'SuspendSession':
    case 'ResumeSession':
      return decideControl(session, command, context);
  }
}

function decideEnvelope(session: Session | undefined, envelope: Envelope, context: SessionContext): SessionDecision {
  if (envelope.messageType === MESSAGE_TYPE.sessionStart) {
    const rejection = checkShape(envelope);
    return rejection === undefined ? decideStart(session, envelope, context) : refused(rejection);
  }
  if (session === undefined || context.ended) return refused(reject('SESSION_NOT_FOUND'));
  const rejection = checkShape(envelope);
  if (rejection === undefined && envelope.sender === '') return refused(reject('INVALID_ENVELOPE'));
  return rejection === undefined ? decideMessage(session, envelope, context) : refused(rejection);
}

function checkShape(envelope: Envelope): Rejection | undefined {
  if (envelope.macpVersion !== MACP_VERSION) return reject('UNSUPPORTED_PROTOCOL_VERSION');
  if (envelope.messageType === '' || envelope.messageId === '') return reject('INVALID_ENVELOPE');
  return undefined;
}
