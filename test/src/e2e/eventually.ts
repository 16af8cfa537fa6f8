/** Waiting for a condition that somebody else makes true. */

/** Asks again and again until the answer is `wanted`; only the spec's own time-out ends it otherwise. */
export async function eventually<Answer>(ask: () => Promise<Answer>, wanted: Answer): Promise<void> {
  while ((await ask()) !== wanted) await new Promise((resolve) => setImmediate(resolve));
}
