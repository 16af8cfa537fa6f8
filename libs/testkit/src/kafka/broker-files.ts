/** Settings of one combined KRaft node for tests on one machine: small, quick to start, and with nothing automatic. */
import { join } from 'node:path';

/** Ports of one node. */
export interface BrokerPorts {
  readonly client: number;
  readonly controller: number;
  /** Where the listener for proxied clients binds, and the port it advertises. */
  readonly proxied?: { readonly bind: number; readonly advertised: number };
}

export interface BrokerSettings {
  readonly nodeId: number;
  readonly directory: string;
  readonly ports: BrokerPorts;
  /** `id@host:port` of every controller. */
  readonly voters: readonly string[];
  /** More settings of the broker; they win. */
  readonly properties: Readonly<Record<string, string>>;
}

/** Text of `server.properties`. */
export function serverProperties({ nodeId, directory, ports, voters, properties }: BrokerSettings): string {
  const { client, controller, proxied } = ports;
  const replicas = String(Math.min(3, voters.length));
  const listeners = [`CLIENT://127.0.0.1:${client}`];
  const advertised = [`CLIENT://127.0.0.1:${client}`];
  if (proxied !== undefined) {
    listeners.push(`PROXIED://127.0.0.1:${proxied.bind}`);
    advertised.push(`PROXIED://127.0.0.1:${proxied.advertised}`);
  }
  const settings: Record<string, string> = {
    'process.roles': 'broker,controller',
    'node.id': String(nodeId),
    'controller.quorum.voters': voters.join(','),
    listeners: [...listeners, `CONTROLLER://127.0.0.1:${controller}`].join(','),
    'advertised.listeners': advertised.join(','),
    'listener.security.protocol.map': 'CLIENT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name': 'CLIENT',
    'controller.listener.names': 'CONTROLLER',
    'log.dirs': join(directory, 'data'),
    'auto.create.topics.enable': 'false',
    'message.max.bytes': String(8 * 1024 * 1024),
    'replica.fetch.max.bytes': String(8 * 1024 * 1024),
    'default.replication.factor': replicas,
    'min.insync.replicas': voters.length >= 3 ? '2' : '1',
    'offsets.topic.replication.factor': replicas,
    'offsets.topic.num.partitions': '4',
    'transaction.state.log.replication.factor': replicas,
    'transaction.state.log.min.isr': voters.length >= 3 ? '2' : '1',
    'transaction.state.log.num.partitions': '4',
    'group.initial.rebalance.delay.ms': '0',
    // How often transactions are looked for that take too long.
    'transaction.abort.timed.out.transaction.cleanup.interval.ms': '500',
    'group.min.session.timeout.ms': '1000',
    // Compaction and deletion are seen within a test, not within hours.
    'log.cleaner.backoff.ms': '1000',
    'log.cleaner.dedupe.buffer.size': String(16 * 1024 * 1024),
    'log.retention.check.interval.ms': '5000',
    'num.network.threads': '2',
    'num.io.threads': '4',
    ...properties,
  };
  return `${Object.entries(settings)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')}\n`;
}
