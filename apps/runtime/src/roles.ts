/** Which of the four services a process runs. */
import { StartupFault } from '@macp/config';

export const ROLES = ['ingress', 'session-engine', 'policy', 'replay'] as const;
export type Role = (typeof ROLES)[number];

/** `all`, or names separated by commas; all when nothing is said. @throws StartupFault naming what is unknown. */
export function rolesOf(text: string | undefined): ReadonlySet<Role> {
  if (text === undefined || text === 'all') return new Set(ROLES);
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !ROLES.includes(name as Role));
  if (unknown.length > 0) {
    throw new StartupFault(`unknown role ${unknown.join(', ')}: there are ${ROLES.join(', ')} and all`);
  }
  return new Set(names as Role[]);
}

/** Apart from each other, services need brokers between them. @throws StartupFault */
export function requireBrokers(roles: ReadonlySet<Role>, brokers: readonly string[] | undefined): void {
  if (brokers !== undefined || roles.size === ROLES.length) return;
  throw new StartupFault(
    `--role ${[...roles].join(',')} needs MACP_KAFKA_BROKERS: without Kafka one process runs all services`,
  );
}
