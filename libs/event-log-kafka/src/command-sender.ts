/**
 * The sending side of one partition of commands: what comes while a record is on its way travels together in the next one,
 * so there is one record in flight, and the order of commands is the order of their `enqueue`s. When a result is unknown,
 * everything that waits behind fails with it, in order: whoever sends again starts with the oldest.
 */
import { AppendRefused, AppendUnknown, RECORD_BYTES_MAX } from '@macp/event-log';
import type { CommandEnvelope } from '@macp/event-log';
import type { CombinedProduce } from './combined-produce.js';
import { COMMANDS_PER_RECORD_MAX, CommandBatchWriter, commandBytesMax } from './command-batch.js';
import type { LogTail } from './log-tail.js';

const RECORD_BYTES_WANTED_MAX = 512 * 1024;

interface Settling {
  readonly resolve: (offset: number) => void;
  readonly reject: (cause: Error) => void;
}

class OpenRecord {
  readonly writer: CommandBatchWriter;
  readonly settling: Settling[] = [];

  constructor(expectedBytes: number) {
    this.writer = new CommandBatchWriter(expectedBytes);
  }

  /** Always takes the first command. */
  hasRoom(bytes: number): boolean {
    if (this.settling.length === 0) return true;
    const fits = this.writer.length + bytes <= RECORD_BYTES_WANTED_MAX;
    return fits && this.settling.length < COMMANDS_PER_RECORD_MAX;
  }
}

export class CommandSender {
  /** Records that are not on their way yet, oldest first; only the last takes commands. */
  #waiting: OpenRecord[] = [];
  #isBusy = false;
  /** Of the next record: as much as the last ones had, and a quarter more. */
  #expectedBytes = 0;

  constructor(
    private readonly produces: CombinedProduce,
    /** Who consumes in this process gets a record without fetching it. */
    private readonly tail: LogTail,
  ) {}

  /** Resolves with the command's offset. @throws AppendRefused, AppendUnknown */
  enqueue(command: Omit<CommandEnvelope<unknown>, 'body'>, body: Uint8Array): Promise<number> {
    const bytes = commandBytesMax(command, body);
    if (bytes > RECORD_BYTES_MAX) return Promise.reject(new AppendRefused('record-too-large'));
    let record = this.#waiting.at(-1);
    if (record === undefined || !record.hasRoom(bytes)) {
      record = new OpenRecord(this.#expectedBytes);
      this.#waiting.push(record);
    }
    record.writer.add(command, body);
    const { settling } = record;
    return new Promise((resolve, reject) => {
      settling.push({ resolve, reject });
      this.#send();
    });
  }

  #send(): void {
    const record = this.#waiting[0];
    if (this.#isBusy || record === undefined) return;
    this.#isBusy = true;
    this.produces.put({
      topic: this.tail.topic,
      partition: this.tail.partition,
      bytesMax: Math.max(record.writer.length, RECORD_BYTES_WANTED_MAX),
      take: () => {
        // Until now commands could still join.
        this.#waiting.shift();
        this.#expectedBytes = (this.#expectedBytes + record.writer.length * 1.25) >> 1;
        return record.writer.bytes;
      },
      landed: (offset) => {
        this.tail.appended(offset, record.writer.bytes);
        for (const [index, { resolve }] of record.settling.entries()) resolve(offset * COMMANDS_PER_RECORD_MAX + index);
        this.#isBusy = false;
        this.#send();
      },
      failed: (cause) => this.#fail(record, cause),
    });
  }

  #fail(record: OpenRecord, cause: Error): void {
    const failed = [record];
    if (this.#waiting[0] === record) this.#waiting.shift();
    if (cause instanceof AppendUnknown) failed.push(...this.#waiting.splice(0));
    for (const { settling } of failed) for (const { reject } of settling) reject(cause);
    this.#isBusy = false;
    // The next request is put together in a later turn: by then all of these have been told.
    this.#send();
  }
}
