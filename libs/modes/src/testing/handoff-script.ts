/** Handoff sessions for specs: the owner is `lead`, who may offer to `a` and `b`. */
import type { PolicyDefinition, SessionOutcome } from '@macp/kernel';
import { handoff } from '@macp/proto';
import type { macp } from '@macp/proto';
import { ModeScript, boundPolicy, modeEnvelope } from './mode-script.js';

export const HANDOFF = 'macp.mode.handoff.v1';

/** A script over Handoff mode. */
export class HandoffScript extends ModeScript {
  constructor(policy?: PolicyDefinition) {
    super(HANDOFF, policy);
  }

  offer(targetParticipant = 'a', handoffId = 'h1', sender = 'lead'): SessionOutcome {
    const init = { handoffId, targetParticipant, scope: 'support', reason: 'escalate' };
    return this.say(sender, 'HandoffOffer', handoff.HandoffOfferPayload, init);
  }

  context(sender: string, rest: macp.modes.handoff.v1.HandoffContextPayloadInit = {}): SessionOutcome {
    const init = { handoffId: 'h1', contentType: 'text/plain', context: Uint8Array.of(104, 105), ...rest };
    return this.say(sender, 'HandoffContext', handoff.HandoffContextPayload, init);
  }

  accept(sender: string, rest: macp.modes.handoff.v1.HandoffAcceptPayloadInit = {}): SessionOutcome {
    return this.say(sender, 'HandoffAccept', handoff.HandoffAcceptPayload, { handoffId: 'h1', reason: 'yes', ...rest });
  }

  decline(sender: string, rest: macp.modes.handoff.v1.HandoffDeclinePayloadInit = {}): SessionOutcome {
    const init = { handoffId: 'h1', reason: 'no', ...rest };
    return this.say(sender, 'HandoffDecline', handoff.HandoffDeclinePayload, init);
  }

  /** Any message under an id of the sender's choice. */
  as(messageId: string, sender: string, messageType: string, payload: Uint8Array = new Uint8Array()): SessionOutcome {
    return this.submit(modeEnvelope(HANDOFF, sender, messageType, { messageId, payload }));
  }
}

/** A script whose session is OPEN, under `rules` if there are any. */
export function openHandoff(rules?: unknown, start: macp.v1.SessionStartPayloadInit = {}): HandoffScript {
  const script = new HandoffScript(rules === undefined ? undefined : boundPolicy(HANDOFF, rules));
  script.start(start);
  return script;
}

/** The same with a time-out on the silence of a target. */
export function openTimed(timeoutMs = 500, start: macp.v1.SessionStartPayloadInit = {}): HandoffScript {
  return openHandoff({ acceptance: { implicit_accept_timeout_ms: timeoutMs } }, start);
}
