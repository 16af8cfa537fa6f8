/** What can go wrong between this process and the brokers, in three kinds: no answer, an answer that says no, a set-up to refuse. */

/** No answer: the request may or may not have been carried out. */
export class KafkaUnavailable extends Error {
  override readonly name = 'KafkaUnavailable';
}

/** The broker answered with an error code. */
export class KafkaError extends Error {
  override readonly name = 'KafkaError';
  constructor(
    readonly code: number,
    what: string,
    options?: { cause?: unknown },
  ) {
    super(`${what}: ${CODE_NAMES.get(code) ?? 'error'} (${code})`, options);
  }
}

/** Topics, settings or versions with which the log would not be safe: lists every problem found. */
export class KafkaSetupRefused extends Error {
  override readonly name = 'KafkaSetupRefused';
  constructor(readonly problems: readonly string[]) {
    super(`the Kafka set-up is refused: ${problems.join('; ')}`);
  }
}

/** Error codes of the protocol that are told apart here. */
export const CODE = {
  none: 0,
  offsetOutOfRange: 1,
  corruptMessage: 2,
  unknownTopicOrPartition: 3,
  leaderNotAvailable: 5,
  notLeaderOrFollower: 6,
  messageTooLarge: 10,
  coordinatorLoading: 14,
  coordinatorNotAvailable: 15,
  notCoordinator: 16,
  invalidTopic: 17,
  recordListTooLarge: 18,
  illegalGeneration: 22,
  unknownMember: 25,
  rebalanceInProgress: 27,
  topicAuthorizationFailed: 29,
  groupAuthorizationFailed: 30,
  clusterAuthorizationFailed: 31,
  topicAlreadyExists: 36,
  unsupportedForMessageFormat: 43,
  outOfOrderSequence: 45,
  duplicateSequence: 46,
  invalidProducerEpoch: 47,
  invalidTransactionState: 48,
  invalidProducerMapping: 49,
  invalidTransactionTimeout: 50,
  concurrentTransactions: 51,
  transactionalIdAuthorizationFailed: 53,
  unknownProducer: 59,
  fencedLeaderEpoch: 74,
  unsupportedCompression: 76,
  memberIdRequired: 79,
  invalidRecord: 87,
  producerFenced: 90,
} as const;

const CODE_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(CODE).map(([name, code]) => [code, name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)]),
);

interface InnerError {
  readonly name?: string;
  readonly type?: string;
  readonly code?: unknown;
  readonly message?: string;
}

/** What kafkajs throws, in our kinds. */
export function toKafkaError(cause: unknown): KafkaError | KafkaUnavailable {
  if (cause instanceof KafkaError || cause instanceof KafkaUnavailable) return cause;
  const { code, type, message } = cause as InnerError;
  // Errors of sockets have codes, too, but as names.
  if (type !== undefined && typeof code === 'number') return new KafkaError(code, message ?? type, { cause });
  return new KafkaUnavailable(message ?? 'no answer', { cause });
}

/** True for codes that mean "ask again, perhaps another broker". */
export function isTransient(cause: unknown): boolean {
  return cause instanceof KafkaUnavailable || (cause instanceof KafkaError && !DEFINITE.has(cause.code));
}

const DEFINITE: ReadonlySet<number> = new Set([
  CODE.offsetOutOfRange,
  CODE.messageTooLarge,
  CODE.topicAuthorizationFailed,
  CODE.groupAuthorizationFailed,
  CODE.clusterAuthorizationFailed,
  CODE.invalidTopic,
  CODE.outOfOrderSequence,
  CODE.invalidProducerEpoch,
  CODE.invalidTransactionState,
  CODE.invalidProducerMapping,
  CODE.invalidTransactionTimeout,
  CODE.transactionalIdAuthorizationFailed,
  CODE.unknownProducer,
  CODE.producerFenced,
]);
