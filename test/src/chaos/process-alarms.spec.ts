/** Alarms are the fatal lines of a log, whatever else is in it. */
import { expect, it } from '@jest/globals';
import { alarmLines } from './process-alarms.js';

it('finds fatal lines among others, torn ones, and those of an archive that was out of reach', () => {
  const alarm = '{"level":60,"msg":"the partition has stopped"}';
  const outage = '{"level":60,"msg":"The log archive /a cannot be read and written (ENOTDIR)."}';
  const text = ['{"level":50,"msg":"again"}', alarm, '{"level":60,"ms', 'Error: at main.js', outage, ''].join('\n');
  expect(alarmLines(text)).toEqual([alarm]);
});
