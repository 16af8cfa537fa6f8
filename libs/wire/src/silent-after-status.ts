/**
 * A call that has its status says nothing more. grpc-js (1.x) ends a stream itself when a message of the client cannot be
 * decoded, while the handler, which hears of it only later, may still be writing; what is written to the ended HTTP/2 stream
 * then puts it into an error in which its trailers are never sent, and the client would wait for them for ever.
 */
import type { ServerInterceptingCall, ServerInterceptor } from '@grpc/grpc-js';

/** What grpc-js calls for itself as well as for handlers. */
type Sending = Pick<ServerInterceptingCall, 'sendStatus' | 'sendMessage'>;

/** Drops messages that are sent behind the status of their call. Only among interceptors that pass on the call itself. */
export const silentAfterStatus: ServerInterceptor = (_method, call) => {
  const sending: Sending = call;
  const sendStatus = sending.sendStatus.bind(call);
  const sendMessage = sending.sendMessage.bind(call);
  let hasStatus = false;
  sending.sendStatus = (status) => {
    hasStatus = true;
    sendStatus(status);
  };
  sending.sendMessage = (message, sent) => {
    if (hasStatus) sent();
    else sendMessage(message, sent);
  };
  return call as ServerInterceptingCall;
};
