/**
 * The protocol's messages and the runtime's durable records as typed codecs. `macp` holds all of them under their
 * package names; for each message `X`, `XInit` beside it is what may be encoded.
 */
export { macp } from '../gen/macp.js';
export type { Codec } from '../gen/macp.js';
export { schema } from '../gen/schema.js';
export type { FieldRow, RpcRow } from '../gen/schema.js';
export { EncodeBuffer, MessageWriter, decodeOrUndefined, encodeBytes } from './codec.js';
export { kernelEnvelope, wireEnvelope } from './envelope.js';
export { int64FromBigInt, int64FromNumber, toBigInt, toSafeNumber } from './int64.js';
export {
  Ack,
  CommitmentPayload,
  CommitmentRef,
  Envelope,
  MACPError,
  ProgressPayload,
  SendRequest,
  SendResponse,
  SessionCancelPayload,
  SessionMetadata,
  SessionResumePayload,
  SessionStartPayload,
  SessionState,
  SessionSuspendPayload,
  SignalPayload,
  StreamSessionRequest,
  StreamSessionResponse,
  decision,
  handoff,
  internal,
  multiRound,
  proposal,
  quorum,
  records,
  task,
} from './messages.js';
