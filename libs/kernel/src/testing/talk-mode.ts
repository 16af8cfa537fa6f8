/**
 * A small complete mode for the kernel's own specs, with JSON payloads: participants `Say` things, `Arm` makes the
 * runtime owe an envelope, and a Commitment needs that something was said. It uses every hook a mode may have.
 */
import type { CommitmentPayload, CoreCodec, SessionStartPayload } from '../core-codec.js';
import type { Envelope } from '../envelope.js';
import type { DueEnvelope, Mode, ModeMessage } from '../mode.js';
import { policyDenied, reject } from '../rejection.js';
import type { Session } from '../session.js';

export interface TalkState {
  readonly said: readonly string[];
  readonly dueAtMs: number | null;
}

export const TALK = 'test.mode.talk.v1';
export const LAX = 'test.mode.lax.v1';

const TYPES = ['Say', 'Arm', 'SessionCancel', 'SessionSuspend', 'SessionResume', 'Signal', 'Progress', 'Due'];

export function toBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

function fromBytes<Payload>(bytes: Uint8Array): Payload | undefined {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as Payload;
  } catch {
    return undefined;
  }
}

/** Core payloads as JSON. */
export const jsonCodec: CoreCodec = {
  decodeSessionStart: (payload) => fromBytes<SessionStartPayload>(payload),
  decodeCommitment: (payload) => fromBytes<CommitmentPayload>(payload),
};

function text(envelope: Envelope): string {
  return fromBytes<{ text: string }>(envelope.payload)?.text ?? '';
}

function evolveTalk(state: TalkState, { envelope }: ModeMessage): TalkState {
  if (envelope.messageType === 'Arm') return { ...state, dueAtMs: Number(text(envelope)) };
  if (envelope.messageType === 'Due') return { said: [...state.said, 'due'], dueAtMs: null };
  if (envelope.messageType === 'Commitment') return state;
  return { ...state, said: [...state.said, text(envelope)] };
}

function dueEnvelope(session: Session, dueAtMs: number): DueEnvelope {
  const envelope: Envelope = {
    macpVersion: '1.0',
    mode: session.mode,
    messageType: 'Due',
    messageId: `reserved:due-${dueAtMs}`,
    sessionId: session.sessionId,
    sender: session.participants[0] ?? session.initiator,
    timestampUnixMs: BigInt(dueAtMs),
    payload: toBytes({}),
  };
  return { envelope, acceptedAtMs: dueAtMs };
}

function makeMode(mode: string, own: Pick<Mode, 'isStrict' | 'commitmentAuthority' | 'isGoverned'>): Mode<TalkState> {
  return {
    ...own,
    descriptor: {
      mode,
      modeVersion: '1.0.0',
      title: 'Talk',
      description: '',
      determinismClass: 'semantic-deterministic',
      participantModel: 'declared',
      messageTypes: ['SessionStart', ...TYPES, 'Commitment'],
      terminalMessageTypes: ['Commitment'],
      schemaUris: {},
    },
    isStandardsTrack: false,
    allowsEmptyRoster: false,
    checkStart: (terms) => (terms.contextId === 'refused by the mode' ? reject('INVALID_ENVELOPE') : undefined),
    initialState: () => ({ said: [], dueAtMs: null }),
    authorize: (session, _state, envelope) =>
      session.participants.includes(envelope.sender) ? undefined : reject('FORBIDDEN'),
    checkClientBoundary: (_terms, envelope) =>
      envelope.messageId.startsWith('reserved:') ? reject('INVALID_ENVELOPE') : undefined,
    check(_session, state, { envelope }) {
      if (!TYPES.includes(envelope.messageType)) return reject('INVALID_ENVELOPE');
      // Once only, so that the runtime's own message id is never used again.
      const isArmable = Number.isSafeInteger(Number(text(envelope))) && !state.said.includes('due');
      if (envelope.messageType === 'Arm' && !isArmable) return reject('INVALID_ENVELOPE');
      if (text(envelope) === 'denied') return policyDenied([{ code: 'unspecified', message: 'not this' }]);
      return text(envelope) === 'bad' ? reject('INVALID_ENVELOPE', 'InvalidPayload') : undefined;
    },
    checkCommitment: (_session, state) =>
      state.said.length > 0 ? undefined : reject('INVALID_ENVELOPE', 'InvalidPayload'),
    evolve: (_session, state, message) => evolveTalk(state, message),
    dueEnvelopes: (session, state, nowMs) =>
      state.dueAtMs !== null && nowMs >= state.dueAtMs ? [dueEnvelope(session, state.dueAtMs)] : [],
    nextDueAtMs: (_session, state) => state.dueAtMs ?? undefined,
    encodeState: ({ said, dueAtMs }) => ({ due_at_ms: dueAtMs, said }),
    decodeState(value) {
      const { said, due_at_ms: dueAtMs } = value as { said: string[]; due_at_ms: number | null };
      return { said, dueAtMs };
    },
  };
}

/** Strict and governed, as the standard modes are. */
export const talkMode = makeMode(TALK, { isStrict: true, commitmentAuthority: 'policy', isGoverned: true });

/** Neither, as dynamically registered extensions are; resolves with bytes of its own. */
export const laxMode: Mode<TalkState> = {
  ...makeMode(LAX, { isStrict: false, commitmentAuthority: 'initiator', isGoverned: false }),
  resolution: (_session, state, { commitment }) => toBytes({ action: commitment.action, said: state.said.length }),
};
