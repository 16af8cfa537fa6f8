/** As much of Kafka's framing as is needed to lose a response and to repeat a request. Package-internal. */

const LENGTH_BYTES = 4;

/** One request or response, length prefix included. */
export class KafkaFrame {
  constructor(readonly bytes: Buffer) {}

  /** Requests only. */
  get apiKey(): number {
    return this.bytes.readInt16BE(LENGTH_BYTES);
  }

  /** Behind the length: at 4 in a request (API key and version come first), at 0 in a response. */
  correlationId(at: number): number {
    return this.bytes.readInt32BE(LENGTH_BYTES + at);
  }
}

/** Cuts a stream of bytes into frames. */
export class FrameCutter {
  private rest: Buffer = Buffer.alloc(0);

  cut(chunk: Buffer, onFrame: (frame: KafkaFrame) => void): void {
    let bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    while (bytes.length >= LENGTH_BYTES) {
      const end = LENGTH_BYTES + bytes.readInt32BE(0);
      if (bytes.length < end) break;
      onFrame(new KafkaFrame(bytes.subarray(0, end)));
      bytes = bytes.subarray(end);
    }
    this.rest = bytes;
  }
}

interface Wanted {
  readonly apiKey: number;
  readonly resolve: () => void;
}

/** Which responses are to be lost and which requests to come twice, over all connections of a proxy. */
export class KafkaFrames {
  private readonly swallowed: Wanted[] = [];
  private readonly repeated: (Wanted & { readonly afterMs: number })[] = [];

  swallowNext(apiKey: number): Promise<void> {
    return new Promise((resolve) => this.swallowed.push({ apiKey, resolve }));
  }

  repeatNext(apiKey: number, afterMs: number): Promise<void> {
    return new Promise((resolve) => this.repeated.push({ apiKey, afterMs, resolve }));
  }

  shouldSwallow(apiKey: number): boolean {
    return take(this.swallowed, apiKey) !== undefined;
  }

  /** How much later the copy of this request is to come; `undefined` = there is none. */
  repeatedAfterMs(apiKey: number): number | undefined {
    return take(this.repeated, apiKey)?.afterMs;
  }
}

function take<Entry extends Wanted>(wanted: Entry[], apiKey: number): Entry | undefined {
  const index = wanted.findIndex((entry) => entry.apiKey === apiKey);
  if (index < 0) return undefined;
  const [found] = wanted.splice(index, 1) as [Entry];
  found.resolve();
  return found;
}
