/**
 * How long callers waited, from their first attempt to the answer, told apart by kind of call: a wait beyond a threshold is
 * kept with everything that befell it, so that it can be explained afterwards (docs/reliability.md, "Chaos").
 */

export const CALL_KINDS = [
  'session call',
  'control',
  'read',
  'registration',
  'verdict',
  'signal',
  'follow',
  'watch',
] as const;
export type CallKind = (typeof CALL_KINDS)[number];

/** Who waits for what. */
export interface Asked {
  readonly kind: CallKind;
  readonly client: string;
  readonly sender: string;
  /** The call, with the type of its message where it has one. */
  readonly what: string;
  /** Empty where it is about none. */
  readonly sessionId: string;
  readonly messageId: string;
}

/** What befell a call on its way to its answer, and how often in a row; Unix ms. */
export interface Note {
  readonly what: string;
  readonly fromMs: number;
  toMs: number;
  count: number;
}

/** Attempts alternate between two ingresses. */
const ALTERNATING = 2;

export class Wait {
  readonly notes: Note[] = [];
  /** Unix ms; `undefined` while it waits. */
  toMs: number | undefined;

  constructor(
    readonly asked: Asked,
    /** Unix ms. */
    readonly fromMs: number,
    private readonly nowMs: () => number,
  ) {}

  note(what: string): void {
    const atMs = this.nowMs();
    const same = this.notes.slice(-ALTERNATING).find((note) => note.what === what);
    if (same === undefined) {
      this.notes.push({ what, fromMs: atMs, toMs: atMs, count: 1 });
      return;
    }
    same.count += 1;
    same.toMs = atMs;
  }
}

export class Waits {
  private readonly waiting = new Set<Wait>();
  private readonly longestMs = new Map<CallKind, number>();
  private readonly ended: Wait[] = [];

  constructor(
    /** What is longer is kept. */
    private readonly longMs: number,
    private readonly nowMs: () => number = Date.now,
  ) {}

  begin(asked: Asked): Wait {
    const wait = new Wait(asked, this.nowMs(), this.nowMs);
    this.waiting.add(wait);
    return wait;
  }

  /** It was answered. */
  end(wait: Wait): void {
    this.waiting.delete(wait);
    wait.toMs = this.nowMs();
    const { kind } = wait.asked;
    const tookMs = wait.toMs - wait.fromMs;
    this.longestMs.set(kind, Math.max(this.longestMs.get(kind) ?? 0, tookMs));
    if (tookMs > this.longMs) this.ended.push(wait);
  }

  /** Nobody wants the answer any more. */
  drop(wait: Wait): void {
    this.waiting.delete(wait);
  }

  /** Those beyond the threshold, those that still wait included, the longest first. */
  get long(): readonly Wait[] {
    const nowMs = this.nowMs();
    const still = [...this.waiting].filter(({ fromMs }) => nowMs - fromMs > this.longMs);
    const tookMs = ({ fromMs, toMs = nowMs }: Wait): number => toMs - fromMs;
    return [...this.ended, ...still].sort((a, b) => tookMs(b) - tookMs(a));
  }

  /** By kind, those that still wait included; kinds that nobody has asked are left out. */
  get longest(): ReadonlyMap<CallKind, number> {
    const nowMs = this.nowMs();
    const found = new Map(this.longestMs);
    for (const { asked, fromMs } of this.waiting)
      found.set(asked.kind, Math.max(found.get(asked.kind) ?? 0, nowMs - fromMs));
    return new Map(CALL_KINDS.flatMap((kind) => (found.has(kind) ? [[kind, found.get(kind)!] as const] : [])));
  }
}
