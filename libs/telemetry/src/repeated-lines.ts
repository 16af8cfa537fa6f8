/**
 * Warnings and errors that say the same are written so many times a second at most, so that a fault which every call meets
 * does not fill the log. The next line that is written tells how many were left out. What is fatal is always written.
 */
import { LineBudget } from './line-budget.js';

/** Lines of one text in a second. */
export const SAME_TEXT_PER_SECOND = 100;

/** Texts are constants of the code: more than these are not told apart, so that memory stays bounded whatever they are. */
const TEXTS_MAX = 1000;

const OTHER_TEXTS = '';

export class RepeatedLines {
  private readonly budgets = new Map<string, LineBudget>();

  constructor(private readonly monotonicMs: () => number) {}

  /** Lines of this text that were left out before this one, or `undefined` when it is left out itself. */
  take(text: string): number | undefined {
    const budget = this.budgetOf(text);
    return budget.take() ? budget.takeLeftOut() : undefined;
  }

  private budgetOf(text: string): LineBudget {
    const isKnown = this.budgets.has(text) || this.budgets.size < TEXTS_MAX;
    const key = isKnown ? text : OTHER_TEXTS;
    let budget = this.budgets.get(key);
    if (budget === undefined) this.budgets.set(key, (budget = new LineBudget(SAME_TEXT_PER_SECOND, this.monotonicMs)));
    return budget;
  }
}
