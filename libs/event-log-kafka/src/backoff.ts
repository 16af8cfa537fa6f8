/** Pauses between attempts: doubling up to a bound, spread over their upper half so that many do not come at once. */
export class Backoff {
  #attempts = 0;

  constructor(
    private readonly firstMs: number,
    private readonly maxMs: number,
  ) {}

  reset(): void {
    this.#attempts = 0;
  }

  nextMs(): number {
    const fullMs = Math.min(this.firstMs * 2 ** Math.min(this.#attempts, 20), this.maxMs);
    this.#attempts += 1;
    return Math.ceil(fullMs * (0.5 + Math.random() / 2));
  }
}

/** Resolves after `ms`, or at once when `signal` aborts; never keeps a process alive that has nothing else to do. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) {
      resolve();
      return;
    }
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done);
  });
}
