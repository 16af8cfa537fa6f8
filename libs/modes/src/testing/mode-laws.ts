/**
 * Random scripts over one mode, legal and illegal, under random policies, held to the laws of every session: replayed and
 * restored state equal the live one byte for byte, and refusals leave no trace.
 */
import { expect } from '@jest/globals';
import { SEMANTICS_REVISION } from '@macp/kernel';
import type { PolicyDefinition } from '@macp/kernel';
import { playLawfully } from '@macp/kernel/testing';
import type { ScriptStep } from '@macp/kernel/testing';
import { encodeBytes } from '@macp/proto';
import type { Codec } from '@macp/proto';
import fc from 'fast-check';
import { ModeScript, commitmentBytes, modeEnvelope, startBytes } from './mode-script.js';

/** A message type with its payload. */
export type RandomMessage = readonly [messageType: string, payload: Uint8Array];

export interface LawfulMode {
  readonly mode: string;
  /** Messages of the mode; Commitments, garbage and types of other modes are added here. */
  readonly messages: fc.Arbitrary<RandomMessage>;
  readonly policy: fc.Arbitrary<PolicyDefinition>;
  /** A legal beginning with its senders; a script opens with none, some or all of it. */
  readonly opening?: readonly (readonly [sender: string, message: RandomMessage])[];
  /** What garbage is sent as. */
  readonly types: readonly string[];
  /** Answers that the scripts must have met, besides those that every mode knows. */
  readonly situations: readonly string[];
  /** Semantics revisions of the sessions; the newest alone if not given. */
  readonly revisions?: readonly number[];
  readonly numRuns?: number;
}

/** Who sends: the initiator most of the time, as half of the types are the initiator's own in some modes. */
const sender = fc.constantFrom('lead', 'lead', 'lead', 'a', 'b', 'a', 'b', '__proto__', 'stranger');
const messageId = fc.oneof({ weight: 9, arbitrary: fc.nat(90).map(String) }, fc.constant('__proto__'));

/** Texts of any kind, most of them empty. */
export const word = fc.oneof(fc.constant(''), fc.string({ unit: 'binary', maxLength: 5 }));
export const bytes = fc.oneof(fc.constant(new Uint8Array()), fc.uint8Array({ maxLength: 5 }));

/** Messages of one type from random fields. */
export function messageOf<Init>(
  messageType: string,
  codec: Codec<unknown, Init>,
  init: fc.Arbitrary<Init>,
): fc.Arbitrary<RandomMessage> {
  return init.map((fields) => [messageType, encodeBytes(codec, fields)] as const);
}

const commitment: fc.Arbitrary<RandomMessage> = fc
  .record({
    outcomePositive: fc.boolean(),
    action: fc.constantFrom('made', 'made', 'x.completed', 'x.rejected', ''),
  })
  .map((init) => ['Commitment', commitmentBytes(init)] as const);

const time: fc.Arbitrary<ScriptStep> = fc.oneof(
  fc.record({ kind: fc.constant('observe' as const), caller: sender }),
  fc.record({ kind: fc.constant('advance' as const), byMs: fc.constantFrom(1, 3000) }),
  fc.constant({ kind: 'tick' } as const),
  fc.record({
    kind: fc.constant('control' as const),
    command: fc.constantFrom('SuspendSession', 'ResumeSession', 'ResumeSession'),
    caller: fc.constantFrom('lead', 'a'),
  }),
);

function steps({ mode, messages, types }: LawfulMode): fc.Arbitrary<ScriptStep[]> {
  const garbage = fc.tuple(
    fc.constantFrom(...types, 'Commitment', 'Ballot', 'SessionCancel'),
    fc.uint8Array({ maxLength: 20 }),
  );
  const message = fc.oneof(
    { weight: 12, arbitrary: messages },
    { weight: 1, arbitrary: commitment },
    { weight: 1, arbitrary: garbage },
  );
  const submission = fc.tuple(sender, message, messageId).map(([from, [type, payload], id]): ScriptStep => ({
    kind: 'submit',
    envelope: modeEnvelope(mode, from, type, { payload, messageId: id }),
  }));
  const step = fc.oneof({ weight: 12, arbitrary: submission }, { weight: 3, arbitrary: time });
  return fc.array(step, { minLength: 10, maxLength: 60, size: 'max' });
}

function openingSteps({ mode, opening = [] }: LawfulMode): fc.Arbitrary<ScriptStep[]> {
  const whole = opening.map(([from, [type, payload]], index): ScriptStep => ({
    kind: 'submit',
    envelope: modeEnvelope(mode, from, type, { payload, messageId: `opening ${index}` }),
  }));
  return fc.nat(opening.length).map((length) => whole.slice(0, length));
}

/** Plays the scripts; throws with the seed and the shortest script when a law is broken or a situation is never met. */
export function expectLawful(lawful: LawfulMode): void {
  const participants = ['lead', 'a', 'b', '__proto__'];
  const payload = startBytes({ participants, policyVersion: 'bound', ttlMs: 30_000 });
  const start = modeEnvelope(lawful.mode, 'lead', 'SessionStart', { messageId: 'start', payload });
  const revisions = fc.constantFrom(...(lawful.revisions ?? [SEMANTICS_REVISION]));
  const seen = new Set<string>();
  fc.assert(
    fc.property(lawful.policy, revisions, openingSteps(lawful), steps(lawful), (policy, revision, opening, rest) => {
      const open = (): ModeScript => {
        const script = new ModeScript(lawful.mode, policy);
        script.submit(start);
        return script.startedUnder(revision);
      };
      for (const answer of playLawfully(open, [...opening, ...rest])) seen.add(answer);
    }),
    { numRuns: lawful.numRuns ?? 200 },
  );
  // A generator that never reaches a situation proves nothing about it.
  const situations = ['accepted OPEN', 'accepted RESOLVED', 'duplicate OPEN', 'FORBIDDEN Forbidden'];
  const refusals = ['INVALID_ENVELOPE InvalidPayload', 'SESSION_NOT_OPEN SessionNotOpen'];
  expect([...seen]).toEqual(expect.arrayContaining([...situations, ...refusals, ...lawful.situations]));
}
