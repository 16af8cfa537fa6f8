/**
 * Form of session commands in the command queue (`macp.runtime.v1.SessionCommand`): what an ingress of one release
 * enqueued is decided by an engine of another. A command of a newer format is refused, never guessed at.
 */
import { invariant } from '@macp/kernel';
import type { ControlSession, SessionCommand } from '@macp/kernel';
import { encodeBytes, records, wireEnvelope } from '@macp/proto';
import type { macp } from '@macp/proto';
import { requireCommandFormat } from './command-format.js';
import type { CommandCodec } from './command-format.js';
import { viewedEnvelope } from './envelope-record.js';

/** Format that this build writes; it reads every format up to this one. */
const FORMAT = 1;

type StoredControl = macp.runtime.v1.ControlSession;

function encode(command: SessionCommand): Uint8Array {
  return encodeBytes(records.SessionCommand, storedCommand(command));
}

function storedCommand(command: SessionCommand): macp.runtime.v1.SessionCommandInit {
  switch (command.kind) {
    case 'SubmitEnvelope':
      return { format: FORMAT, submit: { envelope: wireEnvelope(command.envelope) } };
    case 'CancelSession':
      return { format: FORMAT, cancel: command };
    case 'SuspendSession':
      return { format: FORMAT, suspend: command };
    case 'ResumeSession':
      return { format: FORMAT, resume: command };
    case 'ObserveSession':
      return { format: FORMAT, observe: command };
  }
}

function decode(bytes: Uint8Array): SessionCommand {
  const stored = records.SessionCommand.decode(bytes);
  requireCommandFormat(stored.format, FORMAT);
  if (stored.submit) return { kind: 'SubmitEnvelope', envelope: viewedEnvelope(stored.submit.envelope) };
  if (stored.cancel) return restoredControl('CancelSession', stored.cancel);
  if (stored.suspend) return restoredControl('SuspendSession', stored.suspend);
  if (stored.resume) return restoredControl('ResumeSession', stored.resume);
  invariant(stored.observe, 'a stored session command is of no known kind');
  const { sessionId, caller, observer } = stored.observe;
  return { kind: 'ObserveSession', sessionId, caller, observer };
}

function restoredControl(kind: ControlSession['kind'], stored: StoredControl): ControlSession {
  const { sessionId, caller, reason } = stored;
  return { kind, sessionId, caller, reason };
}

/**
 * `decode(encode(command))` equals `command`; `decode` throws on bytes that are no command it knows. The payload of an envelope
 * is a view of those bytes: who keeps it keeps all of them in memory, and must not write to either.
 */
export const sessionCommandCodec: CommandCodec<SessionCommand> = { encode, decode };
