/** The services of one process among several over Kafka. */
import { StartupFault } from '@macp/config';
import type { Drain } from '@macp/nest';
import type { Role } from '../roles.js';
import type { ProcessContext } from '../services/process-context.js';

/** Resolves with the `host:port` that is listened on. @throws StartupFault with a sentence for the operator */
export async function startClustered(
  _context: ProcessContext,
  _roles: ReadonlySet<Role>,
  _drain: Drain,
): Promise<string> {
  throw new StartupFault('not yet');
}
