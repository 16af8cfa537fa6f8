/**
 * One authenticated connection to one broker. The only module that reaches into kafkajs (2.2.4, pinned): its connection
 * does sockets, waiting requests and SASL, and its codecs the requests that are rare; what is on the hot path has codecs
 * of our own, is written once, into the bytes that go out, and is read once, into the answer that it is of. A request
 * without an answer in time, whatever the wall clock does, closes the link, so that nobody queues behind a dead peer; a
 * broker that slows this client down (KIP-219) is given as much longer.
 */
import { connect as connectPlain, isIP } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ConnectionOptions as TlsOptions } from 'node:tls';
import { invariant } from '@macp/kernel';
import Connection from 'kafkajs/src/network/connection.js';
import innerRequests from 'kafkajs/src/protocol/requests/index.js';
import { AnswerReader, NoAnswer } from './answer-reader.js';
import { KafkaUnavailable, toKafkaError } from './kafka-errors.js';
import type { KafkaSasl } from './kafka-settings.js';
import { WireReader } from './wire-reader.js';
import { WireWriter } from './wire-writer.js';

const API_VERSIONS_KEY = 18;
/** A broker that says that it reads nothing for longer than this is not waited for any longer than this. */
const SLOWED_MAX_MS = 60_000;
const INT32_BYTES = 4;
/** What surrounds the body of a request, with a client id of usual length. */
const FRAME_BYTES = 512;
/** A larger buffer is left to the collector once its request has left. */
const KEPT_FRAME_BYTES = 8 * 1024 * 1024;
/** What one read of a socket brings at most. */
const READ_BYTES = 128 * 1024;

/** A request with codecs of our own. */
export interface WireRequest<Result> {
  readonly apiKey: number;
  readonly apiVersion: number;
  readonly name: string;
  /** Whether header and body are of the flexible kind (KIP-482). */
  readonly isFlexible: boolean;
  /** Added to the link's time-out: how long the broker may hold the answer back on purpose. */
  readonly heldMs?: number;
  /** Where the answer says for how long the broker will read nothing more; by default at its start. */
  readonly throttleTimeAt?: 'start' | 'end' | 'nowhere';
  /** Expected size of the body. */
  readonly bytes?: number;
  write(writer: WireWriter): void;
  read(reader: WireReader): Result;
}

export interface KafkaLinkOptions {
  readonly host: string;
  readonly port: number;
  readonly clientId: string;
  readonly tls: TlsOptions | undefined;
  readonly sasl: KafkaSasl | undefined;
  readonly connectTimeoutMs: number;
  readonly requestTimeoutMs: number;
}

type VersionRange = { minVersion: number; maxVersion: number };

const apiVersions: WireRequest<[number, VersionRange][]> = {
  apiKey: API_VERSIONS_KEY,
  apiVersion: 0,
  name: 'ApiVersions',
  isFlexible: false,
  throttleTimeAt: 'nowhere',
  write: () => undefined,
  read: (reader) => {
    const code = reader.int16();
    if (code !== 0) throw new KafkaUnavailable(`the broker does not tell its versions: error ${code}`);
    return reader.array((each) => [each.int16(), { minVersion: each.int16(), maxVersion: each.int16() }]);
  },
};

export class KafkaLink {
  readonly #connection: Connection;
  readonly #options: KafkaLinkOptions;
  readonly #answers = new AnswerReader((answer) => this.#connection.requestQueue.fulfillRequest(answer));
  #socket: Socket | undefined;
  /** Of a request that has left: the next one is written into its buffer. */
  #spareFrame: WireWriter | undefined;
  #versions = new Map<number, VersionRange>();
  #isClosed = false;
  /** By the clock that never jumps: until then the broker reads nothing of this link. */
  #slowedUntilMs = -Infinity;

