/** Accepted history in memory behind the history port, for specs of what carries it; it keeps the port's contract. */
import { partitionFor } from '@macp/ports';
import type { FollowListener, HistoryEnvelope, HistoryFollow, HistoryReader, SessionPage } from '@macp/ports';
import { compareText } from '@macp/kernel';
import type { SessionMetadata } from '@macp/kernel';

const LAG_ENVELOPES_MAX = 256;
const CHUNK_ENVELOPES = 64;
const STARTED_MS = 1_790_000_000_000;

/** What was accepted; several readers may share it, as several processes share a log. */
export class MemoryHistory {
  readonly sessions = new Map<string, HistoryEnvelope[]>();
  private readonly listeners = new Set<(sessionId: string) => void>();

  /** Accepts the next envelope of a session, the first one its start. */
  accept(sessionId: string): void {
    const accepted = this.sessions.get(sessionId) ?? [];
    this.sessions.set(sessionId, accepted);
    const ordinal = accepted.length + 1;
    const envelope = {
      macpVersion: '1.0',
      mode: 'macp.mode.decision.v1',
      messageType: ordinal === 1 ? 'SessionStart' : 'Proposal',
      messageId: `m-${ordinal}`,
      sessionId,
      sender: 'lead',
      timestampUnixMs: BigInt(STARTED_MS + ordinal),
      payload: Buffer.from(`payload ${ordinal}`),
    };
    accepted.push({ ordinal, envelope });
    for (const listener of [...this.listeners]) listener(sessionId);
  }

  onAccepted(listener: (sessionId: string) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

/** One process's view: only the partitions it owns, as a projection that follows a part of the log. */
export class MemoryHistoryReader implements HistoryReader {
  readonly follows = new Set<MemoryFollow>();

  constructor(
    readonly history: MemoryHistory,
    private readonly owns: (sessionId: string) => boolean = () => true,
  ) {
    history.onAccepted((sessionId) => {
      for (const follow of [...this.follows]) if (follow.sessionId === sessionId) follow.accepted();
    });
  }

  async session(sessionId: string): Promise<SessionMetadata | undefined> {
    return this.history.sessions.has(sessionId) && this.owns(sessionId) ? metadataOf(sessionId) : undefined;
  }

  async list(afterId: string, limit: number): Promise<SessionPage> {
    const ids = [...this.history.sessions.keys()]
      .filter((id) => this.owns(id) && compareText(id, afterId) > 0)
      .sort(compareText);
    return { sessions: ids.slice(0, limit).map(metadataOf), more: ids.length > limit };
  }

  async follow(sessionId: string, after: number | 'live', listener: FollowListener): Promise<HistoryFollow> {
    const tail = this.history.sessions.get(sessionId)?.length ?? 0;
    const start = after === 'live' ? tail : Math.min(after, tail);
    const follow = new MemoryFollow(this, { sessionId, tail, listener }, start);
    this.follows.add(follow);
    return follow;
  }
}

class MemoryFollow implements HistoryFollow {
  readonly sessionId: string;
  readonly tail: number;
  private isPaused = false;
  private isLive = false;
  private isScheduled = false;

  constructor(
    private readonly reader: MemoryHistoryReader,
    private readonly parts: { sessionId: string; tail: number; listener: FollowListener },
    private cursor: number,
  ) {
    this.sessionId = parts.sessionId;
    this.tail = parts.tail;
    this.schedule();
  }

  accepted(): void {
    const behind = (this.reader.history.sessions.get(this.sessionId)?.length ?? 0) - this.cursor;
    if (this.isLive && behind > LAG_ENVELOPES_MAX) {
      this.close();
      this.parts.listener.lagged(behind);
    } else this.schedule();
  }

  resume(): void {
    this.isPaused = false;
    this.schedule();
  }

  close(): void {
    this.reader.follows.delete(this);
  }

  private schedule(): void {
    if (this.isScheduled || this.isPaused) return;
    this.isScheduled = true;
    setImmediate(() => this.deliver());
  }

  private deliver(): void {
    this.isScheduled = false;
    if (this.isPaused || !this.reader.follows.has(this)) return;
    const all = this.reader.history.sessions.get(this.sessionId) ?? [];
    const batch = all.slice(this.cursor, this.cursor + CHUNK_ENVELOPES);
    this.cursor += batch.length;
    if (batch.length > 0) this.isPaused = !this.parts.listener.envelopes(batch);
    if (this.cursor === all.length) this.isLive = true;
    else this.schedule();
  }
}

/** Whether a reader that has these partitions of `count` knows the session. */
export function ownerOf(partitions: ReadonlySet<number>, count: number): (sessionId: string) => boolean {
  return (sessionId) => partitions.has(partitionFor(sessionId, count));
}

function metadataOf(sessionId: string): SessionMetadata {
  return {
    sessionId,
    mode: 'macp.mode.decision.v1',
    state: 'OPEN',
    startedAtMs: STARTED_MS,
    expiresAtMs: STARTED_MS + 60_000,
    modeVersion: '1.0.0',
    configurationVersion: 'cfg',
    policyVersion: '',
    participants: ['lead', 'peer'],
    participantActivity: [{ participantId: 'peer', lastMessageAtMs: STARTED_MS + 5, messageCount: 2 }],
    initiator: 'lead',
    contextId: 'c-1',
    extensionKeys: [],
  };
}
