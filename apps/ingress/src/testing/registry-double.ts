/** The registries in memory, for specs of the edge: the real deciders and the real views, only durability is missing. */
import type { Subscription } from '@macp/event-log';
import type { Mode } from '@macp/kernel';
import { ModeView } from '@macp/modes';
import {
  decideRegistry,
  entityOfRegistryCommand,
  evolveRegistry,
  listPolicies,
  resolvePolicy,
} from '@macp/policy-rules';
import type { ModeRegistry, PolicyRegistry, RegistryCommand, RegistryOutcome, RegistryState } from '@macp/policy-rules';
import type { PolicyCatalog, RegistryFeed, RegistryListener, Submission, WatchedRegistry } from '@macp/ports';

export class RegistryDouble implements Submission<RegistryCommand, RegistryOutcome>, RegistryFeed {
  readonly pending = 0;
  /** Every command that was decided, in order. */
  readonly commands: RegistryCommand[] = [];
  readonly modeView: ModeView;
  private readonly states = new Map<string, RegistryState>();
  private held: (() => void)[] | undefined;
  private readonly listeners = new Map<RegistryListener, WatchedRegistry>();

  constructor(
    private readonly builtIns: readonly Mode[],
    private readonly nowMs: () => number,
  ) {
    this.modeView = new ModeView(this, builtIns);
  }

  get policies(): PolicyRegistry | undefined {
    return this.states.get('policies') as PolicyRegistry | undefined;
  }

  get modes(): ModeRegistry | undefined {
    return this.states.get('modes') as ModeRegistry | undefined;
  }

  /** Commands that are held back. */
  get waiting(): number {
    return this.held?.length ?? 0;
  }

  get watchers(): number {
    return this.listeners.size;
  }

  catchUp(): Promise<void> {
    return Promise.resolve();
  }

  /** From now on nothing is decided, until `release`. */
  hold(): void {
    this.held = [];
  }

  /** Decides what was held back. */
  release(): void {
    const held = this.held ?? [];
    this.held = undefined;
    for (const decide of held) decide();
  }

  submit(_key: string, command: RegistryCommand, _deadlineMs: number, done: (outcome: RegistryOutcome) => void): void {
    const decide = (): void => {
      this.commands.push(command);
      const entity = entityOfRegistryCommand(command);
      const context = { nowMs: this.nowMs(), builtIns: this.builtIns };
      const { facts, outcome } = decideRegistry(this.states.get(entity), command, context);
      for (const fact of facts) {
        this.states.set(entity, evolveRegistry(this.states.get(entity), fact));
        for (const [listener, registry] of [...this.listeners]) if (registry === entity) listener.changed();
      }
      done(outcome);
    };
    setImmediate(() => (this.held === undefined ? decide() : this.held.push(decide)));
  }

  subscribe(registry: WatchedRegistry, listener: RegistryListener): Subscription {
    this.listeners.set(listener, registry);
    return { close: () => void this.listeners.delete(listener) };
  }

  /** Ends every watch as a fault of the log would. */
  failFeed(cause: unknown): void {
    for (const listener of [...this.listeners.keys()]) listener.failed(cause);
  }

  readonly catalog: PolicyCatalog = {
    catchUp: () => Promise.resolve(),
    resolve: (policyId) => (policyId === '' ? undefined : resolvePolicy(this.policies, policyId)),
    list: (modeFilter) => listPolicies(this.policies, modeFilter),
  };
}
