/**
 * The judge of the registries: whatever a batch records is what deciding its commands one after another, in the order of
 * the log, comes to. Facts and outcomes of the real owner are held against that (I1, I10, I13).
 */
import { isDeepStrictEqual } from 'node:util';
import type { BatchRecord } from '@macp/event-log';
import type { RegistryCommand, RegistryFact, RegistryOutcome, RegistryState } from '@macp/policy-rules';
import type { RegistryTypes } from '@macp/records';
import { Violation } from './invariants.js';
import { Judge, latin1 } from './judge.js';

export class RegistryJudge extends Judge<RegistryTypes> {
  protected open(batch: BatchRecord): void {
    const { aggregate, sometimes } = this.parts;
    const states = new Map<string, RegistryState>();
    const facts: string[] = [];
    for (const { commandOffset, outcome } of batch.outcomes) {
      const { body } = this.commandAt(commandOffset).command;
      const tooLarge = aggregate.codec.encodeOutcome(aggregate.failed(body, 'too-large'));
      if (latin1(outcome) === latin1(tooLarge)) {
        sometimes.note('registration failed as too large');
        continue;
      }
      const entity = aggregate.entityOfCommand(body);
      const before = states.get(entity) ?? this.stateOf(entity);
      const decision = aggregate.decide(before, body, { nowMs: batch.recordedAtMs, ended: false });
      if (decision.kind !== 'decided') throw new Violation('I12', 'a registry asks a question');
      if (!isDeepStrictEqual(asSet(decision.outcome), asSet(aggregate.codec.decodeOutcome(outcome)))) {
        throw new Violation('I1', `${body.kind} at ${commandOffset} was answered otherwise than its order says`);
      }
      for (const fact of decision.facts) {
        states.set(entity, aggregate.evolve(states.get(entity) ?? before, fact));
        facts.push(latin1(aggregate.codec.encodeFact(fact)));
      }
    }
    if (facts.length !== batch.facts.length || batch.facts.some((bytes, at) => latin1(bytes) !== facts[at])) {
      throw new Violation('I10', 'the facts of a batch are not those of its commands');
    }
  }

  protected fact(fact: RegistryFact, _before: RegistryState | undefined, batch: BatchRecord, offset: number): void {
    if (fact.atMs !== batch.recordedAtMs) throw new Violation('I13', `a fact of offset ${offset}`);
  }

  protected outcome(_command: RegistryCommand, outcome: RegistryOutcome): void {
    const { sometimes } = this.parts;
    if (outcome.kind === 'registryRefused') sometimes.note('registration was refused');
    else if (outcome.kind === 'registryAccepted') sometimes.note('registry was changed');
    else sometimes.note('identity had no place left');
  }

  protected close(): void {}

  protected isOwed(): boolean {
    return true;
  }
}

/** Taken places have no order: an owner that began with a snapshot lists them in another one. */
function asSet(outcome: RegistryOutcome): unknown {
  return outcome.kind === 'openSessionsFull' ? new Set(outcome.reserved) : outcome;
}
