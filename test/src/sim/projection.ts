/**
 * The read side of the simulated world: the real projection of sessions in a process of its own, over a store that
 * survives its crashes, is lost with them, or comes back as it was some time before.
 */
import { MemoryProjectionStore } from '@macp/event-log';
import type { ProjectionChange } from '@macp/event-log';
import type { Session, SessionMetadata } from '@macp/kernel';
import { coreCodec } from '@macp/modes';
import { partitionFor } from '@macp/ports';
import type { HistoryReader } from '@macp/ports';
import { sessionDigest } from '@macp/records';
import type { SessionTypes } from '@macp/records';
import { SessionProjection } from '@macp/replay/projection';
import { replayStored } from '@macp/replay/stored-replay';
import { Violation } from './invariants.js';
import type { Mutant } from './mutant.js';
import { modes } from './session-script.js';
import type { SimContext } from './sim-context.js';
import { SimLog } from './sim-log.js';
import type { SimLogStore } from './sim-log-store.js';
import type { SimProcess } from './sim-process.js';
import type { ReadSide } from './subject.js';

/** A memory store that can go back in time. */
class SimProjectionStore extends MemoryProjectionStore {
  readonly changes: { readonly partition: number; readonly change: ProjectionChange }[] = [];

  constructor(private readonly pressure: () => Promise<void> | undefined) {
    super();
  }

  override apply(partition: number, change: ProjectionChange): Promise<void> | undefined {
    super.apply(partition, change);
    this.changes.push({ partition, change });
    return this.pressure();
  }
}

export class Projection implements ReadSide {
  process: SimProcess | undefined;
  /** `undefined` while it is down. */
  reader: HistoryReader | undefined;
  private store: SimProjectionStore;
  private readonly lost = new Set<() => void>();

  constructor(
    private readonly context: SimContext,
    private readonly logs: readonly SimLogStore[],
    private readonly mutant: Mutant<SessionTypes>,
  ) {
    this.store = this.newStore();
  }

  start(process: SimProcess): void {
    const { context, store, mutant } = this;
    const { trace, report } = context;
    const log = new SimLog(this.logs, process, context);
    const projection = new SessionProjection({
      log: mutant.projectionLog?.(log) ?? log,
      store: mutant.projectionStore?.(store) ?? store,
      modes,
      onFault: (_partition, cause) =>
        report(new Violation('I8', `the projection stopped: ${String(cause)}`, { cause })),
    });
    this.process = process;
    this.reader = mutant.history?.(projection, process) ?? projection;
    trace.add(() => `the projection starts behind offset ${store.position(0)?.offset ?? -1}`);
    projection.start().catch(() => undefined);
  }

  /** I7: what is stored of a session comes, folded again, to what the log says up to there. @throws Violation */
  verifyReplay(stateAt: (sessionId: string, offset: number) => Session | undefined): void {
    const { context, logs, store } = this;
    for (const summary of store.summaries(undefined, Number.MAX_SAFE_INTEGER)) {
      const { sessionId } = summary;
      const { offset } = store.position(partitionFor(sessionId, logs.length))!;
      const logged = stateAt(sessionId, offset);
      let digest: string | undefined;
      let cause: unknown;
      try {
        const { session, facts } = replayStored(store, summary, { context: { modes, codec: coreCodec } });
        digest = sessionDigest(session, { modes });
        if (facts > session.lastOrdinal)
          context.sometimes.note('stored session was replayed through a pause or its end');
      } catch (thrown) {
        cause = thrown;
      }
      if (logged !== undefined && digest === sessionDigest(logged, { modes })) continue;
      throw new Violation('I7', `${sessionId} as the projection has it at offset ${offset}`, { cause });
    }
  }

  /** Runs `react` once when the projection goes down. */
  onCrash(react: () => void): void {
    this.lost.add(react);
  }

  crash(): void {
    const { random, sometimes, trace } = this.context;
    this.process?.crash();
    this.process = undefined;
    this.reader = undefined;
    trace.add(() => 'the projection crashes');
    const fate = random.pick(['survives', 'survives', 'is lost', 'falls back'] as const);
    if (fate !== 'survives') this.keep(fate === 'is lost' ? 0 : random.between(0, this.store.changes.length));
    if (fate === 'is lost') sometimes.note('projection store was lost');
    if (fate === 'falls back') sometimes.note('projection store fell back');
    const lost = [...this.lost];
    this.lost.clear();
    for (const react of lost) react();
  }

  private keep(changes: number): void {
    const kept = this.store.changes.slice(0, changes);
    this.store = this.newStore();
    for (const { partition, change } of kept) void this.store.apply(partition, change);
  }

  private newStore(): SimProjectionStore {
    const { random, sometimes } = this.context;
    return new SimProjectionStore(() => {
      const { process } = this;
      if (process === undefined || !random.chance(0.05)) return undefined;
      sometimes.note('projection was held back by its store');
      return new Promise((resolve) => void process.later(random.between(1, 80), resolve));
    });
  }
}

/** All sessions, in pages of `limit`. */
export async function listAll(reader: HistoryReader, limit: number): Promise<readonly SessionMetadata[]> {
  const shown: SessionMetadata[] = [];
  for (;;) {
    const page = await reader.list(shown.at(-1)?.sessionId ?? '', limit);
    shown.push(...page.sessions);
    if (!page.more) return shown;
  }
}
