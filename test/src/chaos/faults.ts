/** What can be done to a cluster and its brokers, and undone. */
import type { ClusterProcess, LocalCluster, LocalKafka } from '@macp/testkit';
import type { Random } from '../sim/random.js';

const PRODUCE = 0;

export interface Fault {
  readonly name: string;
  /** Of one group there is one fault at a time: the brokers keep their majority. */
  readonly group: string;
  /** Does it; resolves with how to undo it. */
  inject(): Promise<() => Promise<void>>;
}

/** Everything that may happen to these. */
export function faultsOf(cluster: LocalCluster, kafka: LocalKafka, random: Random): readonly Fault[] {
  return [...cluster.processes.flatMap(faultsOfProcess), ...faultsOfBrokers(kafka, random)];
}

function faultsOfProcess(process: ClusterProcess): readonly Fault[] {
  const { name } = process;
  const killed: Fault = {
    name: `kill -9 of ${name}`,
    group: name,
    async inject() {
      await process.kill();
      return () => process.start();
    },
  };
  const frozen: Fault = {
    name: `SIGSTOP of ${name}`,
    group: name,
    async inject() {
      process.pause();
      return async () => process.resume();
    },
  };
  return [killed, frozen];
}

function faultsOfBrokers(kafka: LocalKafka, random: Random): readonly Fault[] {
  const group = 'brokers';
  const processes = kafka.brokers.flatMap((broker): Fault[] => [
    {
      name: `kill -9 of broker ${broker.nodeId}`,
      group,
      async inject() {
        await broker.stop('SIGKILL');
        return () => broker.start();
      },
    },
    {
      name: `SIGSTOP of broker ${broker.nodeId}`,
      group,
      async inject() {
        broker.pause();
        return async () => broker.resume();
      },
    },
  ]);
  const networks = kafka.proxies.flatMap((proxy, index): Fault[] => [
    {
      name: `cut connections to broker ${index + 1}`,
      group: 'network',
      async inject() {
        proxy.cut();
        return async () => undefined;
      },
    },
    {
      name: `freeze connections to broker ${index + 1}`,
      group: 'network',
      async inject() {
        proxy.freeze(...random.pick([[], ['to-server'], ['to-client']] as const));
        return async () => proxy.thaw();
      },
    },
    {
      name: `lose an answer of broker ${index + 1} to an append`,
      group: 'network',
      async inject() {
        void proxy.swallowResponse(PRODUCE);
        return async () => undefined;
      },
    },
  ]);
  return [...processes, ...networks];
}
