/** Records as texts, for the contract's tests. */
import type { EventLog } from '../event-log.js';

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
export const text = (record: { readonly bytes: Uint8Array }): string => new TextDecoder().decode(record.bytes);
export const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);

/** Appends one record after the other; resolves with their offsets. */
export async function appendAll(log: EventLog, partition: number, texts: readonly string[]): Promise<number[]> {
  const offsets: number[] = [];
  for (const each of texts) offsets.push(await log.append(partition, bytes(each)));
  return offsets;
}
