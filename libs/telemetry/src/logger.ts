/**
 * Structured logs: JSON lines on stdout (runtime specification §11.1). A logger never gets a token, a payload or a
 * credential to see; callers log codes and ids.
 */
import { pino } from 'pino';
import type { DestinationStream, LogFn, Logger as PinoLogger } from 'pino';
import { RepeatedLines } from './repeated-lines.js';

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
  /** For the limit of lines that say the same; the process' own clock when absent. */
  readonly monotonicMs?: () => number;
}

const WARN = 40;
const ERROR = 50;

/**
 * Makes the process' logger. Lines are written at once, so that none is lost when the process ends. Warnings and errors of
 * one text are limited (`RepeatedLines`).
 */
export function createLogger(options: LoggerOptions): Logger {
  const { level, bindings = {}, destination, monotonicMs = () => performance.now() } = options;
  const repeated = new RepeatedLines(monotonicMs);
  const hooks = {
    logMethod(this: Logger, args: Parameters<LogFn>, write: LogFn, lineLevel: number): void {
      const kept = lineLevel === WARN || lineLevel === ERROR ? limited(repeated, args) : args;
      if (kept !== undefined) write.apply(this, kept);
    },
  };
  const settings = { level, base: bindings, timestamp: pino.stdTimeFunctions.isoTime, hooks };
  return pino(settings, destination ?? pino.destination({ fd: 1, sync: true }));
}

/** With `left_out` where lines of the same text were; `undefined` when this one is left out. */
function limited(repeated: RepeatedLines, args: Parameters<LogFn>): Parameters<LogFn> | undefined {
  const [first, second] = args as readonly unknown[];
  const text = typeof first === 'string' ? first : second;
  const leftOut = repeated.take(typeof text === 'string' ? text : '');
  if (leftOut === undefined || leftOut === 0) return leftOut === 0 ? args : undefined;
  const fields = typeof first === 'object' ? first : {};
  return [{ ...fields, left_out: leftOut }, text] as unknown as Parameters<LogFn>;
}
