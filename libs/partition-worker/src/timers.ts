/**
 * Deadlines of a partition's entities, earliest first. An entry says when to look at an entity, not what is due: who pops
 * it asks the aggregate, so an entry that the entity's history has overtaken is harmless (I13).
 */

/** Deadlines of a partition. */
export class DeadlineHeap {
  private heap = new Heap();
  /** Entries that a sweep has not come to. Invariant: empty while there is no sweep. */
  private unswept = new Heap();

  get size(): number {
    return this.heap.size + this.unswept.size;
  }

  get isSwept(): boolean {
    return this.unswept.size === 0;
  }

  /** Earliest deadline, Unix ms; `undefined` when there is none. */
  get nextMs(): number | undefined {
    const { heap, unswept } = this;
    return unswept.nextMs < heap.nextMs ? unswept.nextMs : heap.size > 0 ? heap.nextMs : undefined;
  }

  push(deadlineMs: number, entity: string): void {
    this.heap.push(deadlineMs, entity);
  }

  /** Removes the earliest entry and returns its entity, if it is due at `nowMs`. */
  popDue(nowMs: number): string | undefined {
    const { heap, unswept } = this;
    return (unswept.nextMs < heap.nextMs ? unswept : heap).popDue(nowMs);
  }

  /** Looks at up to `count` more entries and drops those that `isWanted` says no to; begins anew once it is through. */
  sweep(count: number, isWanted: (deadlineMs: number, entity: string) => boolean): void {
    if (this.isSwept) {
      this.unswept = this.heap;
      this.heap = new Heap();
    }
    const keep = (deadlineMs: number, entity: string): void => {
      if (isWanted(deadlineMs, entity)) this.heap.push(deadlineMs, entity);
    };
    for (let left = count; left > 0 && this.unswept.size > 0; left -= 1) this.unswept.takeLast(keep);
  }
}

/** Binary min-heap of (Unix ms, entity). */
class Heap {
  private readonly times: number[] = [];
  private readonly entities: string[] = [];

  get size(): number {
    return this.times.length;
  }

  /** `Infinity` when there is none. */
  get nextMs(): number {
    return this.times.length > 0 ? this.times[0]! : Infinity;
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

  popDue(nowMs: number): string | undefined {
    const { times, entities } = this;
    if (times.length === 0 || times[0]! > nowMs) return undefined;
    const due = entities[0]!;
    const lastMs = times.pop()!;
    const lastEntity = entities.pop()!;
    if (times.length > 0) this.sink(lastMs, lastEntity);
    return due;
  }

  /** Removes an entry that no other stands below. */
  takeLast(take: (deadlineMs: number, entity: string) => void): void {
    take(this.times.pop()!, this.entities.pop()!);
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
