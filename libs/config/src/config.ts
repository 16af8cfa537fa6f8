/** The only place of this package that sees the real process environment. */
import type { Environment } from './setting.js';

/** The environment this process was started with. */
export function processEnvironment(): Environment {
  return process.env;
}
