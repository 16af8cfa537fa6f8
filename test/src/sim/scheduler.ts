/**
 * Virtual time: every task of the world runs at its moment, in the order of its scheduling, and everything that follows
 * from it at once has happened before the next one runs.
 */
interface Task {
  readonly atMs: number;
  readonly order: number;
  run: (() => void) | undefined;
}

export class Scheduler {
  readonly startMs = 1_000_000;
  nowMs = this.startMs;
  private readonly tasks: Task[] = [];
  private scheduled = 0;

  /** Runs `run` in `delayMs`; returns its cancellation. */
  after(delayMs: number, run: () => void): () => void {
    const task: Task = { atMs: this.nowMs + Math.max(0, delayMs), order: (this.scheduled += 1), run };
    this.push(task);
    return () => {
      task.run = undefined;
    };
  }

  /** Lets the world go on for `ms`, or until `isOver`. */
  async run(ms: number, isOver: () => boolean): Promise<void> {
    const untilMs = this.nowMs + ms;
    await drained();
    while (this.tasks.length > 0 && this.tasks[0]!.atMs <= untilMs && !isOver()) {
      const task = this.pop();
      this.nowMs = Math.max(this.nowMs, task.atMs);
      if (task.run === undefined) continue;
      task.run();
      await drained();
    }
    if (!isOver()) this.nowMs = untilMs;
  }

  private push(task: Task): void {
    const { tasks } = this;
    let at = tasks.push(task) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (isBefore(tasks[parent]!, task)) break;
      tasks[at] = tasks[parent]!;
      at = parent;
    }
    tasks[at] = task;
  }

  private pop(): Task {
    const { tasks } = this;
    const first = tasks[0]!;
    const last = tasks.pop()!;
    if (tasks.length === 0) return first;
    let at = 0;
    for (let child = 1; child < tasks.length; child = 2 * at + 1) {
      if (child + 1 < tasks.length && isBefore(tasks[child + 1]!, tasks[child]!)) child += 1;
      if (isBefore(last, tasks[child]!)) break;
      tasks[at] = tasks[child]!;
      at = child;
    }
    tasks[at] = last;
    return first;
  }
}

function isBefore(left: Task, right: Task): boolean {
  return left.atMs < right.atMs || (left.atMs === right.atMs && left.order < right.order);
}

/** Resolves when no microtask is left. */
function drained(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
