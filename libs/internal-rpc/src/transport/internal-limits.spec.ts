/** What a peer of an internal port may cost it: no half message is kept for ever, none without a bound, and what is due fits. */
import { once } from 'node:events';
import { connect } from 'node:http2';
import type { ClientHttp2Session, IncomingHttpHeaders } from 'node:http2';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PolicyQuestion } from '@macp/kernel';
import { DEFAULT_WORKER_LIMITS } from '@macp/partition-worker';
import { evaluateCommitment } from '@macp/policy-rules';
import { encodeBytes, internal } from '@macp/proto';
import { examplePolicyQuestion } from '../contract/index.js';
import { OutcomeBacklog } from '../outcomes/outcome-backlog.js';
import { outcomePushService } from '../outcomes/outcome-push-service.js';
import { DEFAULT_OUTCOME_LINK_LIMITS } from '../outcomes/remote-outcome-channel.js';
import { policyEvaluationService } from '../policy/policy-evaluation-service.js';
import { wireQuestion } from '../policy/policy-question.js';
import { RemotePolicyEvaluator } from '../policy/remote-policy-evaluator.js';
import { RpcWorld, SECURITY } from '../testing/rpc-world.js';
import { SystemClock } from '../testing/system-clock.js';
import { DEFAULT_INTERNAL_PORT_LIMITS, InternalRpcServer } from './internal-rpc-server.js';
import type { InternalPortLimits } from './internal-rpc-server.js';
import { outcomeRpcs, policyEvaluationRpcs } from './internal-services.js';

/** Nothing but its end is waited for. */
const WITHIN_MS = 300;
const BYTES_MAX = 10_000;
/** Of the settings (`MACP_PARTITIONS`). */
const PARTITIONS_MAX = 1024;
/** Of a message of three bytes. */
const HEAD = Buffer.from([0, 0, 0, 0, 3]);
const HALF = Buffer.concat([HEAD, Buffer.from([8, 1])]);
const EVALUATE = policyEvaluationRpcs.EvaluateCommitment.path;
const PUSH = outcomeRpcs.PushOutcomes.path;

/** A question whose mode state has a text of so many letters. */
function questionWith(letters: number): PolicyQuestion {
  const question = examplePolicyQuestion(3);
  return { ...question, modeState: { ...(question.modeState as object), text: 'x'.repeat(letters) } };
}

const sizeOf = (question: PolicyQuestion): number =>
  policyEvaluationRpcs.EvaluateCommitment.requestSerialize(wireQuestion(question)).length;

describe('an internal port', () => {
  let world: RpcWorld;
  beforeEach(() => {
    world = new RpcWorld();
  });
  afterEach(() => world.close());

  async function serve(limits: Partial<InternalPortLimits>): Promise<InternalRpcServer> {
    const services = [policyEvaluationService({ evaluator: { evaluate: evaluateCommitment } }), outcomePushService({})];
    const server = new InternalRpcServer({ address: '127.0.0.1:0', security: SECURITY, services, limits });
    await server.start();
    world.onClose(() => server.close());
    return server;
  }

  function evaluator({ address }: InternalRpcServer): RemotePolicyEvaluator {
    const options = { address: address!, clients: world.clients(SECURITY), clock: new SystemClock() };
    return new RemotePolicyEvaluator({ ...options, timeoutMs: 20_000 });
  }

  async function session({ address }: InternalRpcServer): Promise<ClientHttp2Session> {
    const opened = connect(`http://${address!}`).on('error', () => undefined);
    world.onClose(() => opened.destroy());
    await once(opened, 'remoteSettings');
    return opened;
  }

  /** What the server says of a call of which no more than `bytes` are ever sent, once it has closed its stream. */
  async function ended(client: ClientHttp2Session, path: string, bytes: Buffer): Promise<IncomingHttpHeaders> {
    const credential = { 'macp-internal-credential': SECURITY.sharedCredential! };
    const head = { ':method': 'POST', ':path': path, 'content-type': 'application/grpc', te: 'trailers' };
    const stream = client.request({ ...head, ...credential }).on('error', () => undefined);
    let said: IncomingHttpHeaders = {};
    stream.on('response', (headers) => (said = { ...said, ...headers }));
    stream.on('trailers', (headers) => (said = { ...said, ...headers }));
    stream.write(bytes);
    stream.resume();
    await once(stream, 'close');
    // Node 20 loops for ever when a session is destroyed from within the end of one of its streams.
    await new Promise((resolve) => setImmediate(resolve));
    return said;
  }

  it.each([
    ['a question', EVALUATE],
    ['a frame of outcomes', PUSH],
  ])('given a peer that sends half of %s, when it is stuck, then its call ends, and its stream', async (_, path) => {
    const client = await session(await serve({ messageWithinMs: WITHIN_MS }));

    for (const said of await Promise.all([HEAD, HALF].map((bytes) => ended(client, path, bytes)))) {
      expect(said).toMatchObject({ 'grpc-status': '1', 'grpc-message': 'Timeout%20expired' });
    }
  });

  it('given a frame of outcomes above the bound, when its length is there, then it is refused, and its stream closed', async () => {
    const server = await serve({ messageBytesMax: BYTES_MAX, messageWithinMs: WITHIN_MS });
    const length = Buffer.from(HEAD);
    length.writeUInt32BE(BYTES_MAX + 1, 1);

    expect(await ended(await session(server), PUSH, length)).toMatchObject({ 'grpc-status': '8' });
  });

  it('given questions above the bound, when they are refused, then one at the bound is answered, and the circuit closed', async () => {
    const asker = evaluator(await serve({ messageBytesMax: BYTES_MAX }));
    const rest = BYTES_MAX - sizeOf(questionWith(BYTES_MAX / 2));

    for (let n = 0; n < 6; n += 1) {
      await expect(asker.evaluate(questionWith(BYTES_MAX / 2 + rest + 1))).rejects.toMatchObject({ code: 8 });
    }
    expect(asker.circuit).toBe('closed');
    expect(await asker.evaluate(questionWith(BYTES_MAX / 2 + rest))).toMatchObject({ allowed: true });
  });

  it('takes in the largest frame of outcomes that there can be', () => {
    const { backlogBytesMax } = DEFAULT_OUTCOME_LINK_LIMITS;
    const { parkedMax } = DEFAULT_WORKER_LIMITS;
    const backlog = new OutcomeBacklog(backlogBytesMax);
    const outcome = { correlationId: 'i'.repeat(36), commandOffset: 2 ** 40, recorded: new Uint8Array(0) };
    for (let n = 0; backlog.add(n % PARTITIONS_MAX, outcome); n += 1);
    const parked = Array.from({ length: parkedMax }, (_, index) => 2 ** 40 + index);
    const progress = { decidedUpTo: 2 ** 40, parked, recordedAtMs: 2 ** 41 };
    const partitions = backlog.take(new Map(Array.from({ length: PARTITIONS_MAX }, (_, index) => [index, progress])));
    const frame = encodeBytes(internal.PushOutcomesRequest, {
      aggregate: internal.Aggregate.AGGREGATE_SESSION,
      partitions,
    });

    expect(partitions).toHaveLength(PARTITIONS_MAX);
    expect(frame.length).toBeGreaterThan(backlogBytesMax / 2);
    expect(frame.length).toBeLessThan(DEFAULT_INTERNAL_PORT_LIMITS.messageBytesMax / 2);
  });
});
