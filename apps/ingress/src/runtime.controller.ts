/**
 * The RPCs of `macp.v1.MACPRuntimeService` that this build serves, each one line: the methods are bound once and called
 * with grpc-js' own arguments. An RPC without a method here answers UNIMPLEMENTED.
 */
import { Controller, Inject } from '@nestjs/common';
import { GrpcCall } from '@macp/nest';
import type { macp } from '@macp/proto';
import { DiscoveryHandler } from './discovery.js';
import { EDGE } from './edge-token.js';
import type { Edge } from './edge.js';
import { ListSessionsHandler } from './list-sessions.js';
import { PolicyCalls } from './policies.js';
import { SendHandler } from './send.js';
import { SessionCalls } from './session-calls.js';
import type { StreamCall } from './stream/session-stream.js';
import { StreamSessionHandler } from './stream/stream-session.js';
import type { Answer, UnaryCall } from './unary.js';

type Call<Request, ResponseInit> = UnaryCall<Request, ResponseInit>;

@Controller()
export class EnvelopeController {
  private readonly sendHandler: SendHandler;
  private readonly streams: StreamSessionHandler;

  constructor(@Inject(EDGE) edge: Edge) {
    this.sendHandler = new SendHandler(edge);
    this.streams = new StreamSessionHandler(edge);
  }

  @GrpcCall('Send')
  send(call: Call<macp.v1.SendRequest, macp.v1.SendResponseInit>, answer: Answer<macp.v1.SendResponseInit>): void {
    this.sendHandler.handle(call, answer);
  }

  @GrpcCall('StreamSession')
  streamSession(call: StreamCall): void {
    this.streams.handle(call);
  }
}

@Controller()
export class SessionController {
  private readonly calls: SessionCalls;
  private readonly lists: ListSessionsHandler;

  constructor(@Inject(EDGE) edge: Edge) {
    this.calls = new SessionCalls(edge);
    this.lists = new ListSessionsHandler(edge);
  }

  @GrpcCall('GetSession')
  getSession(
    call: Call<macp.v1.GetSessionRequest, macp.v1.GetSessionResponseInit>,
    answer: Answer<macp.v1.GetSessionResponseInit>,
  ): void {
    this.calls.getSession(call, answer);
  }

  @GrpcCall('ListSessions')
  listSessions(
    call: Call<macp.v1.ListSessionsRequest, macp.v1.ListSessionsResponseInit>,
    answer: Answer<macp.v1.ListSessionsResponseInit>,
  ): void {
    this.lists.handle(call, answer);
  }

  @GrpcCall('CancelSession')
  cancelSession(
    call: Call<macp.v1.CancelSessionRequest, macp.v1.CancelSessionResponseInit>,
    answer: Answer<macp.v1.CancelSessionResponseInit>,
  ): void {
    this.calls.control('CancelSession', call, answer);
  }

  @GrpcCall('SuspendSession')
  suspendSession(
    call: Call<macp.v1.SuspendSessionRequest, macp.v1.SuspendSessionResponseInit>,
    answer: Answer<macp.v1.SuspendSessionResponseInit>,
  ): void {
    this.calls.control('SuspendSession', call, answer);
  }

  @GrpcCall('ResumeSession')
  resumeSession(
    call: Call<macp.v1.ResumeSessionRequest, macp.v1.ResumeSessionResponseInit>,
    answer: Answer<macp.v1.ResumeSessionResponseInit>,
  ): void {
    this.calls.control('ResumeSession', call, answer);
  }
}

@Controller()
export class RegistryController {
  private readonly discovery: DiscoveryHandler;
  private readonly policies: PolicyCalls;

  constructor(@Inject(EDGE) edge: Edge) {
    this.discovery = new DiscoveryHandler(edge);
    this.policies = new PolicyCalls(edge);
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
    _call: Call<macp.v1.ListModesRequest, macp.v1.ListModesResponseInit>,
    answer: Answer<macp.v1.ListModesResponseInit>,
  ): void {
    this.discovery.listModes(answer);
  }

  @GrpcCall('ListExtModes')
  listExtModes(
    _call: Call<macp.v1.ListExtModesRequest, macp.v1.ListExtModesResponseInit>,
    answer: Answer<macp.v1.ListExtModesResponseInit>,
  ): void {
    this.discovery.listExtModes(answer);
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
}
