/**
 * Which partitions this process owns, by a Kafka consumer group that is used for nothing else (ADR 0002). Partitions that
 * stay are not touched by a rebalance. Ownership is a hint only: the claimed log decides, so being wrong about it for a
 * while is safe, and a member that cannot reach the group says so instead of holding on.
 */
import { Backoff, pause } from './backoff.js';
import { decodeMember, encodeAssignment, encodeMember, PROTOCOL_NAME, PROTOCOL_TYPE } from './group-protocol.js';
import { GroupRequests, groupMembers } from './group-requests.js';
import type { GroupMembers, JoinAnswer } from './group-requests.js';
import type { KafkaClient } from './kafka-client.js';
import { describe } from './kafka-connection.js';
import { CODE, KafkaError } from './kafka-errors.js';
import { assignPartitions } from './sticky-assignment.js';

const COMMIT_INTERVAL_MS = 5000;
const NOBODY = '';
/** Failures in a row after which the operator hears of it, and then every so many. */
const QUIET_FAILURES = 4;
const SAID_EVERY_FAILURES = 20;

/** Called synchronously. None of them may throw; what they start goes on by itself while heartbeats go on. */
export interface OwnershipEvents {
  /** Partitions that are new here. */
  assigned(partitions: readonly number[], generation: number): void;
  /** Partitions that stay, under a new generation. */
  retained?(partitions: readonly number[], generation: number): void;
  /** Partitions that others have now. */
  revoked(partitions: readonly number[]): void;
  /** Partitions that others may have by now: the group has gone on without this member, or cannot be reached. */
  lost(partitions: readonly number[]): void;
}

export interface PartitionOwnershipOptions {
  readonly client: KafkaClient;
  readonly groupId: string;
  /** Topics with the same number of partitions: who owns a partition owns it in all of them. */
  readonly topics: readonly string[];
  readonly partitions: number;
  /** How others reach this process. */
  readonly address: string;
  readonly events: OwnershipEvents;
  /** Without a heartbeat for this long a member is taken for dead. */
  readonly sessionTimeoutMs?: number;
  /** Without an answer of the group for this long its partitions are given up; as `sessionTimeoutMs` when not given. */
  readonly lostAfterMs?: number;
  readonly heartbeatMs?: number;
}

export class PartitionOwnership {
  readonly #options: Required<PartitionOwnershipOptions>;
  readonly #requests: GroupRequests;
  readonly #leaving = new AbortController();
  readonly #backoff: Backoff;
  #isStarted = false;
  #memberId = NOBODY;
  #generation = -1;
  #owned: readonly number[] = [];
  #lastContactMs = 0;
  /** Since the group has answered as it should. */
  #failures = 0;
  /** `topic` and partition to the offset to commit. */
  #offsets = new Map<string, { topic: string; partition: number; offset: string }>();
  #committedAtMs = -Infinity;

  constructor(options: PartitionOwnershipOptions) {
    const { sessionTimeoutMs = 10_000 } = options;
    this.#options = { sessionTimeoutMs, lostAfterMs: sessionTimeoutMs, heartbeatMs: 500, ...options };
    const { retryPauseMs, retryPauseMaxMs } = options.client.connection.settings;
    this.#backoff = new Backoff(retryPauseMs, retryPauseMaxMs);
    this.#requests = new GroupRequests(options.client, options.groupId);
  }

  /** Partitions owned as far as is known. */
  get owned(): readonly number[] {
    return this.#owned;
  }

  /** Of the group, as of the last assignment; -1 before the first. */
  get generation(): number {
    return this.#generation;
  }

