/** The ways to run the server that every end-to-end suite is held against. */
import { RuntimeProcess } from './runtime-process.js';
import type { Profile } from './server-under-test.js';

const durable: Profile = {
  name: 'one process, durable',
  isDurable: true,
  start: (settings) => RuntimeProcess.start(settings),
};

const memoryOnly: Profile = {
  name: 'one process, memory only',
  isDurable: false,
  start: (settings) => RuntimeProcess.start({ MEMORY_ONLY: '1', ...settings }),
};

/** All of them. */
export const PROFILES: readonly Profile[] = [durable, memoryOnly];

/** Those of which a restart loses nothing. */
export const DURABLE_PROFILES: readonly Profile[] = PROFILES.filter(({ isDurable }) => isDurable);
