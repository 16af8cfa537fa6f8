/**
 * Form of policy registry commands in the command queue (`macp.runtime.v1.RegistryCommand`). A command of a newer format
 * is refused, never guessed at.
 */
import { invariant } from '@macp/kernel';
import type { RegistryCommand } from '@macp/policy-rules';
import { encodeBytes, records } from '@macp/proto';
import { requireCommandFormat } from './command-format.js';
import type { CommandCodec } from './command-format.js';
import { restoredPolicy } from './policy-record.js';

/** Format that this build writes; it reads every format up to this one. */
const FORMAT = 1;

function encode(command: RegistryCommand): Uint8Array {
  return encodeBytes(
    records.RegistryCommand,
    command.kind === 'RegisterPolicy' ? { format: FORMAT, register: command } : { format: FORMAT, unregister: command },
  );
}

function decode(bytes: Uint8Array): RegistryCommand {
  const stored = records.RegistryCommand.decode(bytes);
  requireCommandFormat(stored.format, FORMAT);
  if (stored.register) {
    const { caller, descriptor } = stored.register;
    return { kind: 'RegisterPolicy', descriptor: restoredPolicy(descriptor), caller };
  }
  invariant(stored.unregister, 'a stored registry command is of no known kind');
  const { policyId, caller } = stored.unregister;
  return { kind: 'UnregisterPolicy', policyId, caller };
}

/** `decode(encode(command))` equals `command`; `decode` throws on bytes that are no command it knows. */
export const registryCommandCodec: CommandCodec<RegistryCommand> = { encode, decode };
