/** What can be done to a cluster and its brokers, and undone. */
import type { ClusterProcess, LocalCluster, LocalKafka } from '@macp/testkit';
import { moveLeaders } from '@macp/testkit';
import type { Random } from '../sim/random.js';
import { faultsOfArchive, startAgain } from './archive-faults.js';
import { NOTHING_TO_UNDO } from './fault.js';
import type { Fault } from './fault.js';
import type { MountedArchive } from './mounted-archive.js';
import { faultsOfBrokerNetwork, faultsOfNetwork } from './network-faults.js';

/** What faults happen to. */
export interface Victims {
  readonly cluster: LocalCluster;
  readonly kafka: LocalKafka;
  readonly archive: MountedArchive;
}

/** Everything that may happen to these. */
export function faultsOf({ cluster, kafka, archive }: Victims, random: Random): readonly Fault[] {
  return [
    ...cluster.processes.flatMap((process) => faultsOfProcess(process, archive)),
    ...faultsOfArchive(archive, cluster),
    ...faultsOfBrokers(kafka),
    ...kafka.proxies.flatMap((proxy, index) => faultsOfBrokerNetwork(proxy, `broker ${index + 1}`, random)),
    ...cluster.processes.flatMap((process) => faultsBetween(process, random)),
  ];
}

function faultsOfProcess(process: ClusterProcess, archive: MountedArchive): readonly Fault[] {
  const { name, roles } = process;
  return [
    {
      kind: `kill -9 of ${roles.join('+')}`,
      name: `kill -9 of ${name}`,
      group: name,
      async inject() {
        await process.kill();
        return () => startAgain(process, archive);
      },
    },
    {
      kind: `SIGSTOP of ${roles.join('+')}`,
      name: `SIGSTOP of ${name}`,
      group: name,
      async inject() {
        process.pause();
        return async () => process.resume();
      },
    },
  ];
}

function faultsOfBrokers(kafka: LocalKafka): readonly Fault[] {
  const group = 'brokers';
  const processes = kafka.brokers.flatMap((broker): Fault[] => [
    {
      kind: 'kill -9 of broker',
      name: `kill -9 of broker ${broker.nodeId}`,
      group,
      async inject() {
        await broker.stop('SIGKILL');
        return () => broker.start();
      },
    },
    {
      kind: 'SIGSTOP of broker',
      name: `SIGSTOP of broker ${broker.nodeId}`,
      group,
      async inject() {
        broker.pause();
        return async () => broker.resume();
      },
    },
  ]);
  const leaders: Fault = {
    kind: 'leaders moved',
    name: 'leaders moved',
    group,
    async inject() {
      await moveLeaders(kafka.brokers[0]!.address);
      return NOTHING_TO_UNDO;
    },
  };
  return [...processes, leaders];
}

/** What other processes and agents say to it. */
function faultsBetween({ name, roles, proxies }: ClusterProcess, random: Random): readonly Fault[] {
  if (proxies === undefined) return [];
  // Nobody calls an engine.
  const internal = roles.includes('session-engine')
    ? []
    : faultsOfNetwork(proxies.internal, { kind: `others to ${roles.join('+')}`, name: `others to ${name}` }, random);
  const isServing = roles.includes('ingress');
  const agents = isServing
    ? faultsOfNetwork(proxies.public, { kind: 'agents to ingress', name: `agents to ${name}` }, random)
    : [];
  return [...internal, ...agents];
}
