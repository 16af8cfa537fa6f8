/**
 * Puts together the answers of one broker from the pieces in which they come: each is copied once, to where it stays. The
 * piece is its owner's again at once, so that a socket can read into the same memory for ever; a piece of its own for each
 * read, and another copy of all pieces of an answer, was half of what a busy reader left to the collector.
 */
const SIZE_BYTES = 4;
const CORRELATION_ID_BYTES = 4;
/** No broker has that much to say to anything that is asked here: it is no answer, and no memory is kept for it. */
const ANSWER_BYTES_MAX = 256 * 1024 * 1024;

/** An answer, behind its size. */
export interface BrokerAnswer {
  readonly size: number;
  readonly correlationId: number;
  readonly payload: Buffer;
}

/** What comes is not the wire of Kafka: nothing behind it can be told apart. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

export class AnswerReader {
  readonly #size = Buffer.alloc(SIZE_BYTES);
  /** Of `#size`, how much has come. */
  #sized = 0;
  #answer: Buffer | undefined;
  /** Of `#answer`, how much has come. */
  #filled = 0;

  constructor(private readonly onAnswer: (answer: BrokerAnswer) => void) {}

  /** Part of an answer has come. */
  get isInside(): boolean {
    return this.#sized > 0;
  }

  /** Gives every answer that ends in `piece`, in order. @throws NoAnswer */
  take(piece: Buffer): void {
    for (let at = 0; at < piece.length;) {
      at += this.#answer === undefined ? this.#takeSize(piece, at) : this.#fill(this.#answer, piece, at);
    }
  }

  #takeSize(piece: Buffer, from: number): number {
    const taken = piece.copy(this.#size, this.#sized, from);
    this.#sized += taken;
    if (this.#sized < SIZE_BYTES) return taken;
    const size = this.#size.readInt32BE(0);
    if (size < CORRELATION_ID_BYTES || size > ANSWER_BYTES_MAX) {
      throw new NoAnswer(`the broker announces an answer of ${size} bytes`);
    }
    this.#answer = Buffer.allocUnsafe(size);
    this.#filled = 0;
    return taken;
  }

  #fill(answer: Buffer, piece: Buffer, from: number): number {
    const taken = piece.copy(answer, this.#filled, from);
    this.#filled += taken;
    if (this.#filled < answer.length) return taken;
    this.#answer = undefined;
    this.#sized = 0;
    const [size, correlationId] = [answer.length, answer.readInt32BE(0)];
    this.onAnswer({ size, correlationId, payload: answer.subarray(CORRELATION_ID_BYTES) });
    return taken;
  }
}
