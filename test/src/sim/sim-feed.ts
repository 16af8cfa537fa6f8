/** How a simulated follower or consumer gets what is in a store: in portions of any size, some time later, in order. */
import type { Subscription } from '@macp/event-log';
import type { Random } from './random.js';
import type { SimProcess } from './sim-process.js';

export interface SimFeedParts<Item> {
  readonly process: SimProcess;
  readonly random: Random;
  /** What is in the store at the moment. */
  readonly items: () => readonly Item[];
  readonly from: number;
  /** Items of one portion, and ticks until it comes, at most. */
  readonly most: { readonly items: number; readonly delay: number };
  /** Told when there is more in the store. */
  readonly wakers: Set<() => void>;
  /** Nothing below is delivered. */
  readonly lowest?: () => number;
  readonly onItems: (items: readonly Item[]) => void;
}

/** Delivers from the call on, until it is closed. */
export function simFeed<Item>({
  process,
  random,
  items,
  from,
  most,
  wakers,
  lowest,
  onItems,
}: SimFeedParts<Item>): Subscription {
  let next = from;
  let isOpen = true;
  let isScheduled = false;
  const deliver = (): void => {
    isScheduled = false;
    if (!isOpen) return;
    next = Math.max(next, lowest?.() ?? 0);
    const chunk = items().slice(next, next + random.between(1, most.items));
    next += chunk.length;
    if (chunk.length > 0) onItems(chunk);
    wake();
  };
  const wake = (): void => {
    if (isScheduled || !isOpen || next >= items().length) return;
    isScheduled = true;
    process.later(random.between(0, most.delay), deliver);
  };
  wakers.add(wake);
  wake();
  return {
    close: () => {
      isOpen = false;
      wakers.delete(wake);
    },
  };
}
