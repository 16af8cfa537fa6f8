/** The inner modules of kafkajs 2.2.4 that `kafka-link.ts` builds on. The version is pinned: these shapes are its. */
declare module 'kafkajs/src/network/connection.js' {
  import type { Socket } from 'node:net';

  interface InnerLogger {
    namespace(): InnerLogger;
    debug(message: string, extra?: object): void;
    info(message: string, extra?: object): void;
    warn(message: string, extra?: object): void;
    error(message: string, extra?: object): void;
  }

  interface ConnectionOptions {
    host: string;
    port: number;
    logger: InnerLogger;
    socketFactory: (target: { host: string; port: number; ssl: object | null; onConnect: () => void }) => Socket;
    requestTimeout: number;
    enforceRequestTimeout: boolean;
    connectionTimeout: number;
    ssl: object | null;
    sasl: object | null;
    clientId: string;
  }

  export interface ProtocolRequest {
    request: {
      apiKey: number;
      apiVersion: number;
      apiName: string;
      expectResponse?: () => boolean;
      encode: () => Promise<{ buf: Buffer; buffer: Buffer; size(): number }>;
    };
    response: { decode: (raw: Buffer) => Promise<unknown>; parse: (data: never) => Promise<unknown> };
    logResponseError?: boolean;
  }

  export interface PushedRequest {
    entry: {
      apiKey: number;
      apiVersion: number;
      apiName: string;
      correlationId: number;
      /** `payload` is the answer behind its correlation id. */
      resolve: (answer: { payload: Buffer }) => void;
      reject: (cause: Error) => void;
    };
    expectResponse: boolean;
    requestTimeout: number | null;
    sendRequest: () => void;
  }

  class Connection {
    constructor(options: ConnectionOptions);
    connect(): Promise<boolean>;
    disconnect(): Promise<boolean>;
    authenticate(): Promise<void>;
    isConnected(): boolean;
    setVersions(versions: Record<number, { minVersion: number; maxVersion: number }>): void;
    setSupportAuthenticationProtocol(isSupported: boolean): void;
    send(request: ProtocolRequest): Promise<unknown>;
    rejectRequests(error: Error): void;
    /** False without SASL, and shortly before the end of a session. */
    isAuthenticated(): boolean;
    nextCorrelationId(): number;
    /** There while a question of SASL waits for its answer. */
    readonly authHandlers: object | null;
    processData(piece: Buffer): void;
    readonly requestQueue: {
      push(request: PushedRequest): void;
      fulfillRequest(answer: { size: number; correlationId: number; payload: Buffer }): void;
      scheduleCheckPendingRequests: () => void;
      maybeThrottle: (throttleTimeMs: number | null | undefined) => void;
    };
  }
  export default Connection;
}

declare module 'kafkajs/src/protocol/requests/index.js' {
  import type { ProtocolRequest } from 'kafkajs/src/network/connection.js';

  type Protocol = (options: { version: number }) => (request: object) => ProtocolRequest;
  const requests: { readonly requests: Record<string, { readonly protocol: Protocol } | undefined> };
  export default requests;
}
