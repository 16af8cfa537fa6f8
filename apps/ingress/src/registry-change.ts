/**
 * Changes of the registries on the wire (runtime specification §7.3, §7.5): the credential, the privilege, the request,
 * then the registries' owner, whose refusals are answered in band.
 */
import { reject } from '@macp/kernel';
import type { RegistryCommand } from '@macp/policy-rules';
import { statusError } from '@macp/wire';
import type { Edge } from './edge.js';
import { answerUnknown, authenticated, deadlineOf } from './unary.js';
import type { Answer, UnaryCall } from './unary.js';

/** All registry commands are decided in order by one owner: they share this key. */
export const REGISTRY_KEY = 'policy-registry';

const NO_DESCRIPTOR = reject('INVALID_REQUEST', 'descriptor required');
const NOT_PRIVILEGED = reject('FORBIDDEN', 'FORBIDDEN: registry changes need the registry-management privilege');

/** In audit lines: refusals in band have a text, which may quote the request, and no code. */
const REFUSED = '_OTHER';

/** What the answers to all changes have in common. */
interface ChangeResponse {
  readonly ok?: boolean | null | undefined;
  readonly error?: string | null | undefined;
}

export interface RegistryChange<Request, Response> {
  readonly call: UnaryCall<Request, Response>;
  readonly answer: Answer<Response>;
  /** The command of a caller; `undefined` where the request lacks its descriptor. */
  readonly commandOf: (caller: string) => RegistryCommand | undefined;
  /** The answer to a change that was made. */
  readonly accepted: Response;
}

export function changeRegistry<Request, Response extends ChangeResponse>(
  edge: Edge,
  { call, answer, commandOf, accepted }: RegistryChange<Request, Response>,
): void {
  authenticated(edge, { call, answer }, (identity) => {
    const { sender } = identity;
    const command = commandOf(sender);
    const note = (code?: string): void => {
      const operation = call.getPath().slice(call.getPath().lastIndexOf('/') + 1);
      edge.audit.registryChange({ operation, sender, ...subjectOf(command), ...(code === undefined ? {} : { code }) });
    };
    if (!identity.canManageModeRegistry) {
      note(NOT_PRIVILEGED.code);
      answer(statusError(NOT_PRIVILEGED));
      return;
    }
    if (command === undefined) {
      answer(statusError(NO_DESCRIPTOR));
      return;
    }
    edge.registry.submit(REGISTRY_KEY, command, deadlineOf(edge, call), (outcome) => {
      if (outcome?.kind === 'registryAccepted') {
        note();
        answer(null, accepted);
      } else if (outcome?.kind === 'registryRefused') {
        note(REFUSED);
        answer(null, { ok: false, error: outcome.error } as Response);
      } else {
        answerUnknown(edge, answer);
      }
    });
  });
}

/** What a change is about, by its id alone. */
function subjectOf(command: RegistryCommand | undefined): { readonly policyId?: string; readonly mode?: string } {
  switch (command?.kind) {
    case 'RegisterPolicy':
      return { policyId: command.descriptor.policyId };
    case 'UnregisterPolicy':
      return { policyId: command.policyId };
    case 'RegisterExtMode':
      return { mode: command.descriptor.mode };
    case 'UnregisterExtMode':
    case 'PromoteMode':
      return { mode: command.mode };
    default:
      return {};
  }
}
