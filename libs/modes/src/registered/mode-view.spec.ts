/** The mode catalog: what is shown where, and which rules a name stands for. */
import { describe, expect, it } from '@jest/globals';
import { EMPTY_MODES, evolveModeRegistry } from '@macp/policy-rules';
import type { ModeRegistry, ModeRegistryFact } from '@macp/policy-rules';
import { describeMode } from '../descriptor.js';
import { passthroughMode } from '../passthrough/passthrough-mode.js';
import { ModeView } from './mode-view.js';

const described = (mode: string) =>
  describeMode({
    mode,
    title: mode,
    description: '',
    determinismClass: '',
    participantModel: '',
    participantTypes: ['Bid'],
  });
const standard = passthroughMode(described('macp.mode.z.v1'), { isPromoted: true });
const extension = passthroughMode(described('ext.rounds'), { isPromoted: false });
const registered = (mode: string): ModeRegistryFact => ({
  kind: 'ModeRegistered',
  descriptor: described(mode),
  atMs: 0,
  registeredBy: 'admin',
});
const promoted = (mode: string, promotedMode = mode): ModeRegistryFact => ({
  kind: 'ModePromoted',
  mode,
  promotedMode,
  atMs: 0,
  promotedBy: 'admin',
});
const removed = (mode: string): ModeRegistryFact => ({
  kind: 'ModeUnregistered',
  mode,
  atMs: 0,
  unregisteredBy: 'admin',
});

function given(...facts: readonly ModeRegistryFact[]) {
  const source = { modes: undefined as ModeRegistry | undefined, catchUp: () => undefined };
  const view = new ModeView(source, [standard, extension] as never);
  const tell = (...more: readonly ModeRegistryFact[]): void => {
    source.modes = more.reduce(evolveModeRegistry, source.modes ?? EMPTY_MODES);
  };
  if (facts.length > 0) tell(...facts);
  return { view, tell };
}

const shown = ({ view }: ReturnType<typeof given>) => [
  view.list().map(({ mode }) => mode),
  view.listExtensions().map(({ mode }) => mode),
];

describe('the mode catalog', () => {
  it('shows the built-in modes where nothing was registered', () => {
    expect(shown(given())).toEqual([['macp.mode.z.v1'], ['ext.rounds']]);
  });

  it('shows registered modes as extensions by id, promoted ones behind the built-in standards', () => {
    const world = given(registered('z'), registered('b'), registered('a'));
    expect(shown(world)).toEqual([['macp.mode.z.v1'], ['a', 'b', 'ext.rounds', 'z']]);
    world.tell(promoted('z', 'y'), promoted('ext.rounds'), promoted('b'), removed('a'));
    expect(shown(world)).toEqual([['macp.mode.z.v1', 'b', 'ext.rounds', 'y'], []]);
  });

  it('resolves what is registered at the moment, with strict starts once it is promoted', () => {
    const world = given(registered('a'));
    const before = world.view.resolve('a');
    expect([before?.isStrict, before?.isStandardsTrack]).toEqual([false, false]);
    expect(world.view.resolve('a')).toBe(before);
    world.tell(promoted('a', 'b'));
    expect(world.view.resolve('a')).toBeUndefined();
    const after = world.view.resolve('b');
    expect([after?.isStrict, after?.isStandardsTrack, after?.descriptor.mode]).toEqual([true, true, 'b']);
    expect(world.view.resolve('ext.rounds')).toBe(extension);
  });

  it('makes a mode once per registration', () => {
    const world = given(registered('a'));
    const first = world.view.resolve('a');
    world.tell(registered('b'));
    expect(world.view.resolve('a')).toBe(first);
    world.tell(removed('a'), registered('a'));
    expect(world.view.resolve('a')).not.toBe(first);
  });

  it('finds what a history binds, whatever is registered', () => {
    const world = given();
    expect(world.view.resolve('gone')).toBeUndefined();
    expect(world.view.resolve('gone', { messageTypes: ['Bid'] })?.descriptor.mode).toBe('gone');
  });
});
