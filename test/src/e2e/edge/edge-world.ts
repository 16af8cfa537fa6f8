/**
 * What the rows of the edge-case tables are played in: a server with configured credentials, a token for everyone a row
 * names (the token of `peer` is `peer`), and an issuer of JWTs. Answers are told as one line, as the kernel's suite tells
 * them, so that both can be held against each other.
 */
import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import { SessionStartPayload, decision, encodeBytes } from '@macp/proto';
import type { macp } from '@macp/proto';
import { bearer, callUnary, kernelState } from '@macp/wire';
import type { RequestOf, ResponseOf, RuntimeClient, UnaryRpcName } from '@macp/wire';
import { connect, failureOf } from '../connection.js';
import { commitmentStep, getSession, send, step } from '../decision-script.js';
import type { Step } from '../decision-script.js';
import { ServerWatch } from '../server-watch.js';
import { UNLIMITED } from '../server-under-test.js';
import type { Profile, ServerUnderTest, Settings } from '../server-under-test.js';
import { SessionFollower } from '../session-follower.js';
import { SigningIssuer } from '../signing-issuer.js';

const plain = ['peer', 'a', 'b', 'c', 'd', 'x', 'stranger', 'outsider', 'auditor'].map((sender) => ({
  token: sender,
  sender,
}));

const TOKENS = [
  ...plain,
  { token: 'lead', sender: 'lead', can_manage_mode_registry: true },
  { token: 'narrow', sender: 'narrow', allowed_modes: ['macp.mode.decision.v1'] },
  { token: 'capped', sender: 'capped', max_open_sessions: 1 },
  { token: 'a.b', sender: 'dotted' },
];

/** One row of a page as a client plays it. */
export interface WireRow {
  /** Number of the row on its page. */
  readonly row: number;
  readonly given: string;
  readonly when: string;
  readonly outcome: string;
  /** What this runtime does instead of what the page says, and why. */
  readonly differs?: string;
  readonly play: (world: EdgeWorld) => Promise<void>;
}

/** A server with settings of its own, for rows that need them or end it. */
export interface OwnServer<Row = WireRow> {
  readonly name: string;
  /** Its settings; `directory` is empty and goes with the spec. */
  readonly settings: (directory: string) => Settings;
  /** True when its rows are about what a restart finds. */
  readonly needsDurable: boolean;
  /** True when its rows are about a log that fails. */
  readonly needsFailedWrites?: true;
  readonly rows: readonly Row[];
}

/** Those of `servers` that a profile can play. */
export function playableServers<Row>(servers: readonly OwnServer<Row>[], profile: Profile): OwnServer<Row>[] {
  return servers.filter(
    ({ needsDurable, needsFailedWrites }) =>
      (profile.isDurable || !needsDurable) && (profile.failedWrite !== undefined || needsFailedWrites !== true),
  );
}

/** An Ack in one line: `ok STATE`, `duplicate STATE`, or the code, with why a session is not open and a policy's reasons. */
export function answerOfAck({ ok, duplicate, sessionState, error }: macp.v1.Ack): string {
  if (ok) return `${duplicate ? 'duplicate' : 'ok'} ${kernelState(sessionState)}`;
  const { code, message, details } = error!;
  if (code === 'SESSION_NOT_OPEN') return `${code} ${message}`;
  if (details.length === 0) return code;
  const { denials } = JSON.parse(details.toString()) as {
    denials: readonly { readonly code: string; readonly participants?: readonly string[] }[];
  };
  const reasons = denials.map(({ code: reason, participants }) =>
    participants === undefined ? reason : `${reason}(${participants.join()})`,
  );
  return [code, ...reasons].join(' ');
}

export class EdgeWorld {
  private connection: RuntimeClient;

  private constructor(
    readonly profile: Profile,
    readonly server: ServerUnderTest,
    readonly issuer: SigningIssuer,
  ) {
    this.connection = connect(server);
  }

  static async start(profile: Profile, settings: Settings = {}): Promise<EdgeWorld> {
    const issuer = new SigningIssuer();
    const credentials = { AUTH_TOKENS_JSON: JSON.stringify(TOKENS), ...issuer.settings };
    return new EdgeWorld(profile, await profile.start({ ...UNLIMITED, ...credentials, ...settings }), issuer);
  }

  get client(): RuntimeClient {
    return this.connection;
  }

  /** Ends the server in order or without a warning, and starts it again over the same data. */
  async restart(end: 'stop' | 'kill'): Promise<void> {
    this.connection.close();
    await this.server[end]();
    await this.server.restart();
    this.connection = connect(this.server);
  }

  /** Connects again, where the server that was there before has ended. */
  reconnect(): void {
    this.connection.close();
    this.connection = connect(this.server);
  }

  async remove(): Promise<void> {
    this.connection.close();
    await this.server.remove();
  }

