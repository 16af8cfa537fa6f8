/**
 * What the numbers are compared with: gRPC servers of the same service definition and codecs that decide nothing. `echo`
 * answers every message with an Ack; `fdatasync` first appends it to one file and flushes it, one message after another.
 */
import { open } from 'node:fs/promises';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import type { ServiceError, UntypedHandleCall, handleUnaryCall } from '@grpc/grpc-js';
import { SessionState } from '@macp/proto';
import type { macp } from '@macp/proto';
import { runtimeService } from '@macp/wire';
import { PARTICIPANTS } from './decision-session.js';

/** A running baseline. */
export interface Baseline {
  /** `host:port`. */
  readonly address: string;
  stop(): Promise<void>;
}

type Send = handleUnaryCall<macp.v1.SendRequest, macp.v1.SendResponseInit>;
type GetSession = handleUnaryCall<macp.v1.GetSessionRequest, macp.v1.GetSessionResponseInit>;

/** Takes a message in; resolves when it may be answered. */
type Append = (envelope: macp.v1.Envelope) => Promise<void>;

function ackOf({ sessionId, messageId }: macp.v1.Envelope): macp.v1.SendResponseInit {
  const sessionState = SessionState.SESSION_STATE_OPEN;
  return { ack: { ok: true, messageId, sessionId, acceptedAtUnixMs: Date.now(), sessionState } };
}

const echo: Send = (call, answer) => answer(null, ackOf(call.request.envelope!));

function afterAppend(append: Append): Send {
  return (call, answer) => {
    const envelope = call.request.envelope!;
    append(envelope).then(
      () => answer(null, ackOf(envelope)),
      (cause: unknown) => answer(cause as ServiceError),
    );
  };
}

const getSession: GetSession = ({ request: { sessionId } }, answer) => {
  const state = SessionState.SESSION_STATE_RESOLVED;
  const participants = [...PARTICIPANTS];
  answer(null, { metadata: { sessionId, mode: 'macp.mode.decision.v1', state, participants, modeVersion: '1.0.0' } });
};

/** Appends to `path`, every message flushed with fdatasync before the next one is written. */
async function openSyncedFile(path: string): Promise<{ readonly append: Append; close(): Promise<void> }> {
  const file = await open(path, 'a');
  let last = Promise.resolve();
  const append: Append = (envelope) => {
    last = last.then(async () => {
      await file.write(runtimeService.Send.requestSerialize({ envelope }));
      await file.datasync();
    });
    return last;
  };
  return { append, close: () => file.close() };
}

/** Starts a baseline on a free port of the loopback address; with a `path` it is `fdatasync`, without one `echo`. */
export async function startBaseline(path?: string): Promise<Baseline> {
  const file = path === undefined ? undefined : await openSyncedFile(path);
  const send = file === undefined ? echo : afterAppend(file.append);
  const server = new Server();
  const { Send, GetSession } = runtimeService;
  server.addService(
    { Send, GetSession },
    { Send: send as UntypedHandleCall, GetSession: getSession as UntypedHandleCall },
  );
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  const stop = async (): Promise<void> => {
    server.forceShutdown();
    await file?.close();
  };
  return { address: `127.0.0.1:${port}`, stop };
}
