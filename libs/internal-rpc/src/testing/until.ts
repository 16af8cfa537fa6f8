/** Waits for what a spec knows will come. */

/** Resolves once `condition` holds; looks after every turn of the event loop and then less and less often. */
export async function until(condition: () => boolean): Promise<void> {
  for (let ms = 0; !condition(); ms = Math.min(ms + 1, 20)) {
    await new Promise<void>((resolve) => {
      setTimeout(resolve, ms);
    });
  }
}
