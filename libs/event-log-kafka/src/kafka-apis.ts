/**
 * Codecs of the requests that are frequent, or that kafkajs does not speak: metadata with topic ids (KIP-516), produce with
 * a result per partition, fetch and offsets.
 */
import type { WireRequest } from './kafka-link.js';
import { readBatches } from './record-batch.js';
import type { ReadBatch } from './record-batch.js';
import type { WireReader } from './wire-reader.js';
import type { WireWriter } from './wire-writer.js';

const NO_TOPIC_ID = Buffer.alloc(16);
const ALL_REPLICAS = -1;
const CONSUMER = -1;
const UNKNOWN_EPOCH = -1;

export interface BrokerAddress {
  readonly nodeId: number;
  readonly host: string;
  readonly port: number;
}

export interface TopicMetadata {
  readonly code: number;
  readonly topic: string;
  /** As 32 hexadecimal digits; a topic that is deleted and created again has another one. */
  readonly topicId: string;
  /** Node id of each partition's leader; -1 without one. */
  readonly leaders: readonly number[];
  /** How often each partition's leader was elected; a broker that is cut off from the others tells of fewer elections. */
  readonly epochs: readonly number[];
}

export interface ClusterMetadata {
  readonly brokers: readonly BrokerAddress[];
  readonly controllerId: number;
  readonly topics: readonly TopicMetadata[];
}

export function metadataRequest(topics: readonly string[]): WireRequest<ClusterMetadata> {
  return {
    apiKey: 3,
    apiVersion: 10,
    name: 'Metadata',
    isFlexible: true,
    write: (writer) => {
      writer.uvarint(topics.length + 1);
      for (const topic of topics) writer.raw(NO_TOPIC_ID).compactString(topic).noTags();
      writer.int8(0).int8(0).int8(0).noTags();
    },
    read: readMetadata,
  };
}

function readMetadata(reader: WireReader): ClusterMetadata {
  reader.int32();
  const brokers = reader.compactArray((each) => {
    const broker = { nodeId: each.int32(), host: each.compactString() ?? '', port: each.int32() };
    each.compactString();
    each.tags();
    return broker;
  });
  reader.compactString();
  const controllerId = reader.int32();
  return { brokers, controllerId, topics: reader.compactArray(readTopic) };
}

function readTopic(reader: WireReader): TopicMetadata {
  const code = reader.int16();
  const topic = reader.compactString() ?? '';
  const topicId = reader.bytes(16).toString('hex');
  reader.int8();
  const leaders: number[] = [];
  const epochs: number[] = [];
  reader.compactArray((each) => {
    each.int16();
    const partition = each.int32();
    leaders[partition] = each.int32();
    epochs[partition] = each.int32();
    for (let list = 0; list < 3; list += 1) each.compactArray((node) => node.int32());
    each.tags();
  });
  reader.int32();
  reader.tags();
  return { code, topic, topicId, leaders, epochs };
}

/** Bytes of one record batch for a partition, written in place. */
export interface PartitionBatch {
  readonly topic: string;
  readonly partition: number;
  writeBatch(writer: WireWriter): void;
}

export interface ProduceResult {
  readonly topic: string;
  readonly partition: number;
  readonly code: number;
  readonly baseOffset: number;
}

export interface ProduceOptions {
  readonly batches: readonly PartitionBatch[];
  readonly acksTimeoutMs: number;
  readonly transactionalId?: string;
  /** Expected size. */
  readonly bytes: number;
}

/** Waits for all replicas in sync. */
export function produceRequest(options: ProduceOptions): WireRequest<ProduceResult[]> {
  return {
    apiKey: 0,
    apiVersion: 7,
    name: 'Produce',
    isFlexible: false,
    throttleTimeAt: 'end',
    bytes: options.bytes,
    write: (writer) => {
      if (options.transactionalId === undefined) writer.int16(-1);
      else writer.string(options.transactionalId);
      writer.int16(ALL_REPLICAS).int32(options.acksTimeoutMs);
      writer.array(byTopic(options.batches), (_, [topic, batches]) => {
        writer.string(topic).array(batches, (__, batch) => {
          writer.int32(batch.partition);
          const sizeAt = writer.reserve32();
          batch.writeBatch(writer);
          writer.fill32(sizeAt, writer.length - sizeAt - 4);
        });
      });
    },
    read: (reader) => readByTopic(reader, readProduced),
  };
}

function readProduced(reader: WireReader, topic: string): ProduceResult {
  const result = { topic, partition: reader.int32(), code: reader.int16(), baseOffset: reader.int64() };
  reader.skip(16);
  return result;
}

export interface FetchPosition {
  readonly topic: string;
  readonly partition: number;
  readonly fromOffset: number;
}

