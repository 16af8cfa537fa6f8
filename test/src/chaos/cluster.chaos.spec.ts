/**
 * Four minutes of chaos on real Kafka (I1 to I6, I8, I11 to I13): every kind of fault at least once, and nothing
 * acknowledged is lost, repeated, reordered or falsely refused. Its seed is printed; `npm run chaos` injects the same.
 */
import { describe, expect, it, jest } from '@jest/globals';
import { IS_CI, hasJavaAndMaven } from '@macp/testkit';
import { runChaos } from './chaos-run.js';

const MINUTES = 4;
const hasBrokers = await hasJavaAndMaven();
// Three brokers start, and everything is read again at the end, on a machine that may be busy.
jest.setTimeout(20 * 60_000);

if (!hasBrokers) {
  const why = 'chaos needs three brokers, and so Java and Maven';
  if (IS_CI) throw new Error(why);
  console.error(`SKIPPING: ${why}`);
}

(hasBrokers ? describe : describe.skip)('a cluster over three brokers', () => {
  it(`keeps every promise over ${MINUTES} minutes of faults of every kind`, async () => {
    const seed = Date.now() % 1_000_000_000;
    const say = (line: string): void => void process.stdout.write(`${line}\n`);
    const report = await runChaos({ minutes: MINUTES, seed, clients: 24, longWaitMs: 30_000, isThorough: true, say });
    expect(report).toMatchObject({ isFlawless: true, missingFaults: [] });
    expect(report.acknowledged).toBeGreaterThan(1000);
    expect(report.trimmedRecords).toBeGreaterThan(0);
  });
});