  /** Makes a call as somebody, or without a credential. */
  call<Name extends UnaryRpcName>(
    rpc: Name,
    request: RequestOf<Name>,
    token: string | null = 'lead',
  ): Promise<ResponseOf<Name>> {
    return callUnary(this.client, { rpc, request, ...(token === null ? {} : { metadata: bearer(token) }) });
  }

  /** Sends an envelope as somebody, or without a credential; resolves with the Ack whatever it says. */
  async ack(envelope: macp.v1.EnvelopeInit, token: string | null = 'lead'): Promise<macp.v1.Ack> {
    return (await this.call('Send', { envelope }, token)).ack!;
  }

  /** Sends a message; resolves with the answer in one line. */
  async answer(message: Step): Promise<string> {
    return answerOfAck(await send(this.client, message));
  }

  /** As `answer`, and `STATUS`, or `STATUS CODE`, where the call itself ended with one. */
  async end(message: Step): Promise<string> {
    const call = this.answer(message);
    return call.catch(async () => {
      const { code, macpCode } = await failureOf(call);
      return [status[code], ...(macpCode === undefined ? [] : [macpCode])].join(' ');
    });
  }

  async state(sessionId: string): Promise<string | undefined> {
    return kernelState((await getSession(this.client, sessionId)).state);
  }

  /** The session as the lists show it: reading a list observes nothing. */
  async listed(sessionId: string): Promise<macp.v1.SessionMetadata | undefined> {
    const { sessions } = await this.call('ListSessions', { pageToken: pageTokenBefore(sessionId), pageSize: 1 });
    return sessions.find((session) => session.sessionId === sessionId);
  }

  /** A stream on which nothing has been said. */
  open(sender = 'lead'): SessionFollower {
    return new SessionFollower(this.client, sender);
  }

  follow(sessionId: string, afterSequence = 0, reader = 'lead'): SessionFollower {
    const follower = this.open(reader);
    follower.send({ subscribeSessionId: sessionId, afterSequence });
    return follower;
  }

  /** Watches signals as somebody; resolves once the server has taken the watch up. */
  watchSignals(): Promise<ServerWatch<macp.v1.WatchSignalsResponse>> {
    return new ServerWatch(this.client.WatchSignals({}, bearer('outsider'))).opened();
  }

  /** Id of a new OPEN decision: initiator `lead`, participants `lead` and `peer`. */
  async session(init: macp.v1.SessionStartPayloadInit = {}): Promise<string> {
    const sessionId = randomUUID();
    const answer = await this.answer(startStep(sessionId, init));
    if (answer !== 'ok OPEN') throw new Error(`the session did not start: ${answer}`);
    return sessionId;
  }

  /** Id of a RESOLVED session with five envelopes, and their message ids in order. */
  async resolved(): Promise<{ readonly sessionId: string; readonly ids: readonly string[] }> {
    const sessionId = randomUUID();
    const steps = [
      startStep(sessionId),
      proposalStep(sessionId, 'p'),
      voteStep(sessionId, 'lead'),
      voteStep(sessionId, 'peer'),
      commitmentStep(sessionId),
    ];
    for (const message of steps) {
      const answer = await this.answer(message);
      if (!answer.startsWith('ok')) throw new Error(`a message was refused: ${answer}`);
    }
    return { sessionId, ids: steps.map(({ envelope }) => envelope.messageId!) };
  }
}

/** A continuation token for the page that begins with `sessionId` or what follows it. */
export function pageTokenBefore(sessionId: string): string {
  const last = String.fromCharCode(sessionId.charCodeAt(sessionId.length - 1) - 1);
  return Buffer.from(`v1:${sessionId.slice(0, -1)}${last}`).toString('base64url');
}

/** The start of S of the page: initiator `lead`, participants `lead` and `peer`. */
export function startStep(sessionId: string, init: macp.v1.SessionStartPayloadInit = {}, sender = 'lead'): Step {
  const payload = encodeBytes(SessionStartPayload, {
    participants: ['lead', 'peer'],
    modeVersion: '1.0.0',
    configurationVersion: 'c1',
    ttlMs: 3_600_000,
    ...init,
  });
  return step(sessionId, sender, 'SessionStart', payload);
}

export function proposalStep(sessionId: string, proposalId: string, sender = 'lead'): Step {
  return step(sessionId, sender, 'Proposal', encodeBytes(decision.ProposalPayload, { proposalId, option: 'go' }));
}

export function voteStep(sessionId: string, sender: string, proposalId = 'p'): Step {
  return step(sessionId, sender, 'Vote', encodeBytes(decision.VotePayload, { proposalId, vote: 'APPROVE' }));
}

/** The message with some fields of its envelope changed. */
export function changed({ sender, envelope }: Step, change: macp.v1.EnvelopeInit): Step {
  return { sender, envelope: { ...envelope, ...change } };
}
