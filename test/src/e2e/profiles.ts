/** The ways to run the server that every end-to-end suite is held against. */
import { GIVEN_BROKERS, IS_CI } from '@macp/testkit';
import { ClusterUnderTest } from './cluster-under-test.js';
import { CAN_LIMIT_FILES, RuntimeProcess } from './runtime-process.js';
import type { Profile } from './server-under-test.js';

const durable: Profile = {
  name: 'one process, durable',
  isDurable: true,
  ...(CAN_LIMIT_FILES ? { failedWrite: 'UNAVAILABLE' as const } : {}),
  kills: 20,
  crowd: 1,
  start: (settings) => RuntimeProcess.start(settings),
};

const memoryOnly: Profile = {
  name: 'one process, memory only',
  isDurable: false,
  kills: 0,
  crowd: 1,
  start: (settings) => RuntimeProcess.start({ MEMORY_ONLY: '1', ...settings }),
};

/** Not for: the data directory and its refusals (it has none), what is forgotten for good (nothing is). */
const cluster: Profile = {
  name: 'several processes over Kafka',
  isDurable: true,
  failedWrite: 'INTERNAL_ERROR',
  kills: 4,
  crowd: 0.1,
  start: (settings) => ClusterUnderTest.start(settings),
};

/** Without brokers the cluster is left out, but under CI: there it has failed. */
const hasBrokers = GIVEN_BROKERS.length > 0 || IS_CI;

/** All of them. */
export const PROFILES: readonly Profile[] = [durable, memoryOnly, ...(hasBrokers ? [cluster] : [])];

/** Those of which a restart loses nothing. */
export const DURABLE_PROFILES: readonly Profile[] = PROFILES.filter(({ isDurable }) => isDurable);
