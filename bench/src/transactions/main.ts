/**
 * `npm run bench:transactions`: the same pipeline with a Kafka transaction around its appends and without, over one local
 * broker and in interleaved rounds.
 */
import { answerHelp } from '@macp/testkit';
import { readComparisonOptions } from '../command-path/comparison-options.js';
import type { Measurement } from '../command-path/pipeline.js';
import { Pipelines, load, machine } from '../command-path/pipelines.js';
import { inBalancedOrder } from '../order.js';
import { APPENDS, appendRatios, appendTable } from './append-report.js';

answerHelp('Usage: npm run bench:transactions -- [--rounds N] [--seconds S] [--callers N,...] [--partitions N,...]');
const options = readComparisonOptions(process.argv.slice(2), { callers: '1,64,256', partitions: '2,12' });
console.log(machine());
await Pipelines.run(async (running) => {
  for (const partitions of options.partitions) {
    const pipelines = await running.start(APPENDS.map((append) => ({ variant: 'topic', partitions, append })));
    const measured: Measurement[] = [];
    for (let round = 0; round < options.rounds; round += 1) {
      for (const callers of options.callers) {
        for (const pipeline of inBalancedOrder(pipelines, round)) {
          const measurement = await pipeline.measure({ callers, seconds: options.seconds, isTraced: false });
          measured.push(measurement);
          const { append, ingress } = measurement;
          process.stderr.write(`${append}, ${partitions} partitions, ${callers} callers: ${ingress.perSecond}/s\n`);
        }
      }
    }
    await running.stopAll();
    console.log(`\n${load()} after ${options.rounds} rounds of ${options.seconds} s\n\n${appendTable(measured)}`);
    console.log(`\nAs a share of plain appends in the same round:\n\n${appendRatios(measured)}`);
  }
});
