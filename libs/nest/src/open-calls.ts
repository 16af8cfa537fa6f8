/**
 * The calls that are open, so that a server which leaves (runtime specification §11.2) ends them itself. A torn connection
 * tells a client CANCELLED, as if it had cancelled; UNAVAILABLE without a MACP code tells it to come back, and that the
 * outcome of a request is not known.
 */
import { status } from '@grpc/grpc-js';
import type {
  MethodDefinition,
  UntypedHandleCall,
  handleServerStreamingCall,
  handleUnaryCall,
  sendUnaryData,
} from '@grpc/grpc-js';

const LEAVING = { code: status.UNAVAILABLE, details: 'the server is shutting down' };

type UnaryHandler = handleUnaryCall<unknown, unknown>;
type StreamHandler = handleServerStreamingCall<unknown, unknown>;

export class OpenCalls {
  /** Invariant: one entry per call that has not ended; each ends its call. */
  private readonly enders = new Set<() => void>();

  /** Calls open now. */
  get size(): number {
    return this.enders.size;
  }

  /** The handler of an RPC, its calls known from their beginning to their end. */
  watch(
    handler: UntypedHandleCall,
    { requestStream, responseStream }: Pick<MethodDefinition<unknown, unknown>, 'requestStream' | 'responseStream'>,
  ): UntypedHandleCall {
    if (responseStream) return this.watchStream(handler as StreamHandler) as UntypedHandleCall;
    return requestStream ? handler : (this.watchUnary(handler as UnaryHandler) as UntypedHandleCall);
  }

  /** Ends every open call with UNAVAILABLE; what is written on one before still goes out. */
  endAll(): void {
    for (const end of [...this.enders]) end();
  }

  private watchUnary(handler: UnaryHandler): UnaryHandler {
    return (call, answer) => {
      const done: sendUnaryData<unknown> = (error, value, trailer, flags) => {
        if (this.enders.delete(end)) answer(error, value, trailer, flags);
      };
      const end = (): void => done(LEAVING);
      this.enders.add(end);
      try {
        handler(call, done);
      } catch (cause) {
        this.enders.delete(end);
        throw cause;
      }
    };
  }

  private watchStream(handler: StreamHandler): StreamHandler {
    return (call) => {
      const end = (): void => {
        if (this.enders.delete(end)) call.emit('error', LEAVING);
      };
      const forget = (): void => void this.enders.delete(end);
      call.on('finish', forget);
      call.on('cancelled', forget);
      call.on('error', forget);
      this.enders.add(end);
      handler(call);
    };
  }
}
