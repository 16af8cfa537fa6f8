/**
 * What the client of one session was told: the messages that were acknowledged, in the order that the session's history has
 * to have, and the state that it has to be in. Ids are of use within their session alone.
 */
import type { SessionState } from '@macp/kernel';

export class Journal {
  state: SessionState = 'OPEN';
  private readonly groups: (readonly string[])[] = [];
  private length = 0;

  constructor(
    readonly sessionId: string,
    readonly mode: string,
  ) {}

  /** These were acknowledged after everything before, and in any order among themselves. */
  acknowledged(messageIds: readonly string[]): void {
    if (messageIds.length === 0) return;
    this.groups.push(messageIds);
    this.length += messageIds.length;
  }

  get count(): number {
    return this.length;
  }

  get first(): string {
    return this.groups[0]![0]!;
  }

  /** How a history differs from it. */
  compare(told: readonly string[]): Difference {
    const ids = new Set(told);
    const lost = this.groups.flat().filter((id) => !ids.has(id)).length;
    const repeated = told.length - ids.size;
    const unknown = ids.size - (this.length - lost);
    const isInOrder = lost > 0 || repeated > 0 || unknown > 0 || this.isInOrder(told);
    return { lost, repeated, unknown, reordered: isInOrder ? 0 : 1 };
  }

  private isInOrder(told: readonly string[]): boolean {
    let at = 0;
    return this.groups.every((group) => {
      const place = new Set(told.slice(at, (at += group.length)));
      return group.every((id) => place.has(id));
    });
  }
}

export interface Difference {
  /** Acknowledged and not there. */
  readonly lost: number;
  /** There more than once. */
  readonly repeated: number;
  /** There and not acknowledged. */
  readonly unknown: number;
  /** 1 when all are there, in an order that nobody was told. */
  readonly reordered: number;
}

export function isSame({ lost, repeated, unknown, reordered }: Difference): boolean {
  return lost + repeated + unknown + reordered === 0;
}
