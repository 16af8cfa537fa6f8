/**
 * Who is calling and what they may do (runtime specification §9.2). Made by a credential resolver, never by a client's
 * own claim; an envelope's `sender` is always overwritten with it.
 */
export interface Identity {
  /** Invariant: not empty. */
  readonly sender: string;
  /** Modes the identity may send in, exact match; absent = all. */
  readonly allowedModes?: ReadonlySet<string>;
  readonly canStartSessions: boolean;
  /** Most OPEN sessions it may have started at once; absent = no limit, 0 = none. */
  readonly maxOpenSessions?: number;
  /** May change the mode and policy registries. */
  readonly canManageModeRegistry: boolean;
  /** May read every session; grants no sending. */
  readonly isObserver: boolean;
}
