/**
 * What no client of the product ever asks of a broker, and tests do: to refuse writes, and to change the settings of a
 * topic.
 */
import { checkCode, int32, int8, kafkaRequest, text } from './kafka-request.js';
import type { KafkaApi } from './kafka-request.js';

const CREATE_ACLS = { key: 30, version: 1 };
const DELETE_ACLS = { key: 31, version: 1 };
const ALTER_CONFIGS = { key: 44, version: 0 };
const RESOURCE_TOPIC = 2;
const PATTERN_LITERAL = 3;
const OPERATION = { all: 2, write: 4 };
const PERMISSION = { deny: 2, allow: 3 };
const EVERYONE = 'User:*';
/** Behind the correlation id, the throttle time and the number of results. */
const FIRST_CODE_AT = 12;

/** Nobody may write to the topic any more. The broker needs an authorizer. @throws when the broker says no */
export async function denyWrites(broker: string, topic: string): Promise<void> {
  const acls = [
    // What no rule allows is forbidden once there is any rule for a topic.
    ...acl(topic, OPERATION.all, PERMISSION.allow),
    ...acl(topic, OPERATION.write, PERMISSION.deny),
  ];
  await request(broker, CREATE_ACLS, [int32(2), ...acls]);
}

/** Takes `denyWrites` back. @throws when the broker says no */
export async function allowWrites(broker: string, topic: string): Promise<void> {
  await request(broker, DELETE_ACLS, [int32(1), ...acl(topic, OPERATION.write, PERMISSION.deny)]);
}

/** Gives a setting of a topic another value. @throws when the broker says no */
export async function setTopicSetting(
  broker: string,
  topic: string,
  { name, value }: { readonly name: string; readonly value: string },
): Promise<void> {
  const setting = [text(name), int8(0), text(value)];
  await request(broker, ALTER_CONFIGS, [int32(1), int8(RESOURCE_TOPIC), text(topic), int32(1), ...setting, int8(0)]);
}

function acl(topic: string, operation: number, permission: number): Buffer[] {
  const resource = [int8(RESOURCE_TOPIC), text(topic), int8(PATTERN_LITERAL)];
  return [...resource, text(EVERYONE), text('*'), int8(operation), int8(permission)];
}

async function request(broker: string, api: KafkaApi, body: readonly Buffer[]): Promise<void> {
  const answer = await kafkaRequest(broker, api, body);
  checkCode(answer.readInt16BE(FIRST_CODE_AT), `request ${api.key}`);
}
