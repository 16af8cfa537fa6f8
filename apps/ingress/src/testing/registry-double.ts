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

  get watchers(): number {
    return this.listeners.size;
  }

  catchUp(): Promise<void> {
    return Promise.resolve();
  }

  submit(_key: string, command: RegistryCommand, _deadlineMs: number, done: (outcome: RegistryOutcome) => void): void {
    setImmediate(() => {
      this.commands.push(command);
      const entity = entityOfRegistryCommand(command);
      const context = { nowMs: this.nowMs(), builtIns: this.builtIns };
      const { facts, outcome } = decideRegistry(this.states.get(entity), command, context);
      for (const fact of facts) {
        this.states.set(entity, evolveRegistry(this.states.get(entity), fact));
        for (const [listener, registry] of [...this.listeners]) if (registry === entity) listener.changed();
      }
      done(outcome);
    });
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
