/** What every handler of the edge works with: the ports behind it, its limits, and its clocks. */
import type { Authenticator, Identity } from '@macp/auth';
import type { SessionCommand, SessionOutcome } from '@macp/kernel';
import type { Metadata } from '@grpc/grpc-js';
import type { Clock } from '@macp/partition-worker';
import type { RegistryCommand, RegistryOutcome } from '@macp/policy-rules';
import type {
  HistoryReader,
  LifecycleFeed,
  ModeCatalog,
  PolicyCatalog,
  RegistryFeed,
  SignalBus,
  Submission,
} from '@macp/ports';
import type { AuditLog, Logger, MacpMetrics } from '@macp/telemetry';
import type { SendRates } from './admission.js';
import type { OpenSessionLimit } from './limits/open-session-limit.js';

/** The limits that handlers apply. */
export interface EdgeLimits {
  readonly payloadBytesMax: number;
  readonly requestTimeoutMs: number;
  readonly listDefaultPageSize: number;
  readonly listMaxPageSize: number;
}

export interface Edge {
  readonly authenticator: Authenticator;
  readonly sessions: Submission<SessionCommand, SessionOutcome>;
  readonly registry: Submission<RegistryCommand, RegistryOutcome>;
  readonly history: HistoryReader;
  readonly catalog: PolicyCatalog;
  readonly modes: ModeCatalog;
  /** Changes of what `catalog` and `modes` show. */
  readonly registryFeed: RegistryFeed;
  readonly lifecycle: LifecycleFeed;
  readonly signals: SignalBus;
  /** Policies come from files: the registry takes no change over the wire. */
  readonly arePoliciesReadOnly: boolean;
  readonly rates: SendRates;
  readonly openSessions: OpenSessionLimit;
  readonly limits: EdgeLimits;
  readonly clock: Clock;
  readonly metrics: MacpMetrics;
  readonly log: Logger;
  readonly audit: AuditLog;
  /** Release of this server. */
  readonly version: string;
}

/** Who calls, by the call's metadata. */
export function identify(
  authenticator: Authenticator,
  metadata: Metadata,
): Identity | undefined | Promise<Identity | undefined> {
  const [authorization] = metadata.get('authorization');
  if (authorization !== undefined) {
    const text = authorization.toString();
    if (text.startsWith('Bearer ')) return authenticator.authenticate({ authorization: text });
  }
  const [macpToken] = metadata.get('x-macp-token');
  return authenticator.authenticate({ macpToken: macpToken?.toString() });
}

/**
 * Someone without a valid credential called, or one of those that are known, `sender`, under another name. `path` is the
 * call's.
 */
export function noteUnauthenticated({ metrics, audit }: Edge, path: string, sender?: string): void {
  metrics.edge.unauthenticated++;
  audit.unauthenticated(path.slice(path.lastIndexOf('/') + 1), sender);
}
