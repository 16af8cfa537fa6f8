/** What a network can do to connections, with proxies in its place. */
import type { Direction, TcpProxy } from '@macp/testkit';
import type { Random } from '../sim/random.js';
import { NOTHING_TO_UNDO } from './fault.js';
import type { Fault } from './fault.js';

const PRODUCE = 0;
/** A packet that was kept may come after its owner has been replaced. */
const REPEATED_AFTER_MS_MAX = 6000;

/** Connections from whom to whom; `kind` names the sort of both. */
export interface Way {
  readonly kind: string;
  readonly name: string;
}

/** Between clients and a broker. */
export function faultsOfBrokerNetwork(proxy: TcpProxy, broker: string, random: Random): readonly Fault[] {
  const group = 'broker network';
  return [
    ...faultsOfNetwork(proxy, { kind: 'clients to broker', name: `clients to ${broker}` }, random).map((fault) => ({
      ...fault,
      group,
    })),
    {
      kind: 'answer to a produce lost',
      name: `answer to a produce lost at ${broker}`,
      group,
      async inject() {
        void proxy.swallowResponse(PRODUCE);
        return NOTHING_TO_UNDO;
      },
    },
    {
      kind: 'produce repeated',
      name: `produce repeated at ${broker}`,
      group,
      async inject() {
        void proxy.repeatRequest(PRODUCE, random.between(0, REPEATED_AFTER_MS_MAX));
        return NOTHING_TO_UNDO;
      },
    },
  ];
}

/** Between any two. */
export function faultsOfNetwork(proxy: TcpProxy, { kind, name }: Way, random: Random): readonly Fault[] {
  const fault = (what: string, inject: Fault['inject']): Fault => {
    return { kind: `${what}, ${kind}`, name: `${what}, ${name}`, group: name, inject };
  };
  const frozen =
    (...directions: Direction[]): Fault['inject'] =>
    async () => {
      proxy.freeze(...directions);
      return async () => proxy.thaw();
    };
  return [
    fault('connections cut', async () => {
      proxy.cut();
      return NOTHING_TO_UNDO;
    }),
    fault('connections refused', async () => {
      proxy.refuse();
      return async () => proxy.accept();
    }),
    fault('frozen', frozen()),
    fault('frozen one way', () => frozen(random.pick(['to-server', 'to-client'] as const))()),
    fault('what was sent lost', async () => {
      proxy.freeze('to-server');
      return async () => {
        proxy.cut();
        proxy.thaw();
      };
    }),
  ];
}
