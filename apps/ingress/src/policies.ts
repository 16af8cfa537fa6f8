/**
 * The policy registry on the wire (runtime specification §7.5): changes go through the registries' owner, unless policies
 * come from files; reads see everything that was registered before the call.
 */
import { reject } from '@macp/kernel';
import type { PolicyDefinition } from '@macp/kernel';
import type { macp } from '@macp/proto';
import { statusError } from '@macp/wire';
import { caughtUp } from './caught-up.js';
import type { Edge } from './edge.js';
import { changeRegistry } from './registry-change.js';
import type { RegistryChange } from './registry-change.js';
import { answerUnknown, authenticated, deadlineOf } from './unary.js';
import type { Answer, UnaryCall } from './unary.js';

const READ_ONLY = reject('REGISTRY_READ_ONLY', 'REGISTRY_READ_ONLY: policies are loaded from files');

type ChangeResponse = macp.v1.RegisterPolicyResponseInit;

/** A policy as the wire shows it; the time of its registration is not shown. */
export function wirePolicy(policy: PolicyDefinition): macp.v1.PolicyDescriptorInit {
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
    commandOf: RegistryChange<Request, ChangeResponse>['commandOf'],
  ): void {
    // Said to everyone: it is a property of the server, and asked before the credential.
    if (this.edge.arePoliciesReadOnly) answer(statusError(READ_ONLY));
    else changeRegistry(this.edge, { call, answer, commandOf, accepted: { ok: true } });
  }

  private read<ResponseInit>(
    call: UnaryCall<unknown, ResponseInit>,
    answer: Answer<ResponseInit>,
    then: () => void,
  ): void {
    const { catalog, clock, log } = this.edge;
    authenticated(this.edge, { call, answer }, () =>
      caughtUp({ catalog, clock, deadlineMs: deadlineOf(this.edge, call) }, then, (cause) => {
        log.error({ err: cause }, 'the policy catalog could not catch up');
        answerUnknown(this.edge, answer);
      }),
    );
  }
}
