/** A log in memory with an owner that writes real batches of real decisions, and a projection of it, for specs. */
import { MemoryEventLog, MemoryProjectionStore, encodeBatch, encodeClaim } from '@macp/event-log';
import type { ProjectionStore } from '@macp/event-log';
import type { Envelope, SessionFact } from '@macp/kernel';
import { SessionScript } from '@macp/kernel/testing';
import { builtInModes, coreCodec, modeLookup } from '@macp/modes';
import { builtInPolicy } from '@macp/policy-rules';
import { partitionFor } from '@macp/ports';
import { CommitmentPayload, SessionStartPayload, decision, encodeBytes } from '@macp/proto';
import { encodeSessionFact } from '@macp/records';
import { SessionProjection } from '../session-projection.js';
import type { SessionProjectionOptions } from '../session-projection.js';

export const LOG_ID = 'log-of-the-spec';
export const START_MS = 1_000_000;
export const TTL_MS = 60_000;
const DECISION = 'macp.mode.decision.v1';
const modes = modeLookup(builtInModes);

/** One session, played through the kernel. */
export class PlayedSession extends SessionScript {
  private count = 0;

  constructor(
    readonly sessionId: string,
    payload: { maxSuspendMs?: number } = {},
  ) {
    super({ modes, codec: coreCodec, policies: builtInPolicy, nowMs: START_MS });
    const start = { participants: ['lead', 'peer'], modeVersion: '1.0.0', configurationVersion: 'cfg', ttlMs: TTL_MS };
    this.send('lead', 'SessionStart', encodeBytes(SessionStartPayload, { ...start, ...payload }));
  }

  propose(sender = 'lead', option = 'yes'): void {
    this.send(sender, 'Proposal', encodeBytes(decision.ProposalPayload, { proposalId: `p${this.count}`, option }));
  }

  commit(): void {
    const commitment = {
      commitmentId: 'c1',
      action: 'decision.declined',
      authorityScope: 'all',
      reason: 'none',
      modeVersion: '1.0.0',
      configurationVersion: 'cfg',
      outcomePositive: false,
    };
    this.send('lead', 'Commitment', encodeBytes(CommitmentPayload, commitment));
  }

  /** The facts since the last call. */
  take(): readonly SessionFact[] {
    return this.facts.splice(0);
  }

  private send(sender: string, messageType: string, payload: Uint8Array): void {
    this.count += 1;
    const envelope: Envelope = {
      macpVersion: '1.0',
      mode: DECISION,
      messageType,
      messageId: `m${this.count}`,
      sessionId: this.sessionId,
      sender,
      timestampUnixMs: 0n,
      payload,
    };
    const outcome = this.submit(envelope);
    if (outcome.kind === 'rejected') throw new Error(`${messageType}: ${outcome.rejection.code}`);
  }
}

/** Writes claims and batches as the owner of every partition. */
export class ProjectedLog {
  readonly log: MemoryEventLog;
  private readonly seqs = new Map<string, number>();

  constructor(partitions = 1) {
    this.log = new MemoryEventLog({ logId: LOG_ID, partitions });
  }

  async claim(epoch: string, partition = 0): Promise<void> {
    const { partitions } = this.log;
    const claim = { epoch, owner: 'spec', generation: 0, partitions, logId: LOG_ID, commandLogId: 'commands' };
    await this.log.append(partition, encodeClaim({ ...claim, claimedAtMs: START_MS }));
    this.seqs.set(`${epoch}/${partition}`, 0);
  }

  /** Appends what the session did since the last write, as one batch. */
  async write(epoch: string, session: PlayedSession): Promise<void> {
    const partition = partitionFor(session.sessionId, this.log.partitions);
    const seq = (this.seqs.get(`${epoch}/${partition}`) ?? 0) + 1;
    this.seqs.set(`${epoch}/${partition}`, seq);
    const facts = session.take().map((fact) => encodeSessionFact(fact));
    const batch = { epoch, seq, decidedUpTo: seq, parked: [], recordedAtMs: session.nowMs, outcomes: [], facts };
    await this.log.append(partition, encodeBatch(batch));
  }

  projection(
    store: ProjectionStore = new MemoryProjectionStore(),
    options: Partial<SessionProjectionOptions> = {},
  ): SessionProjection {
    return new SessionProjection({ log: this.log, store, modes, ...options });
  }
}

/** 1, 2, … `last`. */
export function ordinalsTo(last: number): readonly number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}
