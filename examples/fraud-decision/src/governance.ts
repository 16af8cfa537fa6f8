/**
 * The governance policy of the demonstration (RFC-MACP-0012): a majority of at least two voters decides, a critical
 * objection vetoes approval, and only the initiator commits. Its id follows from its content, because a registered
 * policy never changes.
 */
import { createHash } from 'node:crypto';
import type { macp } from '@macp/proto';

export const DECISION_MODE = 'macp.mode.decision.v1';

const RULES = JSON.stringify({
  voting: { algorithm: 'majority', threshold: 0.5, quorum: { type: 'count', value: 2 } },
  objection_handling: {
    critical_severity_vetoes: true,
    veto_threshold: 1,
    critical_objection_action: 'finalize_decline',
  },
  commitment: { authority: 'initiator_only', require_vote_quorum: true },
});

const SCHEMA_VERSION = 3;
const CONTENT_HASH = createHash('sha256').update(`${DECISION_MODE} ${SCHEMA_VERSION} ${RULES}`).digest('hex');

/** What is registered, and bound to the session. */
export const FRAUD_POLICY = {
  policyId: `policy.fraud-decision.${CONTENT_HASH.slice(0, 12)}`,
  mode: DECISION_MODE,
  description: 'A majority of at least two voters; a critical objection finalizes the decline',
  rules: RULES,
  schemaVersion: SCHEMA_VERSION,
} satisfies macp.v1.PolicyDescriptorInit;
