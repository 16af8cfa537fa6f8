/** As much of Kafka's framing as is needed to take a response out of a stream. Package-internal. */

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

/** Which responses are to be lost, over all connections of a proxy. */
export class KafkaFrames {
  private readonly wanted: { readonly apiKey: number; readonly resolve: () => void }[] = [];

  swallowNext(apiKey: number): Promise<void> {
    return new Promise((resolve) => this.wanted.push({ apiKey, resolve }));
  }

  shouldSwallow(apiKey: number): boolean {
    const index = this.wanted.findIndex((entry) => entry.apiKey === apiKey);
    if (index < 0) return false;
    this.wanted.splice(index, 1)[0]!.resolve();
    return true;
  }
}
