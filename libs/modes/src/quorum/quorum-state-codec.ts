/**
 * Quorum state as plain JSON in the specification's field names: what snapshots hold, policies evaluate and conformance
 * vectors match against.
 */
import { InsertOnlyMap, invariant } from '@macp/kernel';
import type { JsonValue } from '@macp/kernel';
import { encodeMap, stateDocument } from '../shared/state-document.js';
import type { BallotChoice, BallotRecord, QuorumState, RequestRecord } from './quorum-state.js';

interface QuorumDocument {
  readonly ballots: Readonly<Record<string, BallotDocument>>;
  readonly request: RequestDocument | null;
}

type BallotDocument = { choice: BallotChoice; reason: string; request_id: string; sender: string };
type RequestDocument = {
  action: string;
  details: string;
  request_id: string;
  requested_by: string;
  required_approvals: number;
  summary: string;
};

/** The plain form, members in canonical order. */
export function encodeQuorumState({ ballots, request }: QuorumState): JsonValue {
  const bySender = ballots.values().map((ballot) => [ballot.sender, ballot] as const);
  return {
    ballots: encodeMap(bySender, encodeBallot),
    request: request === undefined ? null : encodeRequest(request),
  };
}

/** Inverse of `encodeQuorumState`; throws `InvariantViolation` on a form it cannot have made. */
export function decodeQuorumState(value: unknown): QuorumState {
  const { ballots, request } = stateDocument<QuorumDocument>(value);
  invariant(request !== undefined && typeof ballots === 'object', 'the state of a quorum is whole');
  return {
    request: request === null ? undefined : decodeRequest(request),
    ballots: InsertOnlyMap.from(Object.values(ballots).map(decodeBallot)),
  };
}

function encodeBallot({ requestId, choice, sender, reason }: BallotRecord): BallotDocument {
  return { choice, reason, request_id: requestId, sender };
}

function decodeBallot({
  request_id: requestId,
  choice,
  sender,
  reason,
}: BallotDocument): readonly [string, BallotRecord] {
  return [sender, { requestId, choice, sender, reason }];
}

function encodeRequest(request: RequestRecord): RequestDocument {
  return {
    action: request.action,
    details: request.details,
    request_id: request.requestId,
    requested_by: request.requestedBy,
    required_approvals: request.requiredApprovals,
    summary: request.summary,
  };
}

function decodeRequest(document: RequestDocument): RequestRecord {
  return {
    requestId: document.request_id,
    action: document.action,
    summary: document.summary,
    details: document.details,
    requiredApprovals: document.required_approvals,
    requestedBy: document.requested_by,
  };
}
