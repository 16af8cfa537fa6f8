/**
 * Form of registry commands in the command queue (`macp.runtime.v1.RegistryCommand`). A command of a newer format is
 * refused, never guessed at.
 */
import { invariant } from '@macp/kernel';
import type { RegistryCommand } from '@macp/policy-rules';
import { encodeBytes, records, toSafeNumber } from '@macp/proto';
import type { macp } from '@macp/proto';
import { requireCommandFormat } from './command-format.js';
import type { CommandCodec } from './command-format.js';
import { restoredDescriptor } from './mode-record.js';
import { restoredPolicy } from './policy-record.js';

/** Format that this build writes; it reads every format up to this one. */
const FORMAT = 1;

function encode(command: RegistryCommand): Uint8Array {
  return encodeBytes(records.RegistryCommand, { format: FORMAT, ...storedCommand(command) });
}

function storedCommand(command: RegistryCommand): macp.runtime.v1.RegistryCommandInit {
  switch (command.kind) {
    case 'RegisterPolicy':
      return { register: command };
    case 'UnregisterPolicy':
      return { unregister: command };
    case 'RegisterExtMode':
      return { registerExtMode: command };
    case 'UnregisterExtMode':
      return { unregisterExtMode: command };
    case 'PromoteMode':
      return { promoteMode: command };
    case 'ReserveSession':
      return { reserveSession: command };
    case 'ReleaseSessions':
      return { releaseSessions: { ...command, over: [...command.over], refused: [...command.refused] } };
  }
}

function decode(bytes: Uint8Array): RegistryCommand {
  const stored = records.RegistryCommand.decode(bytes);
  requireCommandFormat(stored.format, FORMAT);
  const command = policyCommand(stored) ?? modeCommand(stored) ?? openSessionsCommand(stored);
  invariant(command !== undefined, 'a stored registry command is of no known kind');
  return command;
}

type Stored = macp.runtime.v1.RegistryCommand;

function policyCommand({ register, unregister }: Stored): RegistryCommand | undefined {
  if (register) {
    const { caller, descriptor } = register;
    return { kind: 'RegisterPolicy', descriptor: restoredPolicy(descriptor), caller };
  }
  if (!unregister) return undefined;
  const { policyId, caller } = unregister;
  return { kind: 'UnregisterPolicy', policyId, caller };
}

function modeCommand({ registerExtMode, unregisterExtMode, promoteMode }: Stored): RegistryCommand | undefined {
  if (registerExtMode) {
    const { caller, descriptor } = registerExtMode;
    return { kind: 'RegisterExtMode', descriptor: restoredDescriptor(descriptor), caller };
  }
  if (unregisterExtMode) {
    const { mode, caller } = unregisterExtMode;
    return { kind: 'UnregisterExtMode', mode, caller };
  }
  if (!promoteMode) return undefined;
  const { mode, promotedMode, caller } = promoteMode;
  return { kind: 'PromoteMode', mode, promotedMode, caller };
}

function openSessionsCommand({ reserveSession, releaseSessions }: Stored): RegistryCommand | undefined {
  if (reserveSession) {
    const { identity, sessionId, startsByMs, startId, limit, exempt } = reserveSession;
    const places = { startsByMs: toSafeNumber(startsByMs), startId, limit, exempt: [...exempt] };
    return { kind: 'ReserveSession', identity, sessionId, ...places };
  }
  if (!releaseSessions) return undefined;
  const { identity, sessionIds } = releaseSessions;
  const over = releaseSessions.over.map(({ sessionId, startsByMs }) => ({
    sessionId,
    startsByMs: toSafeNumber(startsByMs),
  }));
  const refused = releaseSessions.refused.map(({ sessionId, startId }) => ({ sessionId, startId }));
  return { kind: 'ReleaseSessions', identity, sessionIds: [...sessionIds], over, refused };
}

/** `decode(encode(command))` equals `command`; `decode` throws on bytes that are no command it knows. */
export const registryCommandCodec: CommandCodec<RegistryCommand> = { encode, decode };
