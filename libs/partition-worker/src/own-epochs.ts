/**
 * Epochs that this process has claimed a partition with: their CLAIMs are no sign of another owner, however late they land.
 * One that is forgotten is taken for another owner's, which is safe and costs a recovery.
 */

/** A partition that cannot be claimed is tried some times a minute: these are hours. */
export const OWN_EPOCHS_MAX = 1000;

/** Invariant: the `OWN_EPOCHS_MAX` newest, oldest first. */
export class OwnEpochs {
  private readonly epochs = new Set<string>();

  add(epoch: string): void {
    this.epochs.add(epoch);
    if (this.epochs.size <= OWN_EPOCHS_MAX) return;
    for (const oldest of this.epochs) {
      this.epochs.delete(oldest);
      return;
    }
  }

  has(epoch: string): boolean {
    return this.epochs.has(epoch);
  }
}
