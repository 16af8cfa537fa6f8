/** A fault is found by every time that it touches, and by no other. */
import { expect, it } from '@jest/globals';
import { FaultHistory } from './fault-history.js';

it('tells the faults that were in force at any moment of a time', () => {
  let nowMs = 0;
  const history = new FaultHistory(() => nowMs);
  const at = (ms: number): void => void (nowMs = ms);
  // Given one from 10 to 20, one from 15 on, and one that lasted from 30 to 40
  at(10);
  const end = history.begin('kill');
  at(15);
  history.begin('freeze');
  at(20);
  end();
  at(40);
  history.lasted('stall', 10);
  const names = (fromMs: number, toMs: number) => history.during(fromMs, toMs).map(({ name }) => name);
  expect(names(0, 9)).toEqual([]);
  expect(names(0, 10)).toEqual(['kill']);
  expect(names(20, 29)).toEqual(['kill', 'freeze']);
  expect(names(21, 29)).toEqual(['freeze']);
  expect(names(25, 31)).toEqual(['freeze', 'stall']);
  expect(names(41, 50)).toEqual(['freeze']);
});
