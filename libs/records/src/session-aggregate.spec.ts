/** Sessions on the real partition worker over memory adapters: decided, asked about, restarted (RFC-MACP-0003). */
import { describe, expect, it } from '@jest/globals';
import { MemorySnapshotStore } from '@macp/event-log';
import type { SessionOutcome } from '@macp/kernel';
import { builtInModes, coreCodec, modeLookup } from '@macp/modes';
import type { Answerer, PartitionWorker } from '@macp/partition-worker';
import { WorkerRig } from '@macp/partition-worker/testing';
import { evaluateCommitment } from '@macp/policy-rules';
import { CommitmentPayload, SessionStartPayload, decision, encodeBytes } from '@macp/proto';
import { sessionAggregate } from './session-aggregate.js';
import type { SessionTypes } from './session-aggregate.js';
import { ENVELOPE, POLICY } from './testing/record-examples.js';

const SESSION = ENVELOPE.sessionId;
const aggregate = sessionAggregate({
  modes: modeLookup(builtInModes),
  codec: coreCodec,
  policies: (policyId) => (policyId === POLICY.policyId ? POLICY : undefined),
});

const versions = { modeVersion: '1.0.0', configurationVersion: 'cfg' };
const start = encodeBytes(SessionStartPayload, {
  ...versions,
  participants: ['lead', 'a', 'b'],
  policyVersion: POLICY.policyId,
  ttlMs: 60_000,
});
const proposal = encodeBytes(decision.ProposalPayload, { proposalId: 'p1', option: 'deploy' });
const approval = encodeBytes(decision.VotePayload, { proposalId: 'p1', vote: 'APPROVE' });
const commitment = encodeBytes(CommitmentPayload, {
  ...versions,
  commitmentId: 'c1',
  action: 'decision.made',
  authorityScope: 'scope',
  reason: 'because',
  policyVersion: POLICY.policyId,
  outcomePositive: true,
});

/** One partition of sessions; Commitments are really evaluated, at once, unless a spec says otherwise. */
class SessionRig extends WorkerRig<SessionTypes> {
  override answerer: Answerer<SessionTypes> = evaluateCommitment;

  constructor() {
    super(aggregate);
  }

  /** Sends an envelope, its message id also its correlation id, and lets everything that follows from it happen. */
  async submit(messageId: string, sender: string, messageType: string, payload: Uint8Array): Promise<void> {
    const envelope = { ...ENVELOPE, messageId, sender, messageType, payload };
    this.send({ kind: 'SubmitEnvelope', envelope }, messageId);
    await this.clock.advance(1);
  }

  answer(correlationId: string): SessionOutcome | undefined {
    return this.outcomes(correlationId).at(-1);
  }

  /** Records that each recovery has read. */
  recoveredRecords(): number[] {
    const recoveries = this.seen.filter(({ name }) => name === 'recovered');
    return recoveries.map(({ event }) => (event as { readonly records: number }).records);
  }
}

function stateText(worker: PartitionWorker<SessionTypes>): string {
  return aggregate.codec.encodeState(worker.confirmed!.stateOf(SESSION)!);
}

const accepted = (ordinal: number, state = 'OPEN') => ({ kind: 'accepted', duplicate: false, ordinal, state });
const denied = { kind: 'rejected', rejection: { code: 'POLICY_DENIED', message: 'PolicyDenied' } };

/** A session whose Commitment was denied at once, for want of votes, by an owner that wrote a checkpoint and left. */
async function deniedSession(): Promise<SessionRig> {
  const rig = new SessionRig();
  const worker = await rig.started();
  await rig.submit('m1', 'lead', 'SessionStart', start);
  await rig.submit('m2', 'a', 'Proposal', proposal);
  await rig.submit('early', 'lead', 'Commitment', commitment);
  await worker.stop({ checkpoint: true });
  return rig;
}

describe('the session aggregate on the partition worker', () => {
  it('given a Commitment without votes, when the policy answers at once, then it is denied and takes no ordinal', async () => {
    const rig = await deniedSession();
    const worker = await rig.started();

    expect(rig.answer('m1')).toMatchObject(accepted(1));
    expect(rig.answer('m2')).toMatchObject(accepted(2));
    expect(rig.answer('early')).toMatchObject(denied);
    expect(rig.asked.map(({ messageId, policy }) => [messageId, policy])).toEqual([['early', POLICY]]);
    expect(worker.confirmed!.stateOf(SESSION)).toMatchObject({ state: 'OPEN', lastOrdinal: 2 });
  });

  it('given a denied Commitment, when it is sent again to the next owner, then the same denial, and nobody is asked', async () => {
    const rig = await deniedSession();
    await rig.started();
    await rig.submit('early', 'lead', 'Commitment', commitment);

    const [first, second, ...more] = rig.outcomes('early');

    expect(second).toEqual(first);
    expect(more).toEqual([]);
    expect(rig.asked).toHaveLength(1);
  });

  it('given a Commitment that is answered later, then it resolves only with the answer, and survives restarts', async () => {
    const rig = await deniedSession();
    const worker = await rig.started();
    await rig.submit('m3', 'a', 'Vote', approval);
    await rig.submit('m4', 'b', 'Vote', approval);
    let reply: (() => void) | undefined;
    rig.answerer = (question) =>
      new Promise((resolve) => {
        reply = () => resolve(evaluateCommitment(question));
      });
    await rig.submit('late', 'lead', 'Commitment', commitment);
    expect(rig.answer('late')).toBeUndefined();
    expect(worker.confirmed!.stateOf(SESSION)!.state).toBe('OPEN');

    reply!();
    await rig.clock.advance(0);

    expect(rig.answer('late')).toMatchObject(accepted(5, 'RESOLVED'));
    const lived = stateText(worker);
    await worker.stop();
    const fromSnapshot = await rig.started();
    const short = stateText(fromSnapshot);
    await fromSnapshot.stop();
    const whole = stateText(await rig.started({ snapshots: new MemorySnapshotStore(1) }));
    expect([short, whole]).toEqual([lived, lived]);
    const [fromCheckpoint, fromNothing] = rig.recoveredRecords().slice(-2);
    expect(fromCheckpoint).toBeLessThan(fromNothing!);
    expect(rig.asked).toHaveLength(2);
  });

  it('given an evaluation that fails, when the Commitment is answered, then it is an error and the session stays open', async () => {
    const rig = await deniedSession();
    const worker = await rig.started();
    rig.answerer = () => Promise.reject(new Error('out of reach'));

    await rig.submit('late', 'lead', 'Commitment', commitment);

    expect(rig.answer('late')).toMatchObject({ kind: 'rejected', rejection: { code: 'INTERNAL_ERROR' } });
    expect(worker.confirmed!.stateOf(SESSION)).toMatchObject({ state: 'OPEN', lastOrdinal: 2 });
  });
});
