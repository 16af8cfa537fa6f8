/**
 * The RPCs of `macp.v1.MACPRuntimeService` around sessions, each one line: the methods are bound once and called with
 * grpc-js' own arguments. An RPC without a method in any controller answers UNIMPLEMENTED.
 */
import { Controller, Inject } from '@nestjs/common';
import { GrpcCall } from '@macp/nest';
import type { macp } from '@macp/proto';
import { EDGE } from './edge-token.js';
import type { Edge } from './edge.js';
import { ListSessionsHandler } from './list-sessions.js';
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
