/** The load is what it says: payloads of one size, and a session that is accepted to its end. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Session, SessionCommand } from '@macp/kernel';
import { evaluateCommitment } from '@macp/policy-rules';
import { sessions } from './pipeline-parts.js';
import { COMMANDS_PER_SESSION, PAYLOAD_BYTES, sessionCommands } from './session-commands.js';

function outcomes(commands: readonly SessionCommand[]): string[] {
  let session: Session | undefined;
  return commands.map((command) => {
    const context = { nowMs: 1_700_000_000_000, ended: false };
    let decision = sessions.decide(session, command, context);
    if (decision.kind === 'question') {
      decision = sessions.decide(session, command, { ...context, answer: evaluateCommitment(decision.question) });
    }
    if (decision.kind === 'question') throw new Error('one verdict is enough');
    for (const fact of decision.facts) session = sessions.evolve(session, fact);
    return decision.outcome.kind;
  });
}

describe('the commands of a session', () => {
  it('have payloads of 300 bytes', () => {
    const lengths = sessionCommands(randomUUID()).map((command) =>
      command.kind === 'SubmitEnvelope' ? command.envelope.payload.length : 0,
    );
    expect(lengths).toEqual(Array(COMMANDS_PER_SESSION).fill(PAYLOAD_BYTES));
  });

  it('are all accepted in their order', () => {
    expect(outcomes(sessionCommands(randomUUID()))).toEqual(Array(COMMANDS_PER_SESSION).fill('accepted'));
  });

  it('are refused without the start', () => {
    expect(outcomes(sessionCommands(randomUUID()).slice(1, 2))).toEqual(['rejected']);
  });
});
