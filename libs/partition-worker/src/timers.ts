/**
 * Deadlines of a partition's entities, earliest first. An entry says when to look at an entity, not what is due: who pops
 * it asks the aggregate, so an entry that the entity's history has overtaken is harmless (I13).
 */

/** Binary min-heap of (Unix ms, entity). */
export class DeadlineHeap {
  private readonly times: number[] = [];
  private readonly entities: string[] = [];

  get size(): number {
    return this.times.length;
  }

  /** Earliest deadline, Unix ms; `undefined` when there is none. */
  get nextMs(): number | undefined {
    return this.times[0];
  }

  push(deadlineMs: number, entity: string): void {
    const { times, entities } = this;
    let at = times.length;
    times.push(deadlineMs);
    entities.push(entity);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (times[parent]! <= deadlineMs) break;
      times[at] = times[parent]!;
      entities[at] = entities[parent]!;
      at = parent;
    }
    times[at] = deadlineMs;
    entities[at] = entity;
  }

  /** Drops the entries that `isWanted` says no to. */
  keep(isWanted: (deadlineMs: number, entity: string) => boolean): void {
    const times = this.times.splice(0);
    const entities = this.entities.splice(0);
    for (const [at, deadlineMs] of times.entries()) {
      if (isWanted(deadlineMs, entities[at]!)) this.push(deadlineMs, entities[at]!);
    }
  }

  /** Removes the earliest entry and returns its entity, if it is due at `nowMs`. */
  popDue(nowMs: number): string | undefined {
    const { times, entities } = this;
    if (times.length === 0 || times[0]! > nowMs) return undefined;
    const due = entities[0]!;
    const lastMs = times.pop()!;
    const lastEntity = entities.pop()!;
    if (times.length > 0) this.sink(lastMs, lastEntity);
    return due;
  }

  private sink(deadlineMs: number, entity: string): void {
    const { times, entities } = this;
    const { length } = times;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= length) break;
      if (child + 1 < length && times[child + 1]! < times[child]!) child += 1;
      if (times[child]! >= deadlineMs) break;
      times[at] = times[child]!;
      entities[at] = entities[child]!;
      at = child;
    }
    times[at] = deadlineMs;
    entities[at] = entity;
  }
}
