/**
 * Many commands in one record: a format version, then one command after the other. Commands keep the order in which they
 * were added; a reader of an older build tells a newer format from damage.
 */
import { UnknownFormat } from '@macp/event-log';
import type { CommandEnvelope } from '@macp/event-log';
import { WireReader } from './wire-reader.js';
import { WireWriter } from './wire-writer.js';

const FORMAT_VERSION = 1;
/** Also how many offsets one record has for its commands. */
export const COMMANDS_PER_RECORD_MAX = 4096;
const SAME_REPLY_TO = 0;
const OTHER_REPLY_TO = 1;
const EXPECTED_BYTES_MIN = 4096;

/** Bytes of commands' bodies, and back. */
export interface CommandBodyCodec<Command> {
  encode(command: Command): Uint8Array;
  /** `bytes` must not be written to. @throws when they are no command */
  decode(bytes: Uint8Array): Command;
}

/** The record is no batch of commands. */
export class CorruptCommands extends Error {
  override readonly name = 'CorruptCommands';
}

/** One batch that is being filled. */
export class CommandBatchWriter {
  readonly #writer: WireWriter;
  #replyTo: string | undefined;

  /** Up to `expectedBytes` it fills one buffer; beyond, it goes on in larger ones. */
  constructor(expectedBytes = EXPECTED_BYTES_MIN) {
    this.#writer = new WireWriter(Math.max(expectedBytes, EXPECTED_BYTES_MIN)).int8(FORMAT_VERSION);
  }

  get bytes(): Uint8Array {
    return this.#writer.bytes;
  }

  get length(): number {
    return this.#writer.length;
  }

  add({ correlationId, replyTo, expiresAtMs }: Omit<CommandEnvelope<unknown>, 'body'>, body: Uint8Array): void {
    const writer = this.#writer.shortText(correlationId);
    // Nearly always the same ingress.
    if (replyTo === this.#replyTo) writer.int8(SAME_REPLY_TO);
    else writer.int8(OTHER_REPLY_TO).shortText(replyTo);
    this.#replyTo = replyTo;
    writer.float64(expiresAtMs).uvarint(body.length).raw(body);
  }
}

/** Bytes that `add` needs at most. */
export function commandBytesMax(
  { correlationId, replyTo }: Omit<CommandEnvelope<unknown>, 'body'>,
  body: Uint8Array,
): number {
  const numbers = 24;
  return numbers + Buffer.byteLength(correlationId) + Buffer.byteLength(replyTo) + body.length;
}

/** A command whose body is still encoded, a view of the record. */
export type RawCommand = CommandEnvelope<Uint8Array>;

/** @throws CorruptCommands, UnknownFormat */
export function readCommandBatch(record: Uint8Array): RawCommand[] {
  const reader = new WireReader(Buffer.from(record.buffer, record.byteOffset, record.byteLength));
  const commands: RawCommand[] = [];
  try {
    const version = reader.int8();
    if (version > FORMAT_VERSION) throw new UnknownFormat(version);
    if (version !== FORMAT_VERSION) throw new CorruptCommands(`a batch of commands does not start with ${version}`);
    let replyTo = '';
    while (reader.remaining > 0) {
      const correlationId = reader.shortText();
      if (reader.int8() === OTHER_REPLY_TO) replyTo = reader.shortText();
      const expiresAtMs = reader.float64();
      commands.push({ correlationId, replyTo, expiresAtMs, body: reader.bytes(reader.uvarint()) });
    }
  } catch (cause) {
    if (cause instanceof UnknownFormat || cause instanceof CorruptCommands) throw cause;
    throw new CorruptCommands('a batch of commands is cut short', { cause });
  }
  if (commands.length === 0 || commands.length > COMMANDS_PER_RECORD_MAX) {
    throw new CorruptCommands(`a batch of ${commands.length} commands`);
  }
  return commands;
}
