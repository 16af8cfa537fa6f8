/**
 * Bytes that mean nothing, as payloads and as requests: every one is refused with the code that the contract has for it
 * (runtime specification §1, §3; wire contract §5), nothing gets into a history, and the server goes on.
 */
import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { REJECTION_CODES } from '@macp/kernel';
import { SendRequest, SessionState, StreamSessionRequest, decodeOrUndefined, encodeBytes } from '@macp/proto';
import { grpcStatus, runtimeService } from '@macp/wire';
import type { RpcName, RuntimeClient } from '@macp/wire';
import { Random } from '../sim/random.js';
import { SEED } from './config.js';
import { connect, sendBytes, streamBytes } from './connection.js';
import type { CallEnd } from './connection.js';
import { completeDecision, history, proposalStep, send, startStep, step } from './decision-script.js';
import { PROFILES } from './profiles.js';
import { UNLIMITED } from './server-under-test.js';
import type { ServerUnderTest } from './server-under-test.js';
import { expectStillServes } from './still-serves.js';

jest.setTimeout(240_000);

const PAYLOADS_PER_TYPE = 200;
const REQUESTS_PER_RPC = 40;
const STREAMS = 100;

const MESSAGE_TYPES = ['SessionStart', 'Proposal', 'Evaluation', 'Objection', 'Vote', 'Commitment'];
const UNARY_RPCS = (Object.keys(runtimeService) as RpcName[]).filter(
  (rpc) => !runtimeService[rpc].requestStream && !runtimeService[rpc].responseStream,
);

function randomBytes(random: Random, most: number): Buffer {
  return Buffer.from(Array.from({ length: random.between(0, most) }, () => random.between(0, 255)));
}

/** A message with some of its bytes changed, or its end cut off. */
function mutated(random: Random, bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  for (let n = random.between(1, 4); n > 0 && copy.length > 0; n--) {
    copy[random.between(0, copy.length - 1)] = random.between(0, 255);
  }
  return random.chance(0.3) ? copy.subarray(0, random.between(0, copy.length)) : copy;
}

/** True for a refusal by the service with the status that belongs to its code. */
function isRefusal({ code, macpCode }: CallEnd): boolean {
  const known = REJECTION_CODES.find((candidate) => candidate === macpCode);
  return known !== undefined && grpcStatus(known) === code;
}

function isDecodable(rpc: RpcName, bytes: Buffer): boolean {
  try {
    runtimeService[rpc].requestDeserialize(bytes);
    return true;
  } catch {
    return false;
  }
}

describe.each(PROFILES)(`$name, seed ${SEED}`, ({ start }) => {
  let server: ServerUnderTest;
  let client: RuntimeClient;
  beforeAll(async () => {
    server = await start(UNLIMITED);
    client = connect(server);
  });
  afterAll(async () => {
    client.close();
    await server.remove();
  });

  it.each(MESSAGE_TYPES)(`refuses ${PAYLOADS_PER_TYPE} random payloads of a %s`, async (messageType) => {
    const random = new Random(SEED + MESSAGE_TYPES.indexOf(messageType));
    const sessionId = randomUUID();
    const opening = [startStep(sessionId), proposalStep(sessionId, 'p')];
    for (const message of opening) expect((await send(client, message)).ok).toBe(true);
    const isStart = messageType === 'SessionStart';
    const steps = Array.from({ length: PAYLOADS_PER_TYPE }, () =>
      step(isStart ? randomUUID() : sessionId, 'lead', messageType, randomBytes(random, 300)),
    );
    const acks = await Promise.all(steps.map((message) => send(client, message)));
    for (const [index, { envelope }] of steps.entries()) {
      expect(acks[index]).toMatchObject({
        ok: false,
        duplicate: false,
        messageId: envelope.messageId,
        sessionId: envelope.sessionId,
        sessionState: SessionState.SESSION_STATE_UNSPECIFIED,
        error: { code: 'INVALID_ENVELOPE', messageId: envelope.messageId, sessionId: envelope.sessionId },
      });
    }
    expect(await history(client, sessionId)).toEqual(opening.map(({ envelope }) => envelope.messageId));
  });

  it.each(UNARY_RPCS)('answers random bytes to %s', async (rpc) => {
    const random = new Random(SEED ^ UNARY_RPCS.indexOf(rpc));
    const requests = Array.from({ length: REQUESTS_PER_RPC }, () => randomBytes(random, 200));
    const ends = await Promise.all(requests.map((bytes) => sendBytes(client, rpc, bytes)));
    for (const [index, end] of ends.entries()) {
      if (end?.code === status.UNIMPLEMENTED) continue;
      if (isDecodable(rpc, requests[index]!)) expect(end && !isRefusal(end) ? end : 'answered').toBe('answered');
      else expect(end).toMatchObject({ code: status.INTERNAL, macpCode: undefined });
    }
  });

  it('answers envelopes with bytes turned over', async () => {
    const random = new Random(SEED);
    const valid = completeDecision(randomUUID()).map(({ envelope }) => encodeBytes(SendRequest, { envelope }));
    const requests = Array.from({ length: 400 }, () => mutated(random, random.pick(valid)));
    const ends = await Promise.all(requests.map((bytes) => sendBytes(client, 'Send', bytes)));
    for (const [index, end] of ends.entries()) {
      const request = decodeOrUndefined(SendRequest, requests[index]!);
      const expected = request === undefined ? status.INTERNAL : request.envelope ? undefined : status.INVALID_ARGUMENT;
      expect(end?.code).toBe(expected);
    }
  });

  it('ends streams of random frames', async () => {
    const random = new Random(SEED);
    const valid = completeDecision(randomUUID()).map(({ envelope }) => encodeBytes(StreamSessionRequest, { envelope }));
    const streams = Array.from({ length: STREAMS }, () =>
      Array.from({ length: random.between(1, 5) }, () =>
        random.chance(0.5) ? randomBytes(random, 200) : mutated(random, random.pick(valid)),
      ),
    );
    const ends = await Promise.all(streams.map((frames) => streamBytes(client, frames)));
    for (const end of ends) {
      const isUndecodable = end.code === status.INTERNAL && end.macpCode === undefined;
      expect(end.code === status.OK || isUndecodable || isRefusal(end) ? 'answered' : end).toBe('answered');
    }
    expect(ends.some(({ code }) => code === status.INTERNAL)).toBe(true);
  });

  it('serves as before, after all of this', () => expectStillServes(server));
});
