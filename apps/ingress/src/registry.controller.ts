/** The RPCs of `macp.v1.MACPRuntimeService` around discovery and the registries, each one line. */
import { Controller, Inject } from '@nestjs/common';
import { GrpcCall } from '@macp/nest';
import type { macp } from '@macp/proto';
import { DiscoveryHandler } from './discovery.js';
import { EDGE } from './edge-token.js';
import type { Edge } from './edge.js';
import { ModeCalls } from './mode-calls.js';
import { PolicyCalls } from './policies.js';
import type { Answer, UnaryCall } from './unary.js';

type Call<Request, ResponseInit> = UnaryCall<Request, ResponseInit>;

@Controller()
export class RegistryController {
  private readonly discovery: DiscoveryHandler;
  private readonly policies: PolicyCalls;
  private readonly modes: ModeCalls;

  constructor(@Inject(EDGE) edge: Edge) {
    this.discovery = new DiscoveryHandler(edge);
    this.policies = new PolicyCalls(edge);
    this.modes = new ModeCalls(edge);
  }

  @GrpcCall('Initialize')
  initialize(
    call: Call<macp.v1.InitializeRequest, macp.v1.InitializeResponseInit>,
    answer: Answer<macp.v1.InitializeResponseInit>,
  ): void {
    this.discovery.initialize(call, answer);
  }

  @GrpcCall('GetManifest')
  getManifest(
    call: Call<macp.v1.GetManifestRequest, macp.v1.GetManifestResponseInit>,
    answer: Answer<macp.v1.GetManifestResponseInit>,
  ): void {
    this.discovery.getManifest(call, answer);
  }

  @GrpcCall('ListModes')
  listModes(
    call: Call<macp.v1.ListModesRequest, macp.v1.ListModesResponseInit>,
    answer: Answer<macp.v1.ListModesResponseInit>,
  ): void {
    this.discovery.listModes(call, answer);
  }

  @GrpcCall('ListExtModes')
  listExtModes(
    call: Call<macp.v1.ListExtModesRequest, macp.v1.ListExtModesResponseInit>,
    answer: Answer<macp.v1.ListExtModesResponseInit>,
  ): void {
    this.discovery.listExtModes(call, answer);
  }

  @GrpcCall('ListRoots')
  listRoots(
    _call: Call<macp.v1.ListRootsRequest, macp.v1.ListRootsResponseInit>,
    answer: Answer<macp.v1.ListRootsResponseInit>,
  ): void {
    this.discovery.listRoots(answer);
  }

  @GrpcCall('RegisterPolicy')
  registerPolicy(
    call: Call<macp.v1.RegisterPolicyRequest, macp.v1.RegisterPolicyResponseInit>,
    answer: Answer<macp.v1.RegisterPolicyResponseInit>,
  ): void {
    this.policies.register(call, answer);
  }

  @GrpcCall('UnregisterPolicy')
  unregisterPolicy(
    call: Call<macp.v1.UnregisterPolicyRequest, macp.v1.UnregisterPolicyResponseInit>,
    answer: Answer<macp.v1.UnregisterPolicyResponseInit>,
  ): void {
    this.policies.unregister(call, answer);
  }

  @GrpcCall('GetPolicy')
  getPolicy(
    call: Call<macp.v1.GetPolicyRequest, macp.v1.GetPolicyResponseInit>,
    answer: Answer<macp.v1.GetPolicyResponseInit>,
  ): void {
    this.policies.get(call, answer);
  }

  @GrpcCall('ListPolicies')
  listPolicies(
    call: Call<macp.v1.ListPoliciesRequest, macp.v1.ListPoliciesResponseInit>,
    answer: Answer<macp.v1.ListPoliciesResponseInit>,
  ): void {
    this.policies.list(call, answer);
  }

  @GrpcCall('RegisterExtMode')
  registerExtMode(
    call: Call<macp.v1.RegisterExtModeRequest, macp.v1.RegisterExtModeResponseInit>,
    answer: Answer<macp.v1.RegisterExtModeResponseInit>,
  ): void {
    this.modes.register(call, answer);
  }

  @GrpcCall('UnregisterExtMode')
  unregisterExtMode(
    call: Call<macp.v1.UnregisterExtModeRequest, macp.v1.UnregisterExtModeResponseInit>,
    answer: Answer<macp.v1.UnregisterExtModeResponseInit>,
  ): void {
    this.modes.unregister(call, answer);
  }

  @GrpcCall('PromoteMode')
  promoteMode(
    call: Call<macp.v1.PromoteModeRequest, macp.v1.PromoteModeResponseInit>,
    answer: Answer<macp.v1.PromoteModeResponseInit>,
  ): void {
    this.modes.promote(call, answer);
  }
}
