/** One start of the real process over an embedded data directory, its log open to the test. */
import { fileURLToPath } from 'node:url';
import { ServerProcess } from '@macp/testkit';
import type { ServerProcessOptions, Settings } from '@macp/testkit';

const EXECUTABLE = fileURLToPath(new URL('../../../bin/macp-runtime', import.meta.url));

const SETTINGS: Settings = {
  BIND_ADDR: '127.0.0.1:0',
  METRICS_ADDR: '127.0.0.1:0',
  ALLOW_INSECURE: '1',
  SESSION_START_LIMIT_PER_MINUTE: '1000000',
  MESSAGE_LIMIT_PER_MINUTE: '1000000',
};

/** Starts it on free ports, with development credentials. */
export function startOver(directory: string, settings: Settings = {}, options?: ServerProcessOptions): ServerProcess {
  return new ServerProcess(EXECUTABLE, { ...SETTINGS, DATA_DIR: directory, ...settings }, options);
}
