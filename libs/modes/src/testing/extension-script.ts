/** Sessions in registered extension modes for specs, over a registry that can change. */
import type { Mode, ModeDescriptor, PolicyDefinition } from '@macp/kernel';
import { passthroughMode } from '../passthrough/passthrough-mode.js';
import { builtInModes, modeLookup } from '../registry.js';
import { ModeScript } from './mode-script.js';

export const AUCTION = 'ext.auction.v1';

/** Descriptor of the auction, with the message types between SessionStart and Commitment. */
export function auctionDescriptor(...types: string[]): ModeDescriptor {
  return {
    mode: AUCTION,
    modeVersion: '2.1.0',
    title: 'Auction',
    description: 'Highest bid wins.',
    determinismClass: 'structural-only',
    participantModel: 'peer',
    messageTypes: ['SessionStart', ...types, 'Commitment'],
    terminalMessageTypes: ['Commitment'],
    schemaUris: {},
  };
}

/** What is registered at the moment; a plain registry of one mode. */
export class OneModeRegistry {
  current: Mode | undefined;
  readonly modes = modeLookup(builtInModes, (mode) => (mode === AUCTION ? this.current : undefined));

  register(descriptor: ModeDescriptor, isPromoted = false): void {
    this.current = passthroughMode(descriptor, { isPromoted }) as Mode;
  }
}

/** A script over the auction. */
export class ExtensionScript extends ModeScript {
  constructor(
    readonly registry: OneModeRegistry,
    policy?: PolicyDefinition,
  ) {
    super(AUCTION, policy, registry.modes);
  }
}
