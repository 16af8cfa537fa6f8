/** A whole edge on a loopback port over the engine double, with static tokens, for specs. */
import { Metadata, credentials } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import { readSettings } from '@macp/config';
import { MESSAGE_TYPE } from '@macp/kernel';
import { builtInModes } from '@macp/modes';
import { GrpcRoutes } from '@macp/nest';
import { CommitmentPayload, SessionStartPayload, decision, encodeBytes } from '@macp/proto';
import type { macp } from '@macp/proto';
import { AuditLog, MacpMetrics, createLogger } from '@macp/telemetry';
import type { Logger } from '@macp/telemetry';
import { createRuntimeClient } from '@macp/wire';
import type { RuntimeClient } from '@macp/wire';
import { NestFactory } from '@nestjs/core';
import { InProcessSignalBus } from '../ambient/in-process-signal-bus.js';
import { IngressModule } from '../ingress.module.js';
import { createEdge, createIngressServer } from '../ingress-server.js';
import { ingressSettings } from '../config.js';
import { EngineDouble } from './engine-double.js';

export const TOKENS = [
  { token: 'lead-token', sender: 'lead', can_manage_mode_registry: true },
  { token: 'peer-token', sender: 'peer' },
  { token: 'outsider-token', sender: 'outsider' },
  { token: 'watcher-token', sender: 'watcher', is_observer: true, can_start_sessions: false },
  { token: 'dotted.token', sender: 'dotted' },
  { token: 'narrow-token', sender: 'narrow', allowed_modes: ['macp.mode.quorum.v1'] },
  { token: 'capped-token', sender: 'capped', max_open_sessions: 2 },
  { token: 'barred-token', sender: 'barred', max_open_sessions: 0 },
];

export const DECISION = 'macp.mode.decision.v1';

/** What a client sees of a status. */
export interface SeenStatus {
  readonly code: number;
  readonly macpCode: string | undefined;
  readonly details: string;
}

export function seenStatus(error: ServiceError): SeenStatus {
  const macpCode = error.metadata.get('macp-error-code')[0]?.toString();
  return { code: error.code, macpCode, details: error.details };
}

let sessionCount = 0;

/** A fresh, admissible session id; ids ascend. */
export function newSessionId(): string {
  sessionCount++;
  return `session-${String(sessionCount).padStart(6, '0')}-0123456789`;
}

export function startEnvelope(
  sessionId: string,
  overrides: macp.v1.EnvelopeInit = {},
  start: macp.v1.SessionStartPayloadInit = {},
): macp.v1.EnvelopeInit {
  const payload = encodeBytes(SessionStartPayload, {
    participants: ['lead', 'peer'],
    modeVersion: '1.0.0',
    configurationVersion: 'config.default',
    ttlMs: 60_000,
    ...start,
  });
  return envelope(sessionId, { messageType: MESSAGE_TYPE.sessionStart, messageId: 'm-start', payload, ...overrides });
}

export function envelope(sessionId: string, overrides: macp.v1.EnvelopeInit): macp.v1.EnvelopeInit {
  return { macpVersion: '1.0', mode: DECISION, sessionId, ...overrides };
}

export function proposalEnvelope(sessionId: string, messageId: string): macp.v1.EnvelopeInit {
  const payload = encodeBytes(decision.ProposalPayload, { proposalId: `p-${messageId}`, option: 'yes' });
  return envelope(sessionId, { messageType: 'Proposal', messageId, payload });
}

export function commitmentEnvelope(sessionId: string, messageId: string): macp.v1.EnvelopeInit {
  const payload = encodeBytes(CommitmentPayload, {
    commitmentId: `c-${messageId}`,
    action: 'decision.declined',
    authorityScope: 'all',
    reason: 'none',
    modeVersion: '1.0.0',
    configurationVersion: 'config.default',
    outcomePositive: false,
  });
  return envelope(sessionId, { messageType: 'Commitment', messageId, payload });
}

/** Request metadata; `null` = no credential. */
export function tokenMetadata(token: string | null): Metadata {
  const metadata = new Metadata();
  if (token !== null) metadata.set('authorization', `Bearer ${token}`);
  return metadata;
}

