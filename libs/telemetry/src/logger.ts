/**
 * Structured logs: JSON lines on stdout (runtime specification §11.1). A logger never gets a token, a payload or a
 * credential to see; callers log codes and ids.
 */
import { pino } from 'pino';
import type { DestinationStream, Logger as PinoLogger } from 'pino';

export type Logger = PinoLogger;

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/**
 * The level that a filter in the manner of `RUST_LOG` asks for: its first directive without a target, `off` = silent.
 * `info` when there is none.
 */
export function levelOfFilter(filter: string): string {
  for (const directive of filter.split(',')) {
    const level = directive.trim().toLowerCase();
    if (level === 'off') return 'silent';
    if (LEVELS.includes(level)) return level;
  }
  return 'info';
}

export interface LoggerOptions {
  readonly level: string;
  /** Bound to every line. */
  readonly bindings?: Readonly<Record<string, unknown>>;
  /** Stdout when absent. */
  readonly destination?: DestinationStream;
}

/** Makes the process' logger. Lines are written at once, so that none is lost when the process ends. */
export function createLogger({ level, bindings = {}, destination }: LoggerOptions): Logger {
  const options = { level, base: bindings, timestamp: pino.stdTimeFunctions.isoTime };
  return pino(options, destination ?? pino.destination({ fd: 1, sync: true }));
}
