/**
 * A client that makes each call again, at the next ingress, for as long as its outcome is unknown; what it is told in the
 * end is an answer of the service.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import { ERROR_CODE_KEY, bearer, callUnary } from '@macp/wire';
import type { RequestOf, ResponseOf, RuntimeClient, UnaryRpcName } from '@macp/wire';
import { connect } from '../e2e/connection.js';
import type { Tally } from './tally.js';
import type { CallKind, Waits } from './waits.js';

/** What may befall a call whose outcome is unknown; the service's own answers say their code. */
const UNKNOWN: readonly status[] = [
  status.UNAVAILABLE,
  status.DEADLINE_EXCEEDED,
  status.CANCELLED,
  status.INTERNAL,
  status.UNKNOWN,
];
const CALL_MAX_MS = 5000;
const AGAIN_AFTER_MS = 20;
/** Clocks of one machine, told in whole milliseconds. */
const CLOCKS_APART_MS = 50;

/** One call, and who makes it. */
export interface Call<Name extends UnaryRpcName> {
  readonly rpc: Name;
  readonly request: RequestOf<Name>;
  readonly sender: string;
}

/** `attempts`: how often it was made until it was answered. A status of the service is its `code`. */
export type Answered<Response> =
  { readonly response: Response; readonly attempts: number } | { readonly code: string; readonly attempts: number };

export interface PersistentClientOptions {
  readonly name: string;
  /** `host:port` of the ingresses; it begins with the one at `place`. */
  readonly addresses: readonly string[];
  readonly place: number;
  readonly tally: Tally;
  readonly waits: Waits;
}

/** How one attempt ended. */
type Attempted<Response> =
  | { readonly response: Response }
  | { readonly code: string }
  /** Its outcome is not known, for this reason. */
  | { readonly unknown: string };

export class PersistentClient {
  /** When the last call was made that was answered. */
  answeredSentAtMs = 0;
  /** Unix ms: no call without an answer takes effect any more. */
  private undecidedUntilMs = 0;
  isClosed = false;
  private readonly clients: RuntimeClient[];
  private place: number;

  constructor(private readonly options: PersistentClientOptions) {
    this.place = options.place;
    this.clients = options.addresses.map((address) => connect({ address }));
  }

  get name(): string {
    return this.options.name;
  }

  /** Goes to the next ingress with the next call. */
  turn(): void {
    this.place += 1;
  }

  async call<Name extends UnaryRpcName>(call: Call<Name>): Promise<Answered<ResponseOf<Name>>> {
    const { tally, waits } = this.options;
    const wait = waits.begin({ client: this.name, sender: call.sender, ...described(call) });
    // Calls that were made at once may not send each other back to where they have been.
    let { place } = this;
    for (let attempts = 1; ; attempts++) {
      const sentAtMs = performance.now();
      const answer = await this.attempt(call, place % this.clients.length);
      if (this.isClosed) throw new Error('the client was closed');
      if ('unknown' in answer) {
        wait.note(`ingress-${(place % this.clients.length) + 1}: ${answer.unknown}`);
        tally.sentAgain += 1;
        await pause(AGAIN_AFTER_MS);
        place += 1;
        this.place = place;
        continue;
      }
      this.answeredSentAtMs = sentAtMs;
      waits.end(wait);
      return { ...answer, attempts };
    }
  }

  /** The same call at every ingress at once, once each; what was answered. */
  async everywhere<Name extends UnaryRpcName>(call: Call<Name>): Promise<readonly ResponseOf<Name>[]> {
    const answers = await Promise.all(this.clients.map((_, place) => this.attempt(call, place)));
    return answers.flatMap((answer) => ('response' in answer ? [answer.response] : []));
  }

  /**
   * Resolves when no call that was not answered can take effect any more, since its deadline has passed. What was refused
   * or is to be done again later has to wait for that.
   */
  async settled(): Promise<void> {
    const leftMs = this.undecidedUntilMs + CLOCKS_APART_MS - Date.now();
    if (leftMs > 0) await pause(leftMs);
  }

  /** Ends every call, also those that would be made again. */
  close(): void {
    this.isClosed = true;
    for (const client of this.clients) client.close();
  }

  private async attempt<Name extends UnaryRpcName>(
    { rpc, request, sender }: Call<Name>,
    place: number,
  ): Promise<Attempted<ResponseOf<Name>>> {
    const deadline = Date.now() + CALL_MAX_MS;
    const client = this.clients[place]!;
    try {
      return { response: await callUnary(client, { rpc, request, metadata: bearer(sender), options: { deadline } }) };
    } catch (cause) {
      const error = cause as ServiceError;
      const code = error.metadata?.get(ERROR_CODE_KEY)[0];
      if (code !== undefined) return { code: code.toString() };
      if (!UNKNOWN.includes(error.code)) throw cause;
      this.undecidedUntilMs = Math.max(this.undecidedUntilMs, deadline);
      if (this.clients[place] === client && !this.isClosed) {
        client.close();
        this.clients[place] = connect({ address: this.options.addresses[place]! });
      }
      return { unknown: `${status[error.code]} ${error.details}` };
    }
  }
}

const KINDS: Readonly<Partial<Record<UnaryRpcName, CallKind>>> = {
  GetSession: 'read',
  RegisterPolicy: 'registration',
  SuspendSession: 'control',
  ResumeSession: 'control',
  CancelSession: 'control',
};

/** What is asked, in words. */
function described({ rpc, request }: Call<UnaryRpcName>) {
  const { envelope, sessionId } = request as RequestOf<'Send'> & RequestOf<'GetSession'>;
  const messageType = envelope?.messageType ?? '';
  return {
    kind: KINDS[rpc] ?? (messageType === 'Signal' ? 'signal' : 'session call'),
    what: `${rpc} ${messageType}`.trim(),
    sessionId: envelope?.sessionId ?? sessionId ?? '',
    messageId: envelope?.messageId ?? '',
  } as const;
}
