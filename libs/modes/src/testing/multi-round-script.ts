/** Multi-round sessions for specs. */
import type { PolicyDefinition, SessionOutcome } from '@macp/kernel';
import { encodeBytes, multiRound } from '@macp/proto';
import { ModeScript } from './mode-script.js';

export const MULTI_ROUND = 'ext.multi_round.v1';

/** A script over multi-round mode. */
export class MultiRoundScript extends ModeScript {
  constructor(policy?: PolicyDefinition) {
    super(MULTI_ROUND, policy);
  }

  /** Canonical protobuf; an empty value, which has none, as JSON. */
  contribute(sender: string, value: string): SessionOutcome {
    const bytes = value === '' ? jsonBytes({ value }) : encodeBytes(multiRound.ContributePayload, { value });
    return this.send(sender, 'Contribute', bytes);
  }
}

/** A script whose session is OPEN: initiator `lead`, whoever takes part. */
export function openMultiRound(participants: string[]): MultiRoundScript {
  const script = new MultiRoundScript();
  script.start({ participants });
  return script;
}

export function jsonBytes(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}