export interface FetchResult {
  readonly topic: string;
  readonly partition: number;
  readonly code: number;
  /** Next offset to be committed, as of the answer. */
  readonly end: number;
  readonly abortedTransactions: readonly { readonly producerId: bigint; readonly firstOffset: number }[];
  /** The broker has answered with less than there is, to slow this client down. */
  readonly isThrottled: boolean;
  /** Size of what came. */
  readonly bytes: number;
  /** Decodes what came. @throws CorruptBatch */
  readonly batches: () => ReadBatch[];
}

export interface FetchOptions {
  readonly positions: readonly FetchPosition[];
  readonly waitMs: number;
  readonly bytesMax: number;
  readonly partitionBytesMax: number;
  readonly isolation: Isolation;
}

/** `committed` leaves the records of open transactions out; aborted ones are for the reader to drop. */
export type Isolation = 'uncommitted' | 'committed';

/** The first batch of a partition comes whole, however small the limits are. */
export function fetchRequest(options: FetchOptions): WireRequest<FetchResult[]> {
  return {
    apiKey: 1,
    apiVersion: 11,
    name: 'Fetch',
    isFlexible: false,
    heldMs: options.waitMs,
    write: (writer) => {
      writer.int32(CONSUMER).int32(options.waitMs).int32(1).int32(options.bytesMax);
      writer.int8(isolationLevel(options.isolation)).int32(0).int32(-1);
      writer.array(byTopic(options.positions), (_, [topic, positions]) => {
        writer.string(topic).array(positions, (__, { partition, fromOffset }) => {
          writer.int32(partition).int32(UNKNOWN_EPOCH).int64(fromOffset).int64(-1).int32(options.partitionBytesMax);
        });
      });
      writer.int32(0).string('');
    },
    read: (reader) => {
      const isThrottled = reader.int32() > 0;
      const code = reader.int16();
      reader.skip(4);
      return readByTopic(reader, (each, topic) => readFetched(each, topic, { code, isThrottled }));
    },
  };
}

function readFetched(
  reader: WireReader,
  topic: string,
  request: { readonly code: number; readonly isThrottled: boolean },
): FetchResult {
  const partition = reader.int32();
  const code = reader.int16() || request.code;
  const { isThrottled } = request;
  const end = reader.int64();
  reader.skip(16);
  const abortedTransactions = reader.array((each) => ({ producerId: each.bigint64(), firstOffset: each.int64() }));
  reader.int32();
  const recordSet = reader.bytes(Math.max(0, reader.int32()));
  const bytes = recordSet.length;
  return {
    topic,
    partition,
    code,
    end,
    isThrottled,
    abortedTransactions,
    bytes,
    batches: () => readBatches(recordSet),
  };
}

export interface OffsetQuery {
  readonly topic: string;
  readonly partition: number;
}

export interface OffsetResult extends OffsetQuery {
  readonly code: number;
  readonly offset: number;
}

/** `end`: the next offset that readers of this isolation will see. */
export type OffsetKind = 'start' | 'end';

export function offsetsRequest(
  queries: readonly OffsetQuery[],
  kind: OffsetKind,
  isolation: Isolation,
): WireRequest<OffsetResult[]> {
  return {
    apiKey: 2,
    apiVersion: 5,
    name: 'ListOffsets',
    isFlexible: false,
    write: (writer) => {
      writer.int32(CONSUMER).int8(isolationLevel(isolation));
      writer.array(byTopic(queries), (_, [topic, partitions]) => {
        writer.string(topic).array(partitions, (__, { partition }) => {
          writer
            .int32(partition)
            .int32(UNKNOWN_EPOCH)
            .int64(kind === 'end' ? -1 : -2);
        });
      });
    },
    read: (reader) => {
      reader.skip(4);
      return readByTopic(reader, (each, topic) => {
        const partition = each.int32();
        const code = each.int16();
        each.skip(8);
        const offset = each.int64();
        each.skip(4);
        return { topic, partition, code, offset };
      });
    },
  };
}

const isolationLevel = (isolation: Isolation): number => (isolation === 'committed' ? 1 : 0);

function byTopic<Item extends { readonly topic: string }>(items: readonly Item[]): [string, Item[]][] {
  const topics = new Map<string, Item[]>();
  for (const item of items) {
    const list = topics.get(item.topic);
    if (list === undefined) topics.set(item.topic, [item]);
    else list.push(item);
  }
  return [...topics];
}

function readByTopic<Result>(reader: WireReader, read: (reader: WireReader, topic: string) => Result): Result[] {
  return reader
    .array((each) => {
      const topic = each.string();
      return each.array((partition) => read(partition, topic));
    })
    .flat();
}
