/** Reads of a registry see everything that was registered before the call: they wait for the catalog to catch up. */

/** Calls `then` once `catalog` has caught up, at once where it has; or `failed` when it never will. */
export function caughtUp(
  catalog: { catchUp(): void | Promise<void> },
  then: () => void,
  failed: (cause: unknown) => void,
): void {
  const promise = catalog.catchUp();
  if (promise === undefined) then();
  else promise.then(then, failed);
}
