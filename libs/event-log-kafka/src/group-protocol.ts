/**
 * What members of the ownership group tell each other, in the frame of Kafka's consumer protocol, so that Kafka's own tools
 * show the group: the topics, and as user data the address of the member and what he holds.
 */
import { WireReader } from './wire-reader.js';
import { WireWriter } from './wire-writer.js';

export const PROTOCOL_TYPE = 'consumer';
export const PROTOCOL_NAME = 'macp-sticky';
const FRAME_VERSION = 0;
const USER_DATA_VERSION = 1;

/** A member's description of himself. */
export interface MemberDescription {
  /** How others reach him; opaque here. */
  readonly address: string;
  readonly owned: readonly number[];
  readonly generation: number;
}

export function encodeMember(topics: readonly string[], { address, owned, generation }: MemberDescription): Buffer {
  const userData = new WireWriter().int8(USER_DATA_VERSION).int32(generation);
  userData.array(owned, (writer, partition) => writer.int32(partition)).string(address);
  const writer = new WireWriter().int16(FRAME_VERSION);
  writer.array(topics, (each, topic) => each.string(topic));
  return writer.int32(userData.length).raw(userData.bytes).bytes;
}

/** `undefined` for a member that does not speak this protocol. */
export function decodeMember(metadata: Buffer): MemberDescription | undefined {
  try {
    const reader = new WireReader(metadata);
    reader.int16();
    reader.array((each) => each.string());
    const userData = new WireReader(reader.bytes(reader.int32()));
    if (userData.int8() !== USER_DATA_VERSION) return undefined;
    const generation = userData.int32();
    const owned = userData.array((each) => each.int32());
    return { address: userData.string(), owned, generation };
  } catch {
    return undefined;
  }
}

/** The same partitions of every topic. */
export function encodeAssignment(topics: readonly string[], partitions: readonly number[]): Buffer {
  const writer = new WireWriter().int16(FRAME_VERSION);
  writer.array(topics, (each, topic) => {
    each.string(topic).array(partitions, (inner, partition) => inner.int32(partition));
  });
  return writer.int32(0).bytes;
}

/** Partitions of the first topic; none when nothing was assigned. */
export function decodeAssignment(assignment: Buffer): number[] {
  if (assignment.length === 0) return [];
  const reader = new WireReader(assignment);
  reader.int16();
  const topics = reader.array((each) => {
    each.string();
    return each.array((inner) => inner.int32());
  });
  return topics[0] ?? [];
}
