/** Descriptors of the built-in modes: what ListModes shows, with the parts they all share filled in. */
import { MESSAGE_TYPE } from '@macp/kernel';
import type { ModeDescriptor } from '@macp/kernel';

/** Version of every built-in mode. */
export const BUILT_IN_MODE_VERSION = '1.0.0';

/** What is a built-in mode's own. */
export interface ModeDescription {
  readonly mode: string;
  readonly title: string;
  readonly description: string;
  readonly determinismClass: string;
  readonly participantModel: string;
  /** Message types between SessionStart and Commitment. */
  readonly participantTypes: readonly string[];
}

export function describeMode(description: ModeDescription): ModeDescriptor {
  return {
    mode: description.mode,
    modeVersion: BUILT_IN_MODE_VERSION,
    title: description.title,
    description: description.description,
    determinismClass: description.determinismClass,
    participantModel: description.participantModel,
    messageTypes: [MESSAGE_TYPE.sessionStart, ...description.participantTypes, MESSAGE_TYPE.commitment],
    terminalMessageTypes: [MESSAGE_TYPE.commitment],
    schemaUris: { protobuf: 'buf.build/multiagentcoordinationprotocol/macp' },
  };
}
