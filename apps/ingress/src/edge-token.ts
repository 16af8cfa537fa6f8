/** Injection token of the `Edge` that all handlers of a process share. */
export const EDGE = Symbol('Edge');
