/**
 * Registered extension modes (mode registry, RFC-MACP-0002): the runtime knows their message types but not their
 * meaning. Payloads are opaque, the latest one is the mode's state, and the initiator's Commitment ends the session;
 * no policy is asked. What a session needs of a descriptor is bound at its start, so replay needs no registry.
 */
import { MESSAGE_TYPE, canonicalJson, invalidPayload, invariant, reject } from '@macp/kernel';
import type { BoundExtension, CommitmentMessage, Mode, ModeDescriptor, Session } from '@macp/kernel';
import { opaqueText } from '../shared/opaque-bytes.js';

/** The latest accepted payload besides Commitments, as base64 text; empty until there is one. */
export type PassthroughState = string;

const encoder = new TextEncoder();

/**
 * A mode over a registered descriptor, for starting sessions in it; make it once per registration. A promoted mode is
 * shown by ListModes and its starts are held to the strict contract; nothing else changes.
 */
export function passthroughMode(
  descriptor: ModeDescriptor,
  { isPromoted }: { readonly isPromoted: boolean },
): Mode<PassthroughState> {
  const extension: BoundExtension = { messageTypes: descriptor.messageTypes };
  const messageTypes = new Set(descriptor.messageTypes);
  return {
    descriptor,
    isStrict: isPromoted,
    isStandardsTrack: isPromoted,
    allowsEmptyRoster: false,
    commitmentAuthority: 'initiator',
    isGoverned: false,
    extension,

    checkStart: () => undefined,
    initialState: () => '',
    authorize: (session, _state, { sender }) => (isParticipant(session, sender) ? undefined : reject('FORBIDDEN')),
    check: (_session, _state, { envelope }) => (messageTypes.has(envelope.messageType) ? undefined : invalidPayload()),
    checkCommitment: () => undefined,
    evolve: (_session, state, { envelope }) =>
      envelope.messageType === MESSAGE_TYPE.commitment ? state : opaqueText(envelope.payload),
    resolution: (_session, _state, message) => resolutionBytes(message),

    encodeState: (state) => state,
    decodeState(value) {
      invariant(typeof value === 'string', 'the state of a registered mode is a text');
      return value;
    },
  };
}

// A memo only: one mode per binding, and the kernel shares bindings between sessions.
const BOUND = new WeakMap<BoundExtension, Mode>();

/** The mode as a session's history binds it. Its descriptor holds what histories keep: id and message types. */
export function boundPassthroughMode(mode: string, extension: BoundExtension): Mode {
  let bound = BOUND.get(extension);
  if (bound === undefined || bound.descriptor.mode !== mode) {
    bound = passthroughMode(boundDescriptor(mode, extension), { isPromoted: false }) as Mode;
    BOUND.set(extension, bound);
  }
  return bound;
}

// An empty roster means that everybody may take part.
function isParticipant({ participants }: Session, sender: string): boolean {
  return participants.length === 0 || participants.includes(sender);
}

function resolutionBytes({ commitment }: CommitmentMessage): Uint8Array {
  return encoder.encode(canonicalJson({ action: commitment.action, commitment_id: commitment.commitmentId }));
}

function boundDescriptor(mode: string, { messageTypes }: BoundExtension): ModeDescriptor {
  return {
    mode,
    modeVersion: '',
    title: '',
    description: '',
    determinismClass: '',
    participantModel: '',
    messageTypes,
    terminalMessageTypes: [MESSAGE_TYPE.commitment],
    schemaUris: {},
  };
}
