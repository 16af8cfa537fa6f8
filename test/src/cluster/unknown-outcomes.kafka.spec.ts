/**
 * What leaves the outcome of a message unknown is invisible to a client that sends it again with the same message id: it is
 * told the truth, the history has the message once, and no command has two outcomes (I2, I5).
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { KafkaClient, KafkaEventLog, topicNames } from '@macp/event-log-kafka';
import { decision, encodeBytes } from '@macp/proto';
import type { macp } from '@macp/proto';
import { LocalCluster, LocalKafka, hasJavaAndMaven } from '@macp/testkit';
import type { ClusterProcess } from '@macp/testkit';
import type { RuntimeClient } from '@macp/wire';
import { LogAudit } from '../chaos/log-audit.js';
import { connect } from '../e2e/connection.js';
import { history, proposalStep, send, startStep, step } from '../e2e/decision-script.js';
import type { Step } from '../e2e/decision-script.js';
import { UNLIMITED } from './suite.js';

jest.setTimeout(60_000);

const PRODUCE = 0;
const LAYOUT = ['ingress', 'session-engine', 'policy,replay'];
const ACCEPTED = { ok: true };
const REFUSED = { ok: false, error: { code: 'INVALID_ENVELOPE' } };

const proposal = (sessionId: string): Step => proposalStep(sessionId, `p-${randomUUID()}`);
/** Of a proposal that nobody has made. */
const strayVote = (sessionId: string): Step =>
  step(sessionId, 'alice', 'Vote', encodeBytes(decision.VotePayload, { proposalId: 'none', vote: 'APPROVE' }));

/** What is answered, and whether the history has it. */
const MESSAGES = [
  ['an accepted message', proposal, ACCEPTED],
  ['a refused message', strayVote, REFUSED],
] as const;

const describeWithBroker = (await hasJavaAndMaven()) ? describe : describe.skip;

