/** What clients want of the registries: few names, so that they meet; now and then a definition that no record holds. */
import type { ModeDescriptor, PolicyDefinition } from '@macp/kernel';
import type { RegistryCommand } from '@macp/policy-rules';
import type { Random } from './random.js';

const POLICIES = ['policy.a', 'policy.b', 'policy.c'];
const MODES = ['ext.a', 'ext.b', 'ext.c'];
const IDENTITIES = ['ann', 'ben'];
const SESSIONS = ['s1', 's2', 's3', 's4'];
const STARTS = ['one', 'two', ''];
const PLACES = 2;
/** More than a record of the simulated log may hold. */
const OVERSIZE_CHARACTERS = 4_500;
const caller = 'admin';

export function nextRegistryCommand(random: Random, nowMs: number): RegistryCommand {
  const roll = random.next();
  if (roll < 0.25) return { kind: 'RegisterPolicy', descriptor: policy(random), caller };
  if (roll < 0.4) return { kind: 'UnregisterPolicy', policyId: random.pick(POLICIES), caller };
  if (roll < 0.55) return { kind: 'RegisterExtMode', descriptor: mode(random), caller };
  if (roll < 0.65) return { kind: 'UnregisterExtMode', mode: random.pick(MODES), caller };
  if (roll < 0.7) return { kind: 'PromoteMode', mode: random.pick(MODES), promotedMode: '', caller };
  const identity = random.pick(IDENTITIES);
  if (roll < 0.85) {
    return {
      kind: 'ReserveSession',
      identity,
      sessionId: random.pick(SESSIONS),
      startsByMs: startsBy(random, nowMs),
      startId: random.pick(STARTS),
      limit: PLACES,
      exempt: [],
    };
  }
  return {
    kind: 'ReleaseSessions',
    identity,
    sessionIds: random.chance(0.5) ? [random.pick(SESSIONS)] : [],
    over: [{ sessionId: random.pick(SESSIONS), startsByMs: startsBy(random, nowMs) }],
    refused: [{ sessionId: random.pick(SESSIONS), startId: random.pick(STARTS) }],
  };
}

/** Few times, so that a release now and then names the one that a place has. */
function startsBy(random: Random, nowMs: number): number {
  return (Math.floor(nowMs / 1_000) + random.between(0, 1)) * 1_000;
}

export function sizeOfRegistryCommand(command: RegistryCommand): number {
  return JSON.stringify(command).length;
}

function policy(random: Random): PolicyDefinition {
  return {
    policyId: random.pick(POLICIES),
    mode: 'macp.mode.decision.v1',
    description: text(random),
    rules: `{"voting":{"algorithm":"majority","threshold":0.${random.between(5, 9)}}}`,
    schemaVersion: 3,
  };
}

function mode(random: Random): ModeDescriptor {
  return {
    mode: random.pick(MODES),
    modeVersion: `${random.between(1, 9)}.0.0`,
    title: '',
    description: text(random),
    determinismClass: '',
    participantModel: '',
    messageTypes: ['SessionStart', 'Bid', 'Commitment'],
    terminalMessageTypes: ['Commitment'],
    schemaUris: {},
  };
}

function text(random: Random): string {
  return 'd'.repeat(random.chance(0.06) ? OVERSIZE_CHARACTERS : random.between(0, 200));
}
