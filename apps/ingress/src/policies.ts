/**
 * The policy registry on the wire (runtime specification §7.5): changes go through the registry's owner and are refused
 * in band; reads see everything that was registered before the call.
 */
import { reject } from '@macp/kernel';
import type { PolicyDefinition } from '@macp/kernel';
import type { RegistryCommand } from '@macp/policy-rules';
import type { macp } from '@macp/proto';
import { statusError } from '@macp/wire';
import { UNKNOWN_OUTCOME } from './call-deadline.js';
import type { Edge } from './edge.js';
import { authenticated, deadlineOf } from './unary.js';
import type { Answer, UnaryCall } from './unary.js';

/** All registry commands are decided in order by one owner: they share this key. */
export const REGISTRY_KEY = 'policy-registry';

const NO_DESCRIPTOR = reject('INVALID_REQUEST', 'descriptor required');
const NOT_PRIVILEGED = reject('FORBIDDEN', 'FORBIDDEN: registry changes need the registry-management privilege');

type ChangeResponse = macp.v1.RegisterPolicyResponseInit;

function wirePolicy(policy: PolicyDefinition): macp.v1.PolicyDescriptorInit {
  const { policyId, mode, description, rules, schemaVersion } = policy;
  return { policyId, mode, description, rules, schemaVersion };
}

export class PolicyCalls {
  constructor(private readonly edge: Edge) {}

  register(call: UnaryCall<macp.v1.RegisterPolicyRequest, ChangeResponse>, answer: Answer<ChangeResponse>): void {
    this.change(call, answer, (caller) => {
      const descriptor = call.request.policyDescriptor;
      if (descriptor === null) return undefined;
      const { policyId, mode, description, rules, schemaVersion } = descriptor;
      return { kind: 'RegisterPolicy', descriptor: { policyId, mode, description, rules, schemaVersion }, caller };
    });
  }

  unregister(call: UnaryCall<macp.v1.UnregisterPolicyRequest, ChangeResponse>, answer: Answer<ChangeResponse>): void {
    this.change(call, answer, (caller) => ({ kind: 'UnregisterPolicy', policyId: call.request.policyId, caller }));
  }

  get(
    call: UnaryCall<macp.v1.GetPolicyRequest, macp.v1.GetPolicyResponseInit>,
    answer: Answer<macp.v1.GetPolicyResponseInit>,
  ): void {
    const { policyId } = call.request;
    this.read(call, answer, () => {
      const policy = this.edge.catalog.resolve(policyId);
      if (policy !== undefined) answer(null, { policyDescriptor: wirePolicy(policy) });
      else answer(statusError(reject('UNKNOWN_POLICY_VERSION', `Policy '${policyId}' not found`)));
    });
  }

  list(
    call: UnaryCall<macp.v1.ListPoliciesRequest, macp.v1.ListPoliciesResponseInit>,
    answer: Answer<macp.v1.ListPoliciesResponseInit>,
  ): void {
    this.read(call, answer, () => {
      answer(null, { descriptors: this.edge.catalog.list(call.request.mode).map(wirePolicy) });
    });
  }

  private change<Request>(
    call: UnaryCall<Request, ChangeResponse>,
    answer: Answer<ChangeResponse>,
    commandOf: (caller: string) => RegistryCommand | undefined,
  ): void {
    const { edge } = this;
    authenticated(edge, { call, answer }, (identity) => {
      if (!identity.canManageModeRegistry) {
        answer(statusError(NOT_PRIVILEGED));
        return;
      }
      const command = commandOf(identity.sender);
      if (command === undefined) {
        answer(statusError(NO_DESCRIPTOR));
        return;
      }
      edge.registry.submit(REGISTRY_KEY, command, deadlineOf(edge, call), (outcome) => {
        if (outcome === undefined) {
          edge.metrics.edge.unknownOutcomes++;
          answer(UNKNOWN_OUTCOME);
        } else if (outcome.kind === 'registryAccepted') answer(null, { ok: true });
        else answer(null, { ok: false, error: outcome.error });
      });
    });
  }

  private read<ResponseInit>(
    call: UnaryCall<unknown, ResponseInit>,
    answer: Answer<ResponseInit>,
    then: () => void,
  ): void {
    authenticated(this.edge, { call, answer }, () => {
      const caughtUp = this.edge.catalog.catchUp();
      if (caughtUp === undefined) {
        then();
        return;
      }
      caughtUp.then(then, (cause: unknown) => {
        this.edge.log.error({ err: cause }, 'the policy catalog could not catch up');
        answer(UNKNOWN_OUTCOME);
      });
    });
  }
}
