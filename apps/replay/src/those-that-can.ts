/** What several attempts have come to, when each that fails has raised its own alarm and is not to stop the others. */

/** The items whose attempt succeeds, in their order. Rejects with the cause of the first when the attempts of all fail. */
export async function thoseThatCan<Item>(
  items: readonly Item[],
  attempt: (item: Item) => Promise<void>,
): Promise<Item[]> {
  const settled = await Promise.allSettled(items.map(attempt));
  const [first] = settled;
  if (first?.status === 'rejected' && settled.every(({ status }) => status === 'rejected')) throw first.reason;
  return items.filter((_, at) => settled[at]!.status === 'fulfilled');
}
