/** Which fault was in force when, so that what happened meanwhile can be explained by it. */

/** Unix ms; `toMs` is absent while it is in force. */
export interface FaultSpan {
  readonly name: string;
  readonly fromMs: number;
  toMs?: number;
}

export class FaultHistory {
  /** In the order of their beginnings. */
  private readonly spans: FaultSpan[] = [];

  constructor(private readonly nowMs: () => number = Date.now) {}

  /** The fault is in force from now on until what is returned is called. */
  begin(name: string): () => void {
    const span: FaultSpan = { name, fromMs: this.nowMs() };
    this.spans.push(span);
    return () => {
      span.toMs = this.nowMs();
    };
  }

  /** It was in force until now. */
  lasted(name: string, ms: number): void {
    const toMs = this.nowMs();
    this.spans.push({ name, fromMs: toMs - ms, toMs });
  }

  /** Those that were in force at any moment of a time. */
  during(fromMs: number, toMs: number): readonly FaultSpan[] {
    const met = this.spans.filter((span) => span.fromMs <= toMs && (span.toMs ?? Infinity) >= fromMs);
    return met.sort((a, b) => a.fromMs - b.fromMs);
  }
}

const LOOK_EVERY_MS = 100;
const STALLED_MS = 1000;

/** Clients and proxies live in this program: where it stands still, so do they. Returns how to stop looking. */
export function noteOwnStalls(history: FaultHistory): () => void {
  let lastMs = performance.now();
  const timer = setInterval(() => {
    const lateMs = performance.now() - lastMs - LOOK_EVERY_MS;
    if (lateMs > STALLED_MS) history.lasted('the program that makes the faults stood still', Math.round(lateMs));
    lastMs = performance.now();
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