describeWithBroker.each(['ingress', 'session-engine'] as const)(
  'a cluster whose %s reaches the broker through a network',
  (suffering) => {
    const name = `${suffering}-1`;
    let kafka: LocalKafka;
    let cluster: LocalCluster;
    let client: RuntimeClient;
    let auditor: KafkaClient;
    let log: KafkaEventLog;
    let commands: KafkaEventLog;

    beforeAll(async () => {
      kafka = await LocalKafka.start();
      cluster = await LocalCluster.start({
        brokers: kafka.addresses,
        layout: LAYOUT,
        partitions: 1,
        isProxied: true,
        settings: { ...UNLIMITED, KAFKA_SESSION_TIMEOUT_MS: '2000' },
        settingsOf: (process) => (process === name ? { KAFKA_BROKERS: kafka.proxiedAddresses.join(',') } : {}),
      });
      client = connect(ingress());
      const logger = { info: () => undefined, warn: () => undefined };
      auditor = new KafkaClient({ brokers: kafka.addresses, clientId: 'audit' }, { logger });
      await auditor.start();
      const topics = topicNames(cluster.topicPrefix);
      log = await KafkaEventLog.open({ client: auditor, topic: topics.events, partitions: 1 });
      commands = await KafkaEventLog.open({ client: auditor, topic: topics.commands, partitions: 1 });
    });
    afterAll(async () => {
      client?.close();
      await auditor?.close();
      await cluster?.remove();
      await kafka?.stop();
    });

    const ingress = (): ClusterProcess => cluster.ingresses[0]!;
    const engine = (): ClusterProcess => cluster.engines[0]!;

    async function startSession(): Promise<string> {
      const start = startStep(randomUUID());
      expect(await send(client, start)).toMatchObject({ ok: true, duplicate: false });
      return start.envelope.sessionId!;
    }

    /** How much there is of commands and their outcomes. */
    const ends = async (): Promise<number> => (await commands.endOffset(0)) + (await log.endOffset(0));

    /** Resolves once the log has decided more commands than `outcomes`. */
    async function decidedMoreThan(outcomes: number): Promise<void> {
      while ((await LogAudit.of(log)).outcomes <= outcomes) await new Promise(setImmediate);
    }

    /** Sends a message whose outcome is in the log and has not reached the ingress; its answer is yet to come. */
    async function decidedUnheard(message: Step): Promise<{ readonly answer: Promise<macp.v1.Ack> }> {
      const { outcomes } = await LogAudit.of(log);
      ingress().proxies!.internal.freeze('to-server');
      const answer = send(client, message);
      answer.catch(() => undefined);
      await decidedMoreThan(outcomes);
      return { answer };
    }

    /** What the engine has told so far is gone. */
    function loseWhatWasTold(): void {
      ingress().proxies!.internal.cut();
      ingress().proxies!.internal.thaw();
    }

    /** As a client does: the same message again for as long as its outcome is unknown. */
    async function sendUntilAnswered(message: Step): Promise<macp.v1.Ack> {
      for (;;) {
        const ack = await send(client, message).catch(() => undefined);
        if (ack !== undefined) return ack;
      }
    }

    /** The message counts once if it was accepted, and the log is sound. */
    async function expectOnce(message: Step, expected: typeof ACCEPTED | typeof REFUSED): Promise<void> {
      const { sessionId, messageId } = message.envelope;
      const told = (await history(client, sessionId!)).filter((id) => id === messageId);
      expect(told).toHaveLength(expected.ok ? 1 : 0);
      const logged = (await LogAudit.of(log)).sessions.get(sessionId!)!;
      expect(logged.messageIds).toEqual(await history(client, sessionId!));
    }

    describe.each(MESSAGES)('and %s', (_name, messageOf, expected) => {
      it('survives an ingress restart before the outcome was heard', async () => {
        const message = messageOf(await startSession());
        const { answer } = await decidedUnheard(message);
        await ingress().kill();
        await expect(answer).rejects.toThrow();
        loseWhatWasTold();
        await ingress().start();
        await cluster.served();
        expect(await sendUntilAnswered(message)).toMatchObject({ ...expected, duplicate: expected.ok });
        await expectOnce(message, expected);
      });

      it('survives an engine restart before the outcome was heard', async () => {
        const message = messageOf(await startSession());
        const { answer } = await decidedUnheard(message);
        await engine().kill();
        loseWhatWasTold();
        await engine().start();
        expect(await answer).toMatchObject({ ...expected, duplicate: false });
        await expectOnce(message, expected);
        expect(await sendUntilAnswered(message)).toMatchObject({ ...expected, duplicate: expected.ok });
      });

      it('survives a lost outcome push', async () => {
        const message = messageOf(await startSession());
        const { answer } = await decidedUnheard(message);
        loseWhatWasTold();
        expect(await answer).toMatchObject({ ...expected, duplicate: false });
        await expectOnce(message, expected);
      });

      it('survives a lost produce response', async () => {
        const message = messageOf(await startSession());
        const lost = kafka.proxies[0]!.swallowResponse(PRODUCE);
        const answer = sendUntilAnswered(message);
        await lost;
        expect(await answer).toMatchObject(expected);
        await expectOnce(message, expected);
      });

      it.each([0, 300])('survives a duplicate produce, the second %d ms later', async (afterMs) => {
        const message = messageOf(await startSession());
        const before = await ends();
        const repeated = kafka.proxies[0]!.repeatRequest(PRODUCE, afterMs);
        expect(await sendUntilAnswered(message)).toMatchObject(expected);
        await repeated;
        // The command, its outcome, and one of them again
        while ((await ends()) < before + 3) await new Promise(setImmediate);
        const next = proposal(message.envelope.sessionId!);
        expect(await sendUntilAnswered(next)).toMatchObject(ACCEPTED);
        await expectOnce(message, expected);
        await expectOnce(next, ACCEPTED);
      });
    });
  },
);
