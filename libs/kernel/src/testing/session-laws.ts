/**
 * Laws that hold for every script, whatever the mode (invariants I2, I3, I6, I7, I10 and I13 of the design): plays
 * random steps and checks after each that live, replayed and restored state are the same, and that refusals leave no
 * trace.
 */
import type { ControlSession } from '../commands.js';
import type { Envelope } from '../envelope.js';
import type { SessionFact } from '../facts.js';
import { invariant } from '../invariant.js';
import type { PolicyVerdict } from '../policy.js';
import { decodeSession, encodeSession } from '../session-codec.js';
import { isTerminal } from '../session-state.js';
import { nextDeadlineMs } from '../timers.js';
import { summary } from './session-script.js';
import type { SessionScript } from './session-script.js';

/** One step of a random script. */
export type ScriptStep =
  | { readonly kind: 'submit'; readonly envelope: Envelope }
  | { readonly kind: 'control'; readonly command: ControlSession['kind']; readonly caller: string }
  | { readonly kind: 'observe'; readonly caller: string }
  | { readonly kind: 'advance'; readonly byMs: number }
  | { readonly kind: 'tick' }
  | { readonly kind: 'verdict'; readonly verdict: PolicyVerdict };

/** Plays the steps in scripts of their own; throws when a law is broken. Returns what each step was answered with. */
export function playLawfully(open: () => SessionScript, steps: readonly ScriptStep[]): readonly string[] {
  const live = open();
  const restored = open();
  const { world } = live;
  const answers: string[] = [];
  for (const step of steps) {
    const before = live.session;
    const factCount = live.facts.length;
    const answer = play(live, step);
    const appended = live.facts.slice(factCount);
    checkAppended(live, appended, before?.state);
    invariant(appended.length > 0 || live.session === before, 'what appends nothing leaves the session untouched');
    // From its own encoding at every step: a snapshot may be taken anywhere.
    restored.session = restored.session && decodeSession(encodeSession(restored.session, world), world);
    invariant(play(restored, step) === answer, 'a restored session answers as the live one');
    answers.push(answer);
    checkSame(live, restored);
  }
  return answers;
}

function play(script: SessionScript, step: ScriptStep): string {
  switch (step.kind) {
    case 'submit':
      return summary(script.submit(step.envelope));
    case 'control':
      return summary(script.control(step.command, step.caller));
    case 'observe':
      return summary(script.observe(step.caller));
    case 'advance':
      script.nowMs += step.byMs;
      return 'time';
    case 'verdict':
      script.verdict = step.verdict;
      return 'verdict';
    case 'tick':
      return playTick(script);
  }
}

function playTick(script: SessionScript): string {
  const deadlineMs = script.session && nextDeadlineMs(script.session, script.world.modes);
  const facts = script.tick();
  const isDue = deadlineMs !== undefined && script.nowMs >= deadlineMs;
  invariant(isDue === facts.length > 0, 'timers have something to say exactly from the deadline on');
  return `tick ${facts.map((fact) => fact.kind).join(' ')}`;
}

function checkAppended(script: SessionScript, facts: readonly SessionFact[], before: string | undefined): void {
  const accepted = script.facts.filter((fact) => fact.kind === 'SessionStarted' || fact.kind === 'EnvelopeAccepted');
  const ids = new Set(accepted.map((fact) => fact.envelope.messageId));
  invariant(ids.size === accepted.length, 'a message id is accepted at most once');
  const isGapFree = accepted.every((fact, index) => fact.ordinal === index + 1);
  invariant(isGapFree, 'ordinals are gap-free from 1');
  const wasTerminal = before === 'RESOLVED' || before === 'EXPIRED' || before === 'CANCELLED';
  invariant(!wasTerminal || facts.length === 0, 'a terminal session appends nothing');
}

function checkSame(live: SessionScript, restored: SessionScript): void {
  if (live.session === undefined) return;
  const text = encodeSession(live.session, live.world);
  const replayed = live.replayed();
  invariant(replayed !== undefined && encodeSession(replayed, live.world) === text, 'replay gives the live state');
  invariant(
    restored.session !== undefined && encodeSession(restored.session, live.world) === text,
    'snapshot and tail give the live state',
  );
  invariant(
    (live.session.resolution !== undefined) === (live.session.state === 'RESOLVED'),
    'RESOLVED has a resolution',
  );
  invariant(
    !isTerminal(live.session.state) || nextDeadlineMs(live.session, live.world.modes) === undefined,
    'no timer',
  );
}
