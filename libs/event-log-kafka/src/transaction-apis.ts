/**
 * Codecs of transactions: a transactional id is taken over, or renewed by its holder only (KIP-360), partitions join, and
 * the transaction ends.
 */
import type { WireRequest } from './kafka-link.js';

/** A producer as the transaction coordinator knows it. */
export interface ProducerIdentity {
  readonly producerId: bigint;
  readonly producerEpoch: number;
}

/**
 * Takes a transactional id over: who held it before is fenced, and its open transaction is ended. With `holder`, only if
 * that still is who holds it.
 */
export function initProducerRequest(
  transactionalId: string,
  transactionTimeoutMs: number,
  holder: ProducerIdentity | undefined,
): WireRequest<ProducerIdentity & { readonly code: number }> {
  return {
    apiKey: 22,
    apiVersion: 4,
    name: 'InitProducerId',
    isFlexible: true,
    write: (writer) => {
      writer.compactString(transactionalId).int32(transactionTimeoutMs);
      writer.bigint64(holder?.producerId ?? -1n).int16(holder?.producerEpoch ?? -1);
      writer.noTags();
    },
    read: (reader) => {
      reader.skip(4);
      return { code: reader.int16(), producerId: reader.bigint64(), producerEpoch: reader.int16() };
    },
  };
}

/** Lets one partition join the transaction; answers with the error code. */
export function joinTransactionRequest(
  transactionalId: string,
  { producerId, producerEpoch }: ProducerIdentity,
  { topic, partition }: { readonly topic: string; readonly partition: number },
): WireRequest<number> {
  return {
    apiKey: 24,
    apiVersion: 1,
    name: 'AddPartitionsToTxn',
    isFlexible: false,
    write: (writer) => {
      writer.string(transactionalId).bigint64(producerId).int16(producerEpoch);
      writer.int32(1).string(topic).int32(1).int32(partition);
    },
    read: (reader) => {
      reader.skip(8);
      reader.string();
      reader.skip(8);
      return reader.int16();
    },
  };
}

/** Answers with the error code. */
export function commitTransactionRequest(
  transactionalId: string,
  { producerId, producerEpoch }: ProducerIdentity,
): WireRequest<number> {
  return {
    apiKey: 26,
    apiVersion: 1,
    name: 'EndTxn',
    isFlexible: false,
    write: (writer) => {
      writer.string(transactionalId).bigint64(producerId).int16(producerEpoch).int8(1);
    },
    read: (reader) => {
      reader.skip(4);
      return reader.int16();
    },
  };
}
