/**
 * Short names for the generated codecs: the packages by what they hold, and the messages of `macp.v1` that nearly every
 * reader of this package needs. Each name is both the codec and the type of its decoded message.
 */
import { macp } from '../gen/macp.js';

export import decision = macp.modes.decision.v1;
export import proposal = macp.modes.proposal.v1;
export import task = macp.modes.task.v1;
export import handoff = macp.modes.handoff.v1;
export import quorum = macp.modes.quorum.v1;
export import multiRound = macp.modes.multi_round.v1;
/** What this runtime makes durable; the names resemble those of the kernel's own types, hence no short forms. */
export import records = macp.runtime.v1;
/** What the services of one installation tell each other. */
export import internal = macp.internal.v1;

export import Ack = macp.v1.Ack;
export import CommitmentPayload = macp.v1.CommitmentPayload;
export import CommitmentRef = macp.v1.CommitmentRef;
export import Envelope = macp.v1.Envelope;
export import MACPError = macp.v1.MACPError;
export import ProgressPayload = macp.v1.ProgressPayload;
export import SendRequest = macp.v1.SendRequest;
export import SendResponse = macp.v1.SendResponse;
export import SessionCancelPayload = macp.v1.SessionCancelPayload;
export import SessionMetadata = macp.v1.SessionMetadata;
export import SessionResumePayload = macp.v1.SessionResumePayload;
export import SessionStartPayload = macp.v1.SessionStartPayload;
export import SessionState = macp.v1.SessionState;
export import SessionSuspendPayload = macp.v1.SessionSuspendPayload;
export import SignalPayload = macp.v1.SignalPayload;
export import StreamSessionRequest = macp.v1.StreamSessionRequest;
export import StreamSessionResponse = macp.v1.StreamSessionResponse;
