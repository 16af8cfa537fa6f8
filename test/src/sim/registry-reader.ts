/**
 * The read side of the registries: the real view in a process of its own, which has nothing but the log. Whoever looks
 * must see the registries as they were at that moment or later (I9), and whoever watches hears of every change (I11).
 */
import { isDeepStrictEqual } from 'node:util';
import { builtInModes } from '@macp/modes';
import { MODES_ENTITY, POLICIES_ENTITY, listPolicies } from '@macp/policy-rules';
import type { RegistryState } from '@macp/policy-rules';
import { RegistryView } from '@macp/policy/registry-view';
import type { RegistryTypes } from '@macp/records';
import { Violation } from './invariants.js';
import type { RegistryJudge } from './registry-judge.js';
import type { Mutant } from './mutant.js';
import type { SimContext } from './sim-context.js';
import { SimLog } from './sim-log.js';
import type { SimLogStore } from './sim-log-store.js';
import type { SimProcess } from './sim-process.js';
import type { ReadSide } from './subject.js';

export interface RegistryReaderParts {
  readonly context: SimContext;
  readonly logs: readonly SimLogStore[];
  readonly mutant: Mutant<RegistryTypes>;
  readonly judge: RegistryJudge;
}

/** What a view shows of the registries. */
interface Shown {
  readonly policies: readonly unknown[];
  readonly modes: readonly string[];
}

const builtIns = new Set(builtInModes.map(({ descriptor }) => descriptor.mode));

export class RegistryReader implements ReadSide {
  process: SimProcess | undefined;
  private view: RegistryView | undefined;
  /** As of the last change that a watcher was told of. */
  private heard: Shown = { policies: [], modes: [] };

  constructor(private readonly parts: RegistryReaderParts) {}

  start(process: SimProcess): void {
    const { context, logs, mutant } = this.parts;
    const log = new SimLog(logs, process, context);
    const view = new RegistryView({ log: mutant.projectionLog?.(log) ?? log, builtInModes });
    this.process = process;
    this.view = view;
    view.start().catch(() => undefined);
    const failed = (cause: unknown): void => context.report(new Violation('I8', `the view stopped: ${String(cause)}`));
    const changed = (): void => {
      this.heard = shownBy(view);
    };
    changed();
    view.subscribe('policies', { changed, failed });
    view.subscribe('modes', { changed, failed });
  }

  crash(): void {
    this.parts.context.trace.add(() => 'the view of the registries crashes');
    this.process?.crash();
    this.process = undefined;
    this.view = undefined;
  }

  /** True when whoever watches knows what the log says. */
  get isUpToDate(): boolean {
    const { judge } = this.parts;
    const [policies, modes] = [judge.stateOf(POLICIES_ENTITY), judge.stateOf(MODES_ENTITY)];
    return (
      isDeepStrictEqual(this.heard.policies, policiesOf(policies)) &&
      isDeepStrictEqual(this.heard.modes, modesOf(modes))
    );
  }

  /** Somebody reads; `onSeen` when there was an answer. */
  look(onSeen?: () => void): void {
    const { view } = this;
    const { judge, context } = this.parts;
    if (view === undefined) return;
    const end = judge.end;
    view.catchUp().then(
      () => {
        onSeen?.();
        const { policies, modes } = shownBy(view);
        context.sometimes.note('registries were read');
        const hasBeen =
          judge.hasBeenSince(POLICIES_ENTITY, end - 1, (state) => isDeepStrictEqual(policiesOf(state), policies)) &&
          judge.hasBeenSince(MODES_ENTITY, end - 1, (state) => isDeepStrictEqual(modesOf(state), modes));
        if (!hasBeen) context.report(new Violation('I9', 'a view of the registries was not of its time'));
      },
      () => undefined,
    );
  }
}

function shownBy(view: RegistryView): Shown {
  const modes = view.modes.listExtensions().map(({ mode }) => mode);
  return { policies: view.list(''), modes: modes.filter((mode) => !builtIns.has(mode)) };
}

function policiesOf(state: RegistryState | undefined): readonly unknown[] {
  return listPolicies(state?.kind === 'policies' ? state : undefined, '');
}

/** Registered and not promoted. */
function modesOf(state: RegistryState | undefined): readonly string[] {
  if (state?.kind !== 'modes') return [];
  return [...state.modes].flatMap(([mode, { isPromoted }]) => (isPromoted ? [] : [mode])).sort();
}