  private constructor(options: KafkaLinkOptions) {
    this.#options = options;
    const { host, port, clientId, tls, sasl, connectTimeoutMs, requestTimeoutMs } = options;
    this.#connection = new Connection({
      host,
      port,
      clientId,
      ssl: tls ?? null,
      // kafkajs keeps its mechanism in this object.
      sasl: sasl === undefined ? null : { ...sasl },
      connectionTimeout: connectTimeoutMs,
      requestTimeout: requestTimeoutMs,
      // By the wall clock, which may be set while a request is on its way.
      enforceRequestTimeout: false,
      logger: this.#innerLogger(),
      socketFactory: (target) => this.#createSocket(target),
    });
    const { requestQueue } = this.#connection;
    // Only ever needed with a bound on requests in flight or throttling by the client, both unused; it arms a timer per
    // response, with a negative delay that newer Node.js versions warn of.
    requestQueue.scheduleCheckPendingRequests = () => undefined;
    // Nothing is held back here, where nobody would send it later: the broker reads it when it wants to.
    requestQueue.maybeThrottle = (throttleTimeMs) => this.#slowDown(throttleTimeMs ?? 0);
  }

  /** Connects and authenticates. @throws KafkaUnavailable */
  static async open(options: KafkaLinkOptions): Promise<KafkaLink> {
    const link = new KafkaLink(options);
    try {
      await link.#connection.connect();
      link.#versions = new Map(await link.send(apiVersions));
      link.#connection.setVersions(Object.fromEntries(link.#versions));
      link.#connection.setSupportAuthenticationProtocol(true);
      await link.#within('authentication', options.requestTimeoutMs, () => link.#connection.authenticate());
      return link;
    } catch (cause) {
      link.close();
      throw new KafkaUnavailable(`no connection to ${options.host}:${options.port}`, { cause });
    }
  }

  get isOpen(): boolean {
    return !this.#isClosed;
  }

  /** @throws KafkaUnavailable no answer, KafkaError as `read` finds in the answer. */
  async send<Result>(request: WireRequest<Result>): Promise<Result> {
    this.#checkVersion(request.apiKey, request.apiVersion, request.name);
    const payload = await this.#exchange(request.name, request.heldMs, () => this.#sendFrame(request));
    const reader = new WireReader(payload);
    if (request.isFlexible) reader.tags();
    const { throttleTimeAt = 'start' } = request;
    const at = throttleTimeAt === 'start' ? reader.position : payload.length - INT32_BYTES;
    if (throttleTimeAt !== 'nowhere') this.#slowDown(payload.readInt32BE(at));
    return request.read(reader);
  }

  /** A request in kafkajs' own codec, which throws on any error code. @throws KafkaUnavailable, KafkaError */
  async sendInner(name: string, version: number, body: object, heldMs = 0): Promise<unknown> {
    const codec = innerRequests.requests[name];
    invariant(codec !== undefined, `kafkajs has no request ${name}`);
    const protocol = codec.protocol({ version })(body);
    this.#checkVersion(protocol.request.apiKey, version, name);
    return this.#exchange(name, heldMs, () => this.#connection.send({ ...protocol, logResponseError: false }));
  }

  /** Whoever waits for an answer is told that there will be none. */
  close(why = 'the connection was closed'): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#connection.rejectRequests(new Error(why));
    void this.#connection.disconnect();
    this.#socket?.destroy();
  }

  #slowDown(throttleTimeMs: number): void {
    if (throttleTimeMs <= 0) return;
    const untilMs = performance.now() + Math.min(throttleTimeMs, SLOWED_MAX_MS);
    this.#slowedUntilMs = Math.max(this.#slowedUntilMs, untilMs);
  }

  /** As kafkajs sends its own requests, but without its two copies of each. Resolves with the body of the answer. */
  async #sendFrame(request: WireRequest<unknown>): Promise<Buffer> {
    const connection = this.#connection;
    const { apiKey, apiVersion, name: apiName } = request;
    const frame = this.#frame((request.bytes ?? 0) + FRAME_BYTES);
    const sizeAt = frame.reserve32();
    frame.int16(apiKey).int16(apiVersion);
    const correlationAt = frame.reserve32();
    frame.string(this.#options.clientId);
    if (request.isFlexible) frame.noTags();
    request.write(frame);
    // Brokers give SASL sessions an end (KIP-368).
    if (this.#options.sasl !== undefined && apiKey !== API_VERSIONS_KEY && !connection.isAuthenticated()) {
      await connection.authenticate();
      if (this.#isClosed) throw new KafkaUnavailable('the connection is closed');
    }
    return new Promise((resolve, reject) => {
      const correlationId = connection.nextCorrelationId();
      frame.fill32(sizeAt, frame.length - INT32_BYTES);
      frame.fill32(correlationAt, correlationId);
      connection.requestQueue.push({
        entry: { apiKey, apiVersion, apiName, correlationId, resolve: ({ payload }) => resolve(payload), reject },
        expectResponse: true,
        requestTimeout: null,
        sendRequest: () =>
          this.#socket!.write(frame.bytes, (fault) => {
            if (fault === null || fault === undefined) this.#keepFrame(frame);
          }),
      });
    });
  }

  #frame(bytes: number): WireWriter {
    const spare = this.#spareFrame;
    if (spare === undefined || spare.capacity < bytes) return new WireWriter(bytes);
    this.#spareFrame = undefined;
    spare.clear();
    return spare;
  }

  #keepFrame(frame: WireWriter): void {
    const { capacity } = frame;
    if (capacity <= KEPT_FRAME_BYTES && capacity > (this.#spareFrame?.capacity ?? 0)) this.#spareFrame = frame;
  }

  async #exchange<Answer>(name: string, heldMs: number | undefined, send: () => Promise<Answer>): Promise<Answer> {
    if (this.#isClosed) throw new KafkaUnavailable('the connection is closed');
    const slowedMs = Math.max(0, this.#slowedUntilMs - performance.now());
    const withinMs = this.#options.requestTimeoutMs + (heldMs ?? 0) + slowedMs;
    try {
      return await this.#within(name, withinMs, send);
    } catch (cause) {
      const error = toKafkaError(cause);
      if (error instanceof KafkaUnavailable) this.close();
      throw error;
    }
  }

  /** Closes the link, which ends everything that waits for an answer, when `task` takes longer. */
  async #within<Result>(what: string, ms: number, task: () => Promise<Result>): Promise<Result> {
    const timer = setTimeout(() => this.close(`${what} has no answer after ${Math.ceil(ms)} ms`), ms);
    try {
      return await task();
    } finally {
      clearTimeout(timer);
    }
  }

  #checkVersion(apiKey: number, version: number, name: string): void {
    const range = this.#versions.get(apiKey);
    if (apiKey === API_VERSIONS_KEY) return;
    if (range === undefined || version < range.minVersion || version > range.maxVersion) {
      const { host, port } = this.#options;
      throw new KafkaUnavailable(`the broker ${host}:${port} does not speak ${name} version ${version}`);
    }
  }

  #createSocket({ host, port, onConnect }: { host: string; port: number; onConnect: () => void }): Socket {
    const { tls } = this.#options;
    const target = { host, port, onread: { buffer: Buffer.allocUnsafeSlow(READ_BYTES), callback: this.#onRead } };
    const name = isIP(host) === 0 ? { servername: host } : {};
    const socket =
      tls === undefined ? connectPlain(target, onConnect) : connectTls({ ...target, ...name, ...tls }, onConnect);
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 30_000);
    socket.once('close', () => this.close());
    this.#socket = socket;
    return socket;
  }

  /** Another read goes into the same memory. */
  readonly #onRead = (bytes: number, memory: Uint8Array): boolean => {
    const piece = Buffer.from(memory.buffer, memory.byteOffset, bytes);
    // kafkajs takes the next piece for the answer to its question, and may keep it.
    if (this.#connection.authHandlers !== null && !this.#answers.isInside) {
      this.#connection.processData(Buffer.from(piece));
      return true;
    }
    try {
      this.#answers.take(piece);
    } catch (cause) {
      if (!(cause instanceof NoAnswer)) throw cause;
      this.close(cause.message);
    }
    return true;
  };

  #innerLogger(): ConstructorParameters<typeof Connection>[0]['logger'] {
    const silent = (): void => undefined;
    // What goes wrong reaches whoever asked, and is logged there.
    const logger = { namespace: () => logger, debug: silent, info: silent, warn: silent, error: silent };
    return logger;
  }
}
