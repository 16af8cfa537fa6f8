/** The services that processes of one installation serve to each other (`macp.internal.v1`), as gRPC sees them. */
import { internal } from '@macp/proto';
import { rpcMethod } from './rpc-method.js';

export const OUTCOME_SERVICE = 'macp.internal.v1.OutcomeService';
export const POLICY_EVALUATION_SERVICE = 'macp.internal.v1.PolicyEvaluationService';
export const HISTORY_SERVICE = 'macp.internal.v1.HistoryService';

/** Outcomes to the ingress that waits for them. */
export const outcomeRpcs = {
  PushOutcomes: rpcMethod(
    { service: OUTCOME_SERVICE, name: 'PushOutcomes', requestStream: true },
    internal.PushOutcomesRequest,
    internal.PushOutcomesResponse,
  ),
} as const;

/** Verdicts about Commitments. */
export const policyEvaluationRpcs = {
  EvaluateCommitment: rpcMethod(
    { service: POLICY_EVALUATION_SERVICE, name: 'EvaluateCommitment' },
    internal.EvaluateCommitmentRequest,
    internal.EvaluateCommitmentResponse,
  ),
} as const;

/** Reads of accepted history. */
export const historyRpcs = {
  ReadSession: rpcMethod(
    { service: HISTORY_SERVICE, name: 'ReadSession' },
    internal.ReadSessionRequest,
    internal.ReadSessionResponse,
  ),
  ReadSessionPage: rpcMethod(
    { service: HISTORY_SERVICE, name: 'ReadSessionPage' },
    internal.ReadSessionPageRequest,
    internal.ReadSessionPageResponse,
  ),
  FollowHistory: rpcMethod(
    { service: HISTORY_SERVICE, name: 'FollowHistory', requestStream: true, responseStream: true },
    internal.FollowHistoryRequest,
    internal.FollowHistoryResponse,
  ),
} as const;
