/** What time alone does to sessions, on the real partition worker: on the live owner only, recorded, once. */
import { describe, expect, it } from '@jest/globals';
import { MemorySnapshotStore } from '@macp/event-log';
import { decodeSession } from '@macp/kernel';
import type { ControlSession, Session, SessionOutcome } from '@macp/kernel';
import { builtInModes, coreCodec, modeLookup } from '@macp/modes';
import type { PartitionWorker } from '@macp/partition-worker';
import { WorkerRig } from '@macp/partition-worker/testing';
import { builtInPolicy, evaluateCommitment } from '@macp/policy-rules';
import { CommitmentPayload, encodeBytes, handoff } from '@macp/proto';
import { sessionAggregate } from '@macp/records';
import type { SessionTypes } from '@macp/records';
import { MODE, SESSION_ID, startBytes } from './edge-case.js';

const modes = modeLookup(builtInModes);
const TIMED = {
  policyId: 'timed',
  mode: MODE.handoff,
  description: '',
  rules: '{"acceptance":{"implicit_accept_timeout_ms":500}}',
  schemaVersion: 3,
};
const aggregate = sessionAggregate({
  modes,
  codec: coreCodec,
  policies: (policyId) => (policyId === TIMED.policyId ? TIMED : builtInPolicy(policyId)),
});

const offer = encodeBytes(handoff.HandoffOfferPayload, { handoffId: 'h1', targetParticipant: 'a' });
const commitment = encodeBytes(CommitmentPayload, {
  commitmentId: 'c1',
  action: 'handoff.accepted',
  authorityScope: 'scope',
  reason: 'because',
  modeVersion: '1.0.0',
  configurationVersion: 'cfg',
  outcomePositive: true,
});

class SessionRig extends WorkerRig<SessionTypes> {
  override answerer = evaluateCommitment;

  constructor() {
    super(aggregate);
  }

  /** Sends a message under its own id and lets everything happen that follows from it at once. */
  async submit(messageId: string, messageType: string, payload: Uint8Array): Promise<SessionOutcome | undefined> {
    const envelope = {
      macpVersion: '1.0',
      mode: MODE.handoff,
      messageType,
      messageId,
      sessionId: SESSION_ID,
      sender: 'lead',
      timestampUnixMs: 0n,
      payload,
    };
    this.send({ kind: 'SubmitEnvelope', envelope }, messageId);
    await this.clock.advance(0);
    return this.outcomes(messageId).at(-1);
  }

  async control(kind: ControlSession['kind']): Promise<void> {
    this.send({ kind, sessionId: SESSION_ID, caller: 'lead', reason: '' });
    await this.clock.advance(0);
  }
}

const textOf = (worker: PartitionWorker<SessionTypes>): string =>
  aggregate.codec.encodeState(worker.confirmed!.stateOf(SESSION_ID)!);

function stateOf(
  worker: PartitionWorker<SessionTypes>,
): Pick<Session, 'state' | 'lastOrdinal'> & { disposition: string } {
  const { state, lastOrdinal, modeState } = decodeSession(textOf(worker), { modes });
  const { offers } = modes(MODE.handoff)!.encodeState(modeState) as { offers: Record<string, { disposition: string }> };
  return { state, lastOrdinal, disposition: offers['h1']!.disposition };
}

/** A Handoff with a time-out of 500 ms and an offer made now. */
async function offered(start: { maxSuspendMs?: number } = {}): Promise<{
  rig: SessionRig;
  worker: PartitionWorker<SessionTypes>;
  offeredAtMs: number;
}> {
  const rig = new SessionRig();
  const worker = await rig.started();
  await rig.submit('start', 'SessionStart', startBytes({ policyVersion: 'timed', ...start }));
  await rig.submit('offer', 'HandoffOffer', offer);
  return { rig, worker, offeredAtMs: rig.clock.nowMs() };
}

describe('the implicit accept on a live owner', () => {
  it('given silence, when the time-out passes, then it is recorded by itself, once, and the session can be committed', async () => {
    const { rig, worker } = await offered();

    await rig.clock.advance(499);
    expect(stateOf(worker)).toEqual({ state: 'OPEN', lastOrdinal: 2, disposition: 'Offered' });
    await rig.clock.advance(2000);

    expect(stateOf(worker)).toEqual({ state: 'OPEN', lastOrdinal: 3, disposition: 'Accepted' });
    expect(await rig.submit('commit', 'Commitment', commitment)).toMatchObject({ state: 'RESOLVED', ordinal: 4 });
  });

  it('given nobody owns the partition at the deadline, when an owner comes, then the accept still has its own time', async () => {
    const { rig, worker, offeredAtMs } = await offered();
    await worker.stop();
    await rig.clock.advance(9000);

    const next = await rig.started({ owner: 'two', generation: 1 });
    await rig.clock.advance(1);

    expect(stateOf(next)).toEqual({ state: 'OPEN', lastOrdinal: 3, disposition: 'Accepted' });
    const answer = await rig.submit('implicit-accept:h1', 'HandoffContext', new Uint8Array());
    expect(answer).toMatchObject({ kind: 'accepted', duplicate: true });
    expect(textOf(next)).toContain(`"offered_at_ms":${offeredAtMs}`);
  });

  it('given it is recorded, when other owners recover from snapshot or log, then they have it and record none', async () => {
    const { rig, worker } = await offered();
    await rig.clock.advance(600);
    const lived = textOf(worker);
    await worker.stop({ checkpoint: true });

    const fromSnapshot = await rig.started({ owner: 'two', generation: 1 });
    await rig.clock.advance(1000);
    const short = textOf(fromSnapshot);
    await fromSnapshot.stop();
    const fromLog = await rig.started({ owner: 'three', generation: 2, snapshots: new MemorySnapshotStore(1) });

    expect([short, textOf(fromLog)]).toEqual([lived, lived]);
  });
});

describe('the suspension cap on a live owner', () => {
  it('given a pause past its cap that nobody touches, then the session expires by itself', async () => {
    const { rig, worker } = await offered({ maxSuspendMs: 700 });
    await rig.control('SuspendSession');

    await rig.clock.advance(700);
    expect(stateOf(worker)).toMatchObject({ state: 'SUSPENDED', disposition: 'Offered' });
    await rig.clock.advance(1);

    expect(stateOf(worker)).toEqual({ state: 'EXPIRED', lastOrdinal: 2, disposition: 'Offered' });
  });

  it('given it resumes within its cap, then the time-out goes on where it stood', async () => {
    const { rig, worker } = await offered({ maxSuspendMs: 700 });
    await rig.clock.advance(200);
    await rig.control('SuspendSession');
    await rig.clock.advance(700);
    await rig.control('ResumeSession');

    await rig.clock.advance(299);
    expect(stateOf(worker)).toMatchObject({ state: 'OPEN', disposition: 'Offered' });
    await rig.clock.advance(1);

    expect(stateOf(worker)).toMatchObject({ state: 'OPEN', disposition: 'Accepted' });
  });
});