  /** Joins, and stays joined until `leave`. */
  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    void this.#run();
  }

  /** Leaves at once, so that others take over without waiting; no event comes any more. */
  async leave(): Promise<void> {
    this.#leaving.abort();
    const memberId = this.#memberId;
    this.#owned = [];
    if (memberId !== NOBODY) {
      await this.#requests.leave(memberId).catch((cause: unknown) => {
        const { logger } = this.#options.client.connection;
        logger.warn('leaving the group failed: others take over later', { cause: describe(cause) });
      });
    }
  }

  /** Everyone in the group, this process included. @throws KafkaUnavailable, KafkaError */
  members(): Promise<GroupMembers> {
    return groupMembers(this.#options.client, this.#options.groupId);
  }

  /** Commits the offset some time, for those who measure lag; nothing here ever reads it. */
  commitLater(topic: string, partition: number, offset: number): void {
    this.#offsets.set(`${partition}/${topic}`, { topic, partition, offset: String(offset) });
  }

  get #isOver(): boolean {
    return this.#leaving.signal.aborted || this.#options.client.connection.closing.aborted;
  }

  async #run(): Promise<void> {
    this.#lastContactMs = performance.now();
    while (!this.#isOver) {
      try {
        await this.#join();
        this.#backoff.reset();
        await this.#beatUntilRebalance();
      } catch (cause) {
        if (!this.#isOver) await this.#failed(cause);
      }
    }
  }

  async #join(): Promise<void> {
    const { topics, address, sessionTimeoutMs, groupId } = this.#options;
    const metadata = encodeMember(topics, { address, owned: this.#owned, generation: this.#generation });
    const answer = await this.#requests.join(
      {
        memberId: this.#memberId,
        sessionTimeout: sessionTimeoutMs,
        rebalanceTimeout: sessionTimeoutMs,
        protocolType: PROTOCOL_TYPE,
        groupProtocols: [{ name: PROTOCOL_NAME, metadata }],
      },
      sessionTimeoutMs,
    );
    this.#contact();
    this.#memberId = answer.memberId;
    if (this.#isOver) {
      await this.#requests.leave(answer.memberId).catch(() => undefined);
      return;
    }
    const { memberId, generationId } = answer;
    const groupAssignment = answer.leaderId === memberId ? this.#assign(answer) : [];
    const body = { groupId, memberId, generationId, groupAssignment };
    const partitions = await this.#requests.sync(body, sessionTimeoutMs);
    this.#contact();
    if (!this.#isOver) this.#adopt(partitions, generationId);
  }

  /** The leader's part: everyone's partitions. */
  #assign({ members }: JoinAnswer): { memberId: string; memberAssignment: Buffer }[] {
    const { partitions, topics } = this.#options;
    const joining = members.map(({ memberId, memberMetadata }) => {
      const { owned, generation } = decodeMember(memberMetadata) ?? { owned: [], generation: -1 };
      return { memberId, owned, generation };
    });
    return [...assignPartitions(joining, partitions)].map(([memberId, own]) => ({
      memberId,
      memberAssignment: encodeAssignment(topics, own),
    }));
  }

  #adopt(partitions: readonly number[], generation: number): void {
    const before = this.#owned;
    this.#owned = partitions;
    this.#generation = generation;
    const { events } = this.#options;
    const revoked = before.filter((partition) => !partitions.includes(partition));
    const retained = before.filter((partition) => partitions.includes(partition));
    const assigned = partitions.filter((partition) => !before.includes(partition));
    if (revoked.length > 0) events.revoked(revoked);
    if (retained.length > 0) events.retained?.(retained, generation);
    if (assigned.length > 0) events.assigned(assigned, generation);
  }

  /** Resolves when the group rebalances. @throws when the member is not one any more */
  async #beatUntilRebalance(): Promise<void> {
    const body = { groupGenerationId: this.#generation, memberId: this.#memberId };
    while (!this.#isOver) {
      await pause(this.#options.heartbeatMs, this.#leaving.signal);
      if (this.#isOver) return;
      try {
        await this.#requests.heartbeat(body);
        this.#contact();
        await this.#commit();
      } catch (cause) {
        if (cause instanceof KafkaError && cause.code === CODE.rebalanceInProgress) return;
        if (isOut(cause)) throw cause;
        const before = this.#owned;
        await this.#notReached(cause);
        // A coordinator that comes back may have kept the membership, but what was given up has to be assigned again.
        if (this.#owned !== before) return;
      }
    }
  }

  async #commit(): Promise<void> {
    if (this.#offsets.size === 0 || performance.now() - this.#committedAtMs < COMMIT_INTERVAL_MS) return;
    this.#committedAtMs = performance.now();
    const offsets = [...this.#offsets.values()];
    this.#offsets.clear();
    const topics = [...new Set(offsets.map(({ topic }) => topic))].map((topic) => ({
      topic,
      partitions: offsets.filter((each) => each.topic === topic && this.#owned.includes(each.partition)),
    }));
    await this.#requests.commit({ groupGenerationId: this.#generation, memberId: this.#memberId, topics });
  }

  async #failed(cause: unknown): Promise<void> {
    if (cause instanceof KafkaError && cause.code === CODE.memberIdRequired) {
      this.#memberId = (cause.cause as { memberId: string }).memberId;
    } else if (cause instanceof KafkaError && cause.code === CODE.rebalanceInProgress) {
      await pause(this.#backoff.nextMs(), this.#leaving.signal);
    } else if (isOut(cause)) {
      this.#memberId = NOBODY;
      this.#lose(describe(cause));
    } else await this.#notReached(cause);
  }

  async #notReached(cause: unknown): Promise<void> {
    this.#requests.forgetCoordinator();
    this.#failures += 1;
    if (this.#failures === QUIET_FAILURES || this.#failures % SAID_EVERY_FAILURES === 0) {
      const { client, groupId } = this.#options;
      const fields = { groupId, failures: this.#failures, cause: describe(cause) };
      client.connection.logger.warn('the group that shares the partitions does not take this process', fields);
    }
    if (performance.now() - this.#lastContactMs > this.#options.lostAfterMs) this.#lose(describe(cause));
    await pause(this.#backoff.nextMs(), this.#leaving.signal);
    await this.#options.client.connection.refresh().catch(() => undefined);
  }

  #contact(): void {
    this.#lastContactMs = performance.now();
    this.#failures = 0;
  }

  #lose(cause: string): void {
    const lost = this.#owned;
    this.#owned = [];
    if (lost.length === 0) return;
    this.#options.client.connection.logger.warn('partitions are lost', { partitions: lost, cause });
    this.#options.events.lost(lost);
  }
}

/** The group does not know this member any more, or has gone on without it. */
function isOut(cause: unknown): boolean {
  return cause instanceof KafkaError && (cause.code === CODE.unknownMember || cause.code === CODE.illegalGeneration);
}
