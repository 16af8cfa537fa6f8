/** The policy registry on the partition worker: one entity, the second aggregate of the same worker. */
import { decideRegistry, decodeRegistry, encodeRegistry, evolveRegistry } from '@macp/policy-rules';
import type { PolicyRegistry, RegistryCommand, RegistryFact, RegistryOutcome } from '@macp/policy-rules';
import type { Aggregate } from '@macp/partition-worker';
import {
  decodeRegistryFact,
  decodeRegistryOutcome,
  encodeRegistryFact,
  encodeRegistryOutcome,
} from './registry-codec.js';

/** The types of the registry aggregate; it asks no questions. */
export interface RegistryTypes {
  readonly state: PolicyRegistry;
  readonly command: RegistryCommand;
  readonly fact: RegistryFact;
  readonly outcome: RegistryOutcome;
  readonly question: never;
  readonly answer: never;
}

const ENTITY = 'policies';
const FAILURE = {
  'no-answer': 'the registry has no answer',
  'too-large': 'INVALID_POLICY_DEFINITION: the definition does not fit into the log',
  expired: 'the registry was asked too late',
} as const;

/** The aggregate. */
export const registryAggregate: Aggregate<RegistryTypes> = {
  entityOfCommand: () => ENTITY,
  entityOfFact: () => ENTITY,
  decide: (registry, command, { nowMs }) => decideRegistry(registry, command, nowMs),
  evolve: evolveRegistry,
  failed: (_command, reason) => ({ kind: 'registryRefused', error: FAILURE[reason] }),
  isRecorded: () => true,
  nextDeadlineMs: () => undefined,
  decideTimer: () => [],
  isEnded: () => false,
  codec: {
    encodeFact: encodeRegistryFact,
    decodeFact: decodeRegistryFact,
    encodeOutcome: encodeRegistryOutcome,
    decodeOutcome: decodeRegistryOutcome,
    encodeState: encodeRegistry,
    decodeState: decodeRegistry,
  },
};
