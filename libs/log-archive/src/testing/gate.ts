/**
 * Where a world decides what happens next: every call of a process to log or archive waits here until its turn comes, in any
 * order. A process that dies leaves its calls behind: each has its effect some time, or never, and nobody hears of it.
 */
interface Waiting {
  readonly process: GatedProcess;
  readonly go: () => Promise<void>;
}

/** One process of a world. */
export class GatedProcess {
  isDead = false;

  constructor(private readonly gate: Gate) {}

  /** `call`, when its turn comes. */
  call<Result>(call: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      const go = async (): Promise<void> => {
        try {
          const result = await call();
          if (!this.isDead) resolve(result);
        } catch (cause) {
          if (!this.isDead) reject(cause as Error);
        }
      };
      this.gate.add({ process: this, go });
    });
  }
}

export class Gate {
  #waiting: Waiting[] = [];

  /** Calls that wait. */
  get waiting(): number {
    return this.#waiting.length;
  }

  process(): GatedProcess {
    return new GatedProcess(this);
  }

  add(waiting: Waiting): void {
    this.#waiting.push(waiting);
  }

  /** Lets the call at `index` happen, and everything that follows from it up to the next calls. */
  async pass(index: number): Promise<void> {
    const [next] = this.#waiting.splice(index, 1);
    await next?.go();
    await new Promise(setImmediate);
  }

  /** The process dies. `keeps` is asked of each call under way: true, and it still happens some time. */
  kill(process: GatedProcess, keeps: () => boolean): void {
    process.isDead = true;
    this.#waiting = this.#waiting.filter((each) => each.process !== process || keeps());
  }
}
