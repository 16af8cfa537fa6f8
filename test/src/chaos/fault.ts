/** Something that can be done to a part of a cluster, and undone. */
export interface Fault {
  /** What is counted: what is done, and to what sort of thing. */
  readonly kind: string;
  /** To which one exactly. */
  readonly name: string;
  /** Of one group there is one fault at a time: the brokers keep their majority. */
  readonly group: string;
  /** Does it; resolves with how to undo it. */
  inject(): Promise<() => Promise<void>>;
}

export const NOTHING_TO_UNDO = async (): Promise<void> => undefined;
