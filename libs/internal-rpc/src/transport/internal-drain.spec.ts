/** An internal port that leaves waits for calls, never for connections that have none (runtime specification §11.2). */
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { evaluateCommitment } from '@macp/policy-rules';
import { examplePolicyQuestion } from '../contract/index.js';
import { policyEvaluationService } from '../policy/policy-evaluation-service.js';
import { RemotePolicyEvaluator } from '../policy/remote-policy-evaluator.js';
import { RpcWorld, SECURITY, portOf } from '../testing/rpc-world.js';
import { SystemClock } from '../testing/system-clock.js';

const LONG_MS = 600_000;
const PREFACE = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';
const SETTINGS = Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]);

describe('the drain of an internal port', () => {
  let world: RpcWorld;
  beforeEach(() => {
    world = new RpcWorld();
  });
  afterEach(() => world.close());

  /** A connection that never closes by itself. */
  async function stubborn(address: string, bytes: Buffer | string): Promise<Socket> {
    const socket = connect({ port: portOf(address), host: '127.0.0.1', allowHalfOpen: true });
    socket.on('error', () => undefined);
    world.onClose(() => socket.destroy());
    await once(socket, 'connect');
    if (bytes.length > 0) await new Promise((resolve) => socket.write(bytes, resolve));
    return socket;
  }

  function ask(address: string): Promise<unknown> {
    const options = { address, clients: world.clients(SECURITY), clock: new SystemClock(), timeoutMs: 20_000 };
    return new RemotePolicyEvaluator(options).evaluate(examplePolicyQuestion(3));
  }

  it.each<[string, Buffer | string]>([
    ['say nothing', ''],
    ['stop in the midst of their first words', PREFACE.slice(0, 20)],
    ['ask nothing and never go', Buffer.concat([Buffer.from(PREFACE), SETTINGS])],
  ])('given connections that %s, when it leaves, then it does not wait for them', async (_name, bytes) => {
    const server = await world.serve([policyEvaluationService({ evaluator: { evaluate: evaluateCommitment } })]);
    const address = server.address!;
    const sockets = await Promise.all(Array.from({ length: 5 }, () => stubborn(address, bytes)));
    expect(await ask(address)).toMatchObject({ allowed: true });

    await server.drain(LONG_MS);
    for (const socket of sockets) {
      socket.resume();
      if (!socket.closed && !socket.readableEnded) await Promise.race([once(socket, 'close'), once(socket, 'end')]);
    }
  });

  it('given a call that is worked on, when it leaves, then the call is answered first', async () => {
    let answer: (() => void) | undefined;
    const asked = new Promise<void>((wasAsked) => {
      world.onClose(() => answer?.());
      const evaluate = async (question: Parameters<typeof evaluateCommitment>[0]) => {
        wasAsked();
        await new Promise<void>((resolve) => (answer = resolve));
        return evaluateCommitment(question);
      };
      service = policyEvaluationService({ evaluator: { evaluate } });
    });
    const server = await world.serve([service]);
    const mute = await stubborn(server.address!, '');
    const answered = ask(server.address!);
    await asked;

    const drained = server.drain(LONG_MS);
    mute.resume();
    await Promise.race([once(mute, 'close'), once(mute, 'end')]);
    answer!();
    expect(await answered).toMatchObject({ allowed: true });
    await drained;
  });
});

let service: ReturnType<typeof policyEvaluationService>;
