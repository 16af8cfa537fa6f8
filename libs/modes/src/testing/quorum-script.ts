/** Quorum sessions for specs. */
import type { SessionOutcome } from '@macp/kernel';
import { quorum } from '@macp/proto';
import type { macp } from '@macp/proto';
import { ModeScript, boundPolicy } from './mode-script.js';

export const QUORUM = 'macp.mode.quorum.v1';

/** A script over Quorum mode. */
export class QuorumScript extends ModeScript {
  request(requiredApprovals = 1, rest: macp.modes.quorum.v1.ApprovalRequestPayloadInit = {}): SessionOutcome {
    const init = { requestId: 'r1', action: 'deploy', requiredApprovals, ...rest };
    return this.say('lead', 'ApprovalRequest', quorum.ApprovalRequestPayload, init);
  }

  approve(sender: string, requestId = 'r1'): SessionOutcome {
    return this.say(sender, 'Approve', quorum.ApprovePayload, { requestId, reason: 'yes' });
  }

  refuse(sender: string, requestId = 'r1'): SessionOutcome {
    return this.say(sender, 'Reject', quorum.RejectPayload, { requestId });
  }

  abstain(sender: string, requestId = 'r1'): SessionOutcome {
    return this.say(sender, 'Abstain', quorum.AbstainPayload, { requestId });
  }

  /** Ballots in short: `a+` approves, `b-` rejects, `c?` abstains. */
  cast(ballots: string): void {
    for (const ballot of ballots.split(' ').filter((one) => one !== '')) {
      const sender = ballot.slice(0, -1);
      if (ballot.endsWith('+')) this.approve(sender);
      else if (ballot.endsWith('-')) this.refuse(sender);
      else this.abstain(sender);
    }
  }
}

/** OPEN: initiator `lead`, voters `a`, `b`, `c`, `d` unless told otherwise, under `rules` if there are any. */
export function openQuorum(rules?: unknown, participants: readonly string[] = ['a', 'b', 'c', 'd']): QuorumScript {
  const script = new QuorumScript(QUORUM, rules === undefined ? undefined : boundPolicy(QUORUM, rules));
  script.start({ participants: [...participants] });
  return script;
}

/** The same with the request made, which asks for `requiredApprovals`. */
export function asked(requiredApprovals: number, rules?: unknown, participants?: readonly string[]): QuorumScript {
  const script = openQuorum(rules, participants);
  script.request(requiredApprovals);
  return script;
}
