import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readScenario } from './scenario.js';

const FACTS = { amountUsd: 2400, deviceTrust: 0.18, accountAgeDays: 14, vip: true, earlierChargebacks: 1 };

describe('reading a scenario', () => {
  it('given the scenario of the demonstration, when it is read, then it has the documented facts', () => {
    const text = readFileSync(new URL('../scenario.json', import.meta.url), 'utf8');

    expect(readScenario(text)).toEqual(FACTS);
  });

  it.each([
    ['amountUsd', -1],
    ['amountUsd', '2400'],
    ['deviceTrust', 1.01],
    ['accountAgeDays', undefined],
    ['vip', 'yes'],
    ['earlierChargebacks', 0.5],
    ['colour', 'red'],
  ])('given %s = %j, when the scenario is read, then the refusal names it', (name, value) => {
    const text = JSON.stringify({ ...FACTS, [name]: value });

    expect(() => readScenario(text)).toThrow(`'${name}'`);
  });

  it.each(['null', '7', '{'])('given %s instead of an object, when it is read, then it is refused', (text) => {
    expect(() => readScenario(text)).toThrow();
  });
});
