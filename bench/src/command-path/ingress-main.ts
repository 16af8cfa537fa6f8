/**
 * The ingress side of a pipeline, as a process, with the callers in it: the real table of pending submissions, over the
 * commands topic or over the stream to the owner. There is no public edge before it.
 */
import { KafkaCommandQueue, topicNames } from '@macp/event-log-kafka';
import type { CommandSink } from '@macp/event-log';
import {
  InternalClients,
  InternalRpcServer,
  outcomeCodec,
  outcomePushService,
  outcomeReceiver,
} from '@macp/internal-rpc';
import type { OutcomeReceiver } from '@macp/internal-rpc';
import type { SessionCommand, SessionOutcome } from '@macp/kernel';
import { sessionCommandCodec } from '@macp/records';
import type { SessionTypes } from '@macp/records';
import { PendingSubmissions, sessionJoining, sizeOfSessionCommand } from '@macp/submission';
import { runCallers } from './callers.js';
import { runHotLoad } from './hot-session.js';
import type { HotLoad } from './hot-session.js';
import { Profile, serveParent } from './child-commands.js';
import { OwnerCommandSink } from './owner-command-sink.js';
import { runPacedCallers } from './paced-callers.js';
import { CountedClient, clock, ids, sessions } from './pipeline-parts.js';
import type { IngressReport, LoadRequest, PipelineSettings } from './pipeline-parts.js';
import { IngressTrace } from './stage-trace.js';

/** As in the product, where outcomes can be lost on their way. */
const SILENCE_MS = 1500;

const settings = JSON.parse(process.argv[2]!) as PipelineSettings;
const { variant, partitions } = settings;
const security = { sharedCredential: settings.credential };
const kafka = new CountedClient(settings.brokers, `${variant} ingress`);
const trace = new IngressTrace();
const fail = (cause: unknown): void => console.error('an outcome cannot be read', cause);
let submissions: PendingSubmissions<SessionCommand, SessionOutcome>;
let receive: OutcomeReceiver;

interface Ports {
  readonly sink: CommandSink<SessionCommand>;
  readonly replyTo: string;
}

async function topicPorts(): Promise<Ports> {
  const session: OutcomeReceiver = (pushed, onFault) => receive(pushed, onFault);
  const services = [outcomePushService({ session, onFault: fail })];
  const replyTo = await new InternalRpcServer({ address: '127.0.0.1:0', security, services }).start();
  await kafka.client.start();
  const topic = topicNames(settings.prefix).commands;
  const sink = await KafkaCommandQueue.open({ client: kafka.client, topic, partitions, codec: sessionCommandCodec });
  return { sink, replyTo };
}

function ownerPorts(): Ports {
  const sink = new OwnerCommandSink<SessionCommand>({
    partitions,
    ownerOf: () => settings.ownerAddress!,
    clients: new InternalClients(security),
    encode: (command) => sessionCommandCodec.encode(command),
    receive: (pushed) => receive(pushed, fail),
  });
  return { sink, replyTo: 'the stream' };
}

async function start(): Promise<void> {
  const { sink, replyTo } = variant === 'topic' ? await topicPorts() : ownerPorts();
  submissions = new PendingSubmissions<SessionCommand, SessionOutcome>({
    sink: trace.sink(sink),
    replyTo,
    clock,
    ingressId: ids.next().slice(0, 8),
    silenceMs: SILENCE_MS,
    joining: sessionJoining,
    sizeOf: sizeOfSessionCommand,
    onFault: (cause) => console.error('a caller failed', cause),
  });
  receive = outcomeReceiver<SessionOutcome>(submissions, outcomeCodec<SessionTypes>(sessions), replyTo);
}

async function load({ callers, seconds, pace, isTraced, profile: path }: LoadRequest): Promise<IngressReport> {
  kafka.reset();
  trace.isOn = isTraced;
  const resentBefore = submissions.counts.resent;
  const profile = path === undefined ? undefined : await Profile.begin(path);
  const result = await (pace === undefined
    ? runCallers({ submissions, trace, callers, seconds })
    : runPacedCallers({ ...pace, submissions, partitions, seconds }));
  await profile?.end();
  trace.isOn = false;
  const { stamps } = trace;
  trace.stamps = {};
  return { ...result, requests: kafka.requests, resent: submissions.counts.resent - resentBefore, stamps };
}

serveParent({
  start,
  load,
  hotLoad: (hot: HotLoad) => runHotLoad({ ...hot, submissions, partitions }),
  stop: async () => {
    submissions.close();
    await kafka.client.close();
  },
});
