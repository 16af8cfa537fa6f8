import { describe, expect, it } from '@jest/globals';
import { Ack, CommitmentPayload, Envelope, decision, encodeBytes } from '@macp/proto';
import type { macp } from '@macp/proto';
import { ackLines, denialsOf, envelopeLine } from './transcript.js';

const line = (messageType: string, payload: Uint8Array): string =>
  envelopeLine(Envelope.decode(encodeBytes(Envelope, { messageType, sender: 'fraud-agent', payload })));
const ack = (init: macp.v1.AckInit): Ack => Ack.decode(encodeBytes(Ack, init));

describe('the transcript', () => {
  it('given an evaluation, when it is told, then sender, recommendation, confidence and reason are in it', () => {
    const payload = encodeBytes(decision.EvaluationPayload, {
      recommendation: 'BLOCK',
      confidence: 0.95,
      reason: 'new account',
    });

    expect(line('Evaluation', payload)).toMatch(/fraud-agent +Evaluation +BLOCK \(confidence 0.95\) - new account/);
  });

  it.each([
    ['decision.selected', true, 'positive'],
    ['decision.rejected', false, 'negative'],
  ])('given a Commitment %s, when it is told, then its polarity is in words', (action, outcomePositive, polarity) => {
    const payload = encodeBytes(CommitmentPayload, { action, outcomePositive, reason: 'r' });

    expect(line('Commitment', payload)).toContain(`${action}, ${polarity} - r`);
  });

  it.each(['Vote', 'Unheard'])('given a %s that cannot be read, when it is told, then its size is', (messageType) => {
    expect(line(messageType, Uint8Array.of(0x0a, 0xff))).toContain('2 bytes');
  });

  it('given a denial, when the refusal is told, then every reason and objector is on a line', () => {
    const details = Buffer.from(
      JSON.stringify({
        denials: [
          { code: 'veto', message: 'a critical objection stands', participants: ['compliance-agent'] },
          { code: 'threshold_not_met', message: '1 of 3' },
        ],
        reasons: ['a critical objection stands', '1 of 3'],
      }),
    );

    const lines = ackLines(ack({ error: { code: 'POLICY_DENIED', details } }), 'orchestrator', 'Commitment');

    expect(lines).toEqual([
      '  -> REFUSED: Commitment of orchestrator: POLICY_DENIED',
      '       veto: a critical objection stands [compliance-agent]',
      '       threshold_not_met: 1 of 3',
    ]);
  });

  it('given an acceptance, when it is told, then there is no reason', () => {
    expect(ackLines(ack({ ok: true }), 'fraud-agent', 'Vote')).toEqual(['  -> accepted: Vote of fraud-agent']);
  });

  it.each(['', '{', '{}'])('given details %j, when denials are read, then there are none', (details) => {
    expect(denialsOf(Buffer.from(details))).toEqual([]);
  });
});
