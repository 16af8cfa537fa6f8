/** Codecs for making topics, for looking at their settings, and for dropping their oldest records. */
import type { WireRequest } from './kafka-link.js';

const CREATE_TIMEOUT_MS = 10_000;
const DELETE_TIMEOUT_MS = 4000;
const TOPIC_RESOURCE = 2;
/** `name: value`. */
export type TopicSettings = Readonly<Record<string, string>>;

export interface NewTopic {
  readonly topic: string;
  readonly partitions: number;
  /** -1: as the cluster's default is. */
  readonly replicationFactor: number;
  readonly settings: TopicSettings;
}

export interface TopicAnswer {
  readonly topic: string;
  readonly code: number;
  readonly message: string | null;
}

export function createTopicsRequest(topics: readonly NewTopic[]): WireRequest<TopicAnswer[]> {
  return {
    apiKey: 19,
    apiVersion: 4,
    name: 'CreateTopics',
    isFlexible: false,
    heldMs: CREATE_TIMEOUT_MS,
    write: (writer) => {
      writer.array(topics, (_, { topic, partitions, replicationFactor, settings }) => {
        writer.string(topic).int32(partitions).int16(replicationFactor).int32(0);
        writer.array(Object.entries(settings), (__, [name, value]) => {
          writer.string(name).string(value);
        });
      });
      writer.int32(CREATE_TIMEOUT_MS).int8(0);
    },
    read: (reader) => {
      reader.skip(4);
      return reader.array((each) => ({ topic: each.string(), code: each.int16(), message: each.nullableString() }));
    },
  };
}

export interface DescribedTopic extends TopicAnswer {
  readonly settings: TopicSettings;
}

/** Settings as they are in force, the cluster's defaults included. */
export function describeTopicsRequest(topics: readonly string[]): WireRequest<DescribedTopic[]> {
  return {
    apiKey: 32,
    apiVersion: 2,
    name: 'DescribeConfigs',
    isFlexible: false,
    write: (writer) => {
      writer.array(topics, (_, topic) => {
        writer.int8(TOPIC_RESOURCE).string(topic).int32(-1);
      });
      writer.int8(0);
    },
    read: (reader) => {
      reader.skip(4);
      return reader.array((each) => {
        const code = each.int16();
        const message = each.nullableString();
        each.skip(1);
        const topic = each.string();
        const settings = each.array((setting) => {
          const entry = [setting.string(), setting.nullableString() ?? ''] as const;
          setting.skip(3);
          setting.array((synonym) => [synonym.string(), synonym.nullableString(), synonym.int8()]);
          return entry;
        });
        return { topic, code, message, settings: Object.fromEntries(settings) };
      });
    },
  };
}

/** Drops records below `beforeOffset` of one partition; answers with the error code. */
export function deleteRecordsRequest(topic: string, partition: number, beforeOffset: number): WireRequest<number> {
  return {
    apiKey: 21,
    apiVersion: 1,
    name: 'DeleteRecords',
    isFlexible: false,
    write: (writer) => {
      writer.int32(1).string(topic).int32(1).int32(partition).int64(beforeOffset).int32(DELETE_TIMEOUT_MS);
    },
    read: (reader) => {
      reader.skip(8);
      reader.string();
      reader.skip(16);
      return reader.int16();
    },
  };
}
