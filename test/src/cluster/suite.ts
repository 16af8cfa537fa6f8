/** What suites of the cluster share: brokers or a loud skip, patience, and where they say what they measured. */
import { describe, jest } from '@jest/globals';
import { kafkaForTests } from '@macp/testkit';
import type { KafkaForTests } from '@macp/testkit';

/** Everything that no suite may come near. */
export const UNLIMITED = {
  SESSION_START_LIMIT_PER_MINUTE: '1000000',
  MESSAGE_LIMIT_PER_MINUTE: '1000000',
};

/** Declares a suite that gets brokers, or skips where there are none. */
export async function clusterSuite(name: string, declare: (kafka: KafkaForTests) => void): Promise<void> {
  jest.setTimeout(240_000);
  const kafka = await kafkaForTests();
  if (kafka === undefined) describe.skip(name, () => undefined);
  else describe(name, () => declare(kafka));
}

/** A line that says what was measured; nothing is asserted about it. */
export function measured(what: string, ms: number): void {
  process.stdout.write(`measured: ${what}: ${Math.round(ms)} ms\n`);
}
