/** Mode descriptors as they are stored inside facts and commands: field for field, as the wire has them. */
import type { ModeDescriptor } from '@macp/kernel';
import { invariant } from '@macp/kernel';
import type { macp } from '@macp/proto';

/** The descriptor to encode. */
export function storedDescriptor(descriptor: ModeDescriptor): macp.v1.ModeDescriptorInit {
  return { ...descriptor };
}

/** The descriptor of a decoded record. */
export function restoredDescriptor(stored: macp.v1.ModeDescriptor | null | undefined): ModeDescriptor {
  invariant(stored !== null && stored !== undefined, 'a stored registration has no mode descriptor');
  const { mode, modeVersion, title, description, determinismClass, participantModel } = stored;
  const { messageTypes, terminalMessageTypes, schemaUris } = stored;
  return {
    mode,
    modeVersion,
    title,
    description,
    determinismClass,
    participantModel,
    messageTypes: [...messageTypes],
    terminalMessageTypes: [...terminalMessageTypes],
    schemaUris: { ...schemaUris },
  };
}
