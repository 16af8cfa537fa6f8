/** The requests of a group's member, and of those who want to know who its members are. */
import { decodeAssignment, decodeMember } from './group-protocol.js';
import type { KafkaClient } from './kafka-client.js';
import type { InnerRequest } from './kafka-connection.js';
import type { Lane } from './link-pool.js';

/** What the coordinator answers to a join. */
export interface JoinAnswer {
  readonly generationId: number;
  readonly leaderId: string;
  readonly memberId: string;
  /** Filled for the leader only. */
  readonly members: readonly { readonly memberId: string; readonly memberMetadata: Buffer }[];
}

export class GroupRequests {
  readonly #lane: Lane;
  #coordinator: number | undefined;

  constructor(
    private readonly client: KafkaClient,
    private readonly groupId: string,
  ) {
    this.#lane = `group ${groupId}`;
  }

  /** The next request asks who coordinates the group. */
  forgetCoordinator(): void {
    this.#coordinator = undefined;
  }

  /** Held by the coordinator until everyone has joined. */
  async join(body: object, heldMs: number): Promise<JoinAnswer> {
    return (await this.#send({ name: 'JoinGroup', version: 5, body, heldMs })) as JoinAnswer;
  }

  /** Held by the coordinator until the leader has said who gets what. Answers with what the member gets. */
  async sync(body: object, heldMs: number): Promise<number[]> {
    const answer = await this.#send({ name: 'SyncGroup', version: 3, body, heldMs });
    return decodeAssignment((answer as { memberAssignment: Buffer | null }).memberAssignment ?? Buffer.alloc(0));
  }

  async heartbeat(body: object): Promise<void> {
    await this.#send({ name: 'Heartbeat', version: 3, body });
  }

  async commit(body: object): Promise<void> {
    await this.#send({ name: 'OffsetCommit', version: 5, body });
  }

  /** Not on the group's own lane, where a join may be waiting. */
  async leave(memberId: string): Promise<void> {
    const body = { groupId: this.groupId, memberId };
    await this.#send({ name: 'LeaveGroup', version: 3, body }, 'read');
  }

  async #send({ body, ...request }: InnerRequest, lane = this.#lane): Promise<unknown> {
    this.#coordinator ??= await this.client.connection.coordinator(this.groupId, 'group');
    return this.client.connection.sendInner(this.#coordinator, lane, {
      ...request,
      body: { groupId: this.groupId, ...body },
    });
  }
}

/** A member of the group as others see him. */
export interface GroupMember {
  readonly address: string;
  readonly partitions: readonly number[];
}

export interface GroupMembers {
  /** False while the group rebalances: then nothing is known of its members. */
  readonly isStable: boolean;
  /** True when it has nobody. */
  readonly isEmpty: boolean;
  readonly members: readonly GroupMember[];
}

interface DescribedGroup {
  readonly state: string;
  readonly members: readonly { readonly memberMetadata: Buffer; readonly memberAssignment: Buffer }[];
}

const NOBODY_LEFT: readonly (string | undefined)[] = ['Empty', 'Dead'];

/** Who owns what in the group `groupId`, for anyone who wants to reach an owner. @throws KafkaUnavailable, KafkaError */
export async function groupMembers(client: KafkaClient, groupId: string): Promise<GroupMembers> {
  const { connection } = client;
  const request = { name: 'DescribeGroups', version: 2, body: { groupIds: [groupId] } };
  const answer = await connection.sendInner(await connection.coordinator(groupId, 'group'), 'read', request);
  const [group] = (answer as { groups: readonly DescribedGroup[] }).groups;
  const isEmpty = NOBODY_LEFT.includes(group?.state);
  if (group?.state !== 'Stable') return { isStable: false, isEmpty, members: [] };
  const members = group.members.flatMap(({ memberMetadata, memberAssignment }) => {
    const description = decodeMember(memberMetadata);
    return description === undefined
      ? []
      : [{ address: description.address, partitions: decodeAssignment(memberAssignment) }];
  });
  return { isStable: true, isEmpty, members };
}
