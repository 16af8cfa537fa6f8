/** Lines of one text are limited, and nothing that matters is lost by it. */
import { describe, expect, it } from '@jest/globals';
import { createLogger } from './logger.js';
import { SAME_TEXT_PER_SECOND } from './repeated-lines.js';

interface Line {
  readonly msg: string;
  readonly left_out?: number;
  readonly partition?: number;
}

function logged() {
  const lines: Line[] = [];
  const clock = { nowMs: 0 };
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Line) };
  const log = createLogger({ level: 'info', destination, monotonicMs: () => clock.nowMs });
  return { lines, clock, log };
}

describe('a fault that every call meets', () => {
  it.each(['warn', 'error'] as const)('is written as %s so many times a second', (level) => {
    const { lines, log } = logged();
    for (let n = 0; n < 3 * SAME_TEXT_PER_SECOND; n += 1) log.child({ n })[level]({ partition: n }, 'it fails');
    expect(lines).toHaveLength(SAME_TEXT_PER_SECOND);
    // Then another text has lines of its own
    log[level]('something else');
    expect(lines.at(-1)!.msg).toBe('something else');
  });

  it('is counted where it was left out', () => {
    const { lines, clock, log } = logged();
    for (let n = 0; n < SAME_TEXT_PER_SECOND + 7; n += 1) log.error({ partition: n }, 'it fails');
    clock.nowMs += 1000;
    log.error({ partition: 9999 }, 'it fails');
    log.error('it fails');
    expect(lines.at(-2)).toMatchObject({ msg: 'it fails', partition: 9999, left_out: 7 });
    expect(lines.at(-1)).not.toHaveProperty('left_out');
  });

  it('is written whole when it is fatal, and when it is none', () => {
    const { lines, log } = logged();
    for (let n = 0; n < 2 * SAME_TEXT_PER_SECOND; n += 1) {
      log.fatal('it ends');
      log.info('it goes on');
    }
    expect(lines).toHaveLength(4 * SAME_TEXT_PER_SECOND);
  });
});
