/** What every registry decides in: facts to make durable, then an answer that is shown to the client as it is. */

/** The change is made. */
export interface RegistryAccepted {
  readonly kind: 'registryAccepted';
}

/** The change is not made; `error` goes to the client as it is. */
export interface RegistryRefused {
  readonly kind: 'registryRefused';
  readonly error: string;
}

/** The decision on a change of a registry. */
export interface ChangeDecision<Fact> {
  readonly kind: 'decided';
  readonly facts: readonly Fact[];
  readonly outcome: RegistryAccepted | RegistryRefused;
}

export function accepted<Fact>(...facts: readonly Fact[]): ChangeDecision<Fact> {
  return { kind: 'decided', facts, outcome: { kind: 'registryAccepted' } };
}

export function refused(error: string): ChangeDecision<never> {
  return { kind: 'decided', facts: [], outcome: { kind: 'registryRefused', error } };
}
