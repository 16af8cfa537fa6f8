/**
 * The registries on the partition worker: the policies, the modes, and the open sessions of each limited identity are
 * entities of one partition, the second aggregate of the same worker.
 */
import {
  decideRegistry,
  decodeRegistry,
  encodeRegistry,
  entityOfRegistryCommand,
  entityOfRegistryFact,
  evolveRegistry,
} from '@macp/policy-rules';
import type { BuiltInMode, RegistryCommand, RegistryFact, RegistryOutcome, RegistryState } from '@macp/policy-rules';
import type { Aggregate } from '@macp/partition-worker';
import {
  decodeRegistryFact,
  decodeRegistryOutcome,
  encodeRegistryFact,
  encodeRegistryOutcome,
} from './registry-codec.js';

/** The types of the registry aggregate; it asks no questions. */
export interface RegistryTypes {
  readonly state: RegistryState;
  readonly command: RegistryCommand;
  readonly fact: RegistryFact;
  readonly outcome: RegistryOutcome;
  readonly question: never;
  readonly answer: never;
}

const FAILURE = {
  'no-answer': 'the registry has no answer',
  'too-large': 'the definition does not fit into the log',
  expired: 'the registry was asked too late',
} as const;

function failureText({ kind }: RegistryCommand, reason: keyof typeof FAILURE): string {
  const isBadPolicy = kind === 'RegisterPolicy' && reason === 'too-large';
  return isBadPolicy ? `INVALID_POLICY_DEFINITION: ${FAILURE[reason]}` : FAILURE[reason];
}

/** The aggregate of a runtime with these modes built in. */
export function registryAggregate(builtIns: readonly BuiltInMode[]): Aggregate<RegistryTypes> {
  return {
    entityOfCommand: entityOfRegistryCommand,
    entityOfFact: entityOfRegistryFact,
    decide: (registry, command, { nowMs }) => decideRegistry(registry, command, { nowMs, builtIns }),
    evolve: evolveRegistry,
    failed: (command, reason) => ({ kind: 'registryRefused', error: failureText(command, reason) }),
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
}
