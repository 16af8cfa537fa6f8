/**
 * What every coordination mode implements (RFC-MACP-0002). The kernel owns lifecycle, dedup, deadlines, Commitment
 * rules and authority; a mode owns its message types and its state. Every member is pure and total; `evolve` never
 * refuses.
 */
import type { JsonValue } from './canonical-json.js';
import type { CommitmentPayload } from './core-codec.js';
import type { Envelope } from './envelope.js';
import type { EnvelopeAccepted } from './facts.js';
import type { Rejection } from './rejection.js';
import type { Session, SessionTerms } from './session.js';

/** What ListModes and ListExtModes show of a mode. */
export interface ModeDescriptor {
  readonly mode: string;
  readonly modeVersion: string;
  readonly title: string;
  readonly description: string;
  readonly determinismClass: string;
  readonly participantModel: string;
  /** Invariant: SessionStart first, Commitment last. */
  readonly messageTypes: readonly string[];
  readonly terminalMessageTypes: readonly string[];
  readonly schemaUris: Readonly<Record<string, string>>;
}

/**
 * What the history of a session in a registered extension mode keeps of the mode's descriptor. Invariant: frozen at the
 * start; a session in a built-in mode has none.
 */
export interface BoundExtension {
  readonly messageTypes: readonly string[];
}

/** A message on its way to acceptance, or accepted: the envelope with its acceptance clock. */
export type ModeMessage = Pick<EnvelopeAccepted, 'envelope' | 'acceptedAtMs' | 'runtimeOriginated'>;

/** A Commitment that passed the shared checks, before the mode's readiness and the policy. */
export interface CommitmentMessage extends ModeMessage {
  readonly commitment: CommitmentPayload;
}

/** An envelope that the runtime itself owes the session, with the clock it is accepted at. */
export interface DueEnvelope {
  readonly envelope: Envelope;
  readonly acceptedAtMs: number;
}

export interface Mode<State = unknown> {
  readonly descriptor: ModeDescriptor;
  /** Strict modes demand versions, roster and a sane cap at the start. */
  readonly isStrict: boolean;
  /** Shown by ListModes; otherwise by ListExtModes. */
  readonly isStandardsTrack: boolean;
  /** A strict start may name no participants. */
  readonly allowsEmptyRoster: boolean;
  /** Who may commit: as the bound policy says, or the initiator alone. */
  readonly commitmentAuthority: 'policy' | 'initiator';
  /** Commitments are put to the bound policy. */
  readonly isGoverned: boolean;
  /** What a SessionStart binds of the mode; only registered extension modes have it. */
  readonly extension?: BoundExtension;

  /** Roster rules of the mode; the contract shared by all modes has been checked. */
  checkStart(terms: SessionTerms): Rejection | undefined;
  initialState(terms: SessionTerms): State;
  /** May the sender send this type at all? Never asked about Commitments. FORBIDDEN if not. */
  authorize(session: Session, state: State, envelope: Envelope): Rejection | undefined;
  /** What only a client must not send; asked after `authorize`, live only, of a SessionStart too. */
  checkClientBoundary?(terms: SessionTerms, envelope: Envelope): Rejection | undefined;
  /** Would the message be accepted now? Never asked about Commitments. May deny by the bound policy's rules. */
  check(session: Session, state: State, message: ModeMessage): Rejection | undefined;
  /** Is the session ripe for this Commitment? */
  checkCommitment(session: Session, state: State, message: CommitmentMessage): Rejection | undefined;
  /** State after an accepted message, Commitments included. */
  evolve(session: Session, state: State, message: ModeMessage): State;
  /** What the session resolves with; without it, the Commitment's payload verbatim. */
  resolution?(session: Session, state: State, message: CommitmentMessage): Uint8Array;

  /** Runtime-originated envelopes due at `nowMs` in an OPEN session, in order of acceptance. */
  dueEnvelopes?(session: Session, state: State, nowMs: number): readonly DueEnvelope[];
  /** Earliest clock at which `dueEnvelopes` of an OPEN session has something, Unix ms. */
  nextDueAtMs?(session: Session, state: State): number | undefined;

  /** Canonical plain form, in the specification's field names; also what a policy's evaluation sees. */
  encodeState(state: State): JsonValue;
  /** Invariant: behaves exactly as the state that was encoded. Throws `InvariantViolation` on anything else. */
  decodeState(value: unknown): State;
}

/**
 * Looks up a mode by exact id: without `bound` as it is registered now, `undefined` when it is not; with `bound` as a
 * history binds it, whatever is registered now.
 */
export type ModeLookup = (mode: string, bound?: BoundExtension) => Mode | undefined;