/** Starts an edge; settings as environment variables without the `MACP_` prefix. */
export async function ingressWorld(
  settings: Readonly<Record<string, string>> = {},
  {
    arePoliciesReadOnly = false,
    log = createLogger({ level: 'silent' }),
    auditClockMs = () => performance.now(),
  }: { readonly arePoliciesReadOnly?: boolean; readonly log?: Logger; readonly auditClockMs?: () => number } = {},
) {
  const engine = new EngineDouble();
  const environment: Record<string, string> = {
    MACP_BIND_ADDR: '127.0.0.1:0',
    MACP_ALLOW_INSECURE: '1',
    MACP_AUTH_TOKENS_JSON: JSON.stringify(TOKENS),
  };
  for (const [name, value] of Object.entries(settings)) environment[`MACP_${name}`] = value;
  const { ingress } = readSettings(environment, { ingress: ingressSettings });
  const metrics = new MacpMetrics({
    modes: builtInModes.map(({ descriptor }) => descriptor.mode),
    messageTypes: builtInModes.flatMap(({ descriptor }) => descriptor.messageTypes),
    processMetrics: false,
  });
  const edge = createEdge(ingress, {
    sessions: engine.submissions,
    registry: engine.registry,
    history: engine.history,
    catalog: engine.registry.catalog,
    modes: engine.registry.modeView,
    registryFeed: engine.registry,
    lifecycle: engine.lifecycle,
    signals: new InProcessSignalBus(),
    arePoliciesReadOnly,
    clock: engine.clock,
    metrics,
    log,
    audit: new AuditLog({
      log,
      levels: { level: 'debug', infoPolicies: new Set(), infoModes: new Set() },
      monotonicMs: auditClockMs,
    }),
    version: '0.0.0-spec',
  });
  const routes = new GrpcRoutes();
  const server = createIngressServer(ingress, routes, log);
  const app = await NestFactory.createMicroservice(IngressModule.forRoot({ edge, routes }), {
    strategy: server,
    logger: false,
    abortOnError: false,
  });
  await app.listen();
  const { port } = server.address!;
  const client = createRuntimeClient(`127.0.0.1:${port}`, credentials.createInsecure());
  const send = (request: macp.v1.EnvelopeInit | undefined, token: string | null = 'lead-token') =>
    new Promise<macp.v1.Ack>((resolve, reject) =>
      client.Send({ envelope: request }, tokenMetadata(token), {}, (error, response) =>
        error === null ? resolve(response!.ack!) : reject(seenStatus(error)),
      ),
    );
  const close = async (): Promise<void> => {
    client.close();
    await app.close();
    engine.submissions.close();
  };
  return { engine, edge, server, metrics, client, port, send, close };
}

export type IngressWorld = Awaited<ReturnType<typeof ingressWorld>>;

/** Calls a unary RPC; rejects with what the client sees of the status. */
export function call<Response>(
  invoke: (answer: (error: ServiceError | null, response?: Response) => void) => unknown,
): Promise<Response> {
  return new Promise((resolve, reject) =>
    invoke((error, response) => (error === null ? resolve(response!) : reject(seenStatus(error)))),
  );
}

/** Collects what a stream gives, with conditions to wait for. */
export class StreamProbe {
  readonly frames: macp.v1.StreamSessionResponse[] = [];
  end: SeenStatus | 'ok' | undefined;
  private waiting: (() => void)[] = [];
  readonly stream: ReturnType<RuntimeClient['StreamSession']>;

  constructor(client: RuntimeClient, token: string | null) {
    this.stream = client.StreamSession(tokenMetadata(token));
    this.stream.on('data', (frame: macp.v1.StreamSessionResponse) => this.note(() => this.frames.push(frame)));
    this.stream.on('error', (error: ServiceError) => this.note(() => (this.end = seenStatus(error))));
    this.stream.on('end', () => this.note(() => (this.end ??= 'ok')));
  }

  subscribe(sessionId: string, afterSequence = 0): void {
    this.stream.write({ subscribeSessionId: sessionId, afterSequence });
  }

  send(request: macp.v1.EnvelopeInit): void {
    this.stream.write({ envelope: request });
  }

  /** Message ids of the envelopes so far; `!CODE` for error frames. */
  get seen(): readonly string[] {
    return this.frames.map((frame) => frame.envelope?.messageId ?? `!${frame.error?.code}`);
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Waits for that many frames. */
  async count(frames: number): Promise<readonly string[]> {
    await this.until(() => this.frames.length >= frames || this.end !== undefined);
    return this.seen;
  }

  async ended(): Promise<SeenStatus | 'ok'> {
    await this.until(() => this.end !== undefined);
    return this.end!;
  }

  private note(change: () => void): void {
    change();
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
