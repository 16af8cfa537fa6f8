/**
 * Nobody holds memory with a message that never comes in full (runtime specification §8: the time-out lasts up to the
 * response head). Where a request is one message, it has to be there in time; on a stream, time counts from the first
 * byte of a message to its last, so that a stream on which nothing is said stays.
 */
import { status } from '@grpc/grpc-js';
import type { ServerInterceptingCall, ServerInterceptor } from '@grpc/grpc-js';
import { constants } from 'node:http2';
import type { ServerHttp2Stream } from 'node:http2';
import { invariant } from '@macp/kernel';

/** What grpc-js knows of a call below its interceptors; it has no public way to see how far a request has come. */
interface Insides {
  readonly stream?: ServerHttp2Stream;
  readonly decoder?: MessageDecoder;
}

interface MessageDecoder {
  /** 0 between two messages. */
  readonly readState: number;
  /** The messages that are complete with these bytes. */
  write(bytes: Buffer): readonly Buffer[];
}

const TIMED_OUT = { code: status.CANCELLED, details: 'Timeout expired' };

/** Ends calls whose request, or whose next message, does not come in full within `withinMs`, and frees what has come. */
export function endHalfSent(withinMs: number, farewellMs: number): ServerInterceptor {
  return ({ requestStream }, call) => {
    // The first of the interceptors gets the call itself.
    const { stream, decoder } = call as unknown as Insides;
    invariant(stream !== undefined && decoder?.readState === 0, 'grpc-js decodes requests somewhere else');
    const arrival = new Arrival({ stream, isStream: requestStream, withinMs, farewellMs }, () =>
      call.sendStatus(TIMED_OUT),
    );
    if (requestStream) followMessages(decoder, arrival);
    else {
      arrival.await();
      stream.once('end', () => arrival.isHere());
    }
    stream.once('close', () => arrival.isHere());
    return call as unknown as ServerInterceptingCall;
  };
}

function followMessages(decoder: MessageDecoder, arrival: Arrival): void {
  const write = decoder.write.bind(decoder);
  decoder.write = (bytes) => {
    try {
      const messages = write(bytes);
      if (messages.length > 0) arrival.isHere();
      return messages;
    } finally {
      // Also of a message that is refused as too large: whoever sends it may never end the stream.
      if (decoder.readState !== 0) arrival.await();
    }
  };
}

interface ArrivalOptions {
  readonly stream: ServerHttp2Stream;
  readonly isStream: boolean;
  readonly withinMs: number;
  readonly farewellMs: number;
}

/** The time that is left for what was begun. */
class Arrival {
  private timer: NodeJS.Timeout | undefined;

  /** `refuse` ends the call, unless it has been answered. */
  constructor(
    private readonly options: ArrivalOptions,
    private readonly refuse: () => void,
  ) {}

  await(): void {
    this.timer ??= setTimeout(() => this.expire(), this.options.withinMs);
  }

  isHere(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private expire(): void {
    const { stream, isStream, farewellMs } = this.options;
    this.timer = undefined;
    if (isStream && stream.isPaused()) {
      // It is the server that does not take any more in at the moment.
      this.await();
      return;
    }
    this.refuse();
    this.timer = setTimeout(() => letGo(stream), farewellMs);
  }
}

/** Until its stream is closed, grpc-js keeps what came of a call that has ended. */
function letGo(stream: ServerHttp2Stream): void {
  if (stream.writableFinished) stream.close(constants.NGHTTP2_NO_ERROR);
  else stream.destroy();
}
