/**
 * One setting of a process: an environment variable, its meaning, its default and how its text becomes a value
 * (runtime specification §11.3). A strict setting aborts the start when it is invalid; a lenient one silently takes its
 * default.
 */
import { z } from 'zod';

/** The process environment, or a stand-in for it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What a variable's text turns into. */
export interface Setting<T> {
  readonly variable: string;
  /** One line for `--help`. */
  readonly summary: string;
  /** The default as `--help` shows it. */
  readonly defaultText: string;
  /** Never show the value, not even in an error. */
  readonly secret: boolean;
  /** The value, or what is wrong with it (a predicate such as `must be …`, without the variable's name). */
  read(environment: Environment): { readonly value: T } | { readonly problem: string };
}

interface SettingOptions<T> {
  readonly summary: string;
  readonly schema: z.ZodType<T, string>;
  readonly secret?: boolean;
  /** A variable that, where it is set, leaves this one unread. */
  readonly beatenBy?: string;
}

function problemText(error: z.ZodError, raw: string, secret: boolean): string {
  const reason = error.issues[0]?.message ?? 'is invalid';
  return secret ? reason : `${reason}, got ${JSON.stringify(raw.length > 200 ? `${raw.slice(0, 200)}…` : raw)}`;
}

function make<T>(
  variable: string,
  defaultText: string,
  fallback: T,
  options: SettingOptions<T> & { readonly lenient: boolean },
): Setting<T> {
  const secret = options.secret ?? false;
  return {
    variable,
    summary: options.summary,
    defaultText,
    secret,
    read(environment) {
      const raw = environment[variable];
      const isBeaten = options.beatenBy !== undefined && environment[options.beatenBy] !== undefined;
      if (raw === undefined || isBeaten) return { value: fallback };
      const parsed = options.schema.safeParse(raw);
      if (parsed.success) return { value: parsed.data };
      return options.lenient ? { value: fallback } : { problem: problemText(parsed.error, raw, secret) };
    },
  };
}

/** Invalid aborts; absent takes the default, which goes through the same schema. An empty string counts as set. */
export function strict<T>(variable: string, options: SettingOptions<T> & { readonly default: string }): Setting<T> {
  return make(variable, options.default, options.schema.parse(options.default), { ...options, lenient: false });
}

/** Invalid aborts; absent is `undefined`. */
export function strictOptional<T>(variable: string, options: SettingOptions<T>): Setting<T | undefined> {
  return make<T | undefined>(variable, '(none)', undefined, {
    ...options,
    schema: options.schema as z.ZodType<T | undefined, string>,
    lenient: false,
  });
}

/** Invalid silently means the default. */
export function lenient<T>(variable: string, options: SettingOptions<T> & { readonly default: string }): Setting<T> {
  return make(variable, options.default, options.schema.parse(options.default), { ...options, lenient: true });
}

/** Invalid or absent is `undefined`. */
export function lenientOptional<T>(variable: string, options: SettingOptions<T>): Setting<T | undefined> {
  return make<T | undefined>(variable, '(none)', undefined, {
    ...options,
    schema: options.schema as z.ZodType<T | undefined, string>,
    lenient: true,
  });
}

/** On only for the exact text `1`. */
export function flag(variable: string, summary: string): Setting<boolean> {
  return make(variable, 'off', false, {
    summary,
    schema: z.string().transform((text) => text === '1'),
    lenient: false,
  });
}

/** Any non-empty text. */
export const text = z.string().refine((value) => value.length > 0, 'must not be empty');

/** A whole number in decimal digits within the bounds, both included. */
export function integer(min: number, max: number): z.ZodType<number, string> {
  return z
    .string()
    .refine((raw) => /^\+?\d{1,15}$/.test(raw), `must be an integer from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be an integer from ${min} to ${max}`);
}

/** A host and a port to listen on; the port may be 0. */
export interface SocketAddress {
  /** IP address without brackets. */
  readonly host: string;
  readonly port: number;
}
