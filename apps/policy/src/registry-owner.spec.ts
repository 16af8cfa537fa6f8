/** The registries on the real worker: what was answered is visible at once, and every next owner still has it. */
import { describe, expect, it } from '@jest/globals';
import { builtInModes } from '@macp/modes';
import { evolvePolicyRegistry } from '@macp/policy-rules';
import type { RegistryCommand } from '@macp/policy-rules';
import { RegistryView } from './registry-view.js';
import { RegistryRig, registryStore } from './testing/registry-rig.js';

const ACCEPTED = { kind: 'registryAccepted' };

const registerMode = (mode: string): RegistryCommand => ({
  kind: 'RegisterExtMode',
  descriptor: {
    mode,
    modeVersion: '1',
    title: '',
    description: '',
    determinismClass: '',
    participantModel: '',
    messageTypes: ['SessionStart', 'Commitment'],
    terminalMessageTypes: ['Commitment'],
    schemaUris: {},
  },
  caller: 'admin',
});
const policyOf = (policyId: string) => ({ policyId, mode: '*', description: '', rules: '{}', schemaVersion: 3 });
const registerPolicy = (policyId: string): RegistryCommand => ({
  kind: 'RegisterPolicy',
  descriptor: policyOf(policyId),
  caller: 'admin',
});
const reserve = (sessionId: string): RegistryCommand => ({
  kind: 'ReserveSession',
  identity: 'lead',
  sessionId,
  startsByMs: 1,
  startId: 'start',
  limit: 1,
  exempt: [],
});

const modesOf = ({ view }: RegistryRig) => view.modes.listExtensions().map(({ mode }) => mode);
const policiesOf = ({ view }: RegistryRig) =>
  view
    .list('')
    .map(({ policyId }) => policyId)
    .filter((id) => !id.startsWith('policy.'));

describe('the registries', () => {
  it('show a change from the moment it is answered', async () => {
    const rig = await RegistryRig.start(registryStore());
    expect(await rig.ask(registerMode('ext.a'))).toEqual(ACCEPTED);
    expect(modesOf(rig)).toContain('ext.a');
    expect(rig.view.modes.resolve('ext.a')?.descriptor.modeVersion).toBe('1');
    expect(await rig.ask(registerPolicy('p.a'))).toEqual(ACCEPTED);
    expect(policiesOf(rig)).toEqual(['p.a']);
    expect(await rig.ask(registerMode('ext.a'))).toMatchObject({ kind: 'registryRefused' });
    await rig.stop();
  });

  it('are whole after another owner has taken over, from its snapshot and from the log alone', async () => {
    const store = registryStore();
    const first = await RegistryRig.start(store);
    for (const command of [registerMode('ext.a'), registerMode('ext.b'), registerPolicy('p.a'), reserve('s-1')]) {
      expect(await first.ask(command)).toEqual(ACCEPTED);
    }
    const promotion = { kind: 'PromoteMode', mode: 'ext.b', promotedMode: 'team.b', caller: 'admin' } as const;
    expect(await first.ask(promotion)).toEqual(ACCEPTED);
    await first.stop();

    const withoutSnapshots = { ...registryStore(), log: store.log };
    for (const next of [store, withoutSnapshots]) {
      const rig = await RegistryRig.start(next);
      expect(modesOf(rig)).toContain('ext.a');
      expect(modesOf(rig)).not.toContain('ext.b');
      expect(rig.view.modes.list().at(-1)?.mode).toBe('team.b');
      expect(policiesOf(rig)).toEqual(['p.a']);
      expect(await rig.ask(registerMode('ext.a'))).toMatchObject({ kind: 'registryRefused' });
      expect(await rig.ask(registerPolicy('p.a'))).toMatchObject({ kind: 'registryRefused' });
      expect(await rig.ask(reserve('s-2'))).toEqual({
        kind: 'openSessionsFull',
        reserved: [{ sessionId: 's-1', startsByMs: 1 }],
      });
      expect(await rig.ask(reserve('s-1'))).toEqual(ACCEPTED);
      await rig.stop();
    }
  });

  it('refuse a definition that does not fit into the log, and go on', async () => {
    const rig = await RegistryRig.start(registryStore());
    const rules = `{"_note":"${'x'.repeat(5_000_000)}"}`;
    const command: RegistryCommand = {
      kind: 'RegisterPolicy',
      descriptor: { ...policyOf('p.a'), rules },
      caller: 'admin',
    };
    expect(await rig.ask(command)).toMatchObject({
      kind: 'registryRefused',
      error: expect.stringMatching(/^INVALID_POLICY_DEFINITION: /) as unknown,
    });
    expect(await rig.ask(registerPolicy('p.a'))).toEqual(ACCEPTED);
    await rig.stop();
  });
});

describe('a view with policies from files', () => {
  it('shows them in place of registered ones, and registered modes all the same', async () => {
    const store = registryStore();
    const loaded = evolvePolicyRegistry(undefined, {
      kind: 'PolicyRegistered',
      policy: policyOf('p.file'),
      atMs: 0,
      registeredBy: 'file',
    });
    const rig = await RegistryRig.start(store, loaded);
    const changes: string[] = [];
    for (const registry of ['policies', 'modes'] as const) {
      rig.view.subscribe(registry, {
        changed: () => changes.push(registry),
        failed: () => changes.push(`no more ${registry}`),
      });
    }
    await rig.ask(registerPolicy('p.wire'));
    await rig.ask(registerMode('ext.a'));
    expect(policiesOf(rig)).toEqual(['p.file']);
    expect(rig.view.resolve('p.wire')).toBeUndefined();
    expect(rig.view.resolve('policy.default')).toBeDefined();
    expect(modesOf(rig)).toContain('ext.a');
    expect(changes).toEqual(['modes']);
    await rig.stop();
    expect(changes.slice(1).sort()).toEqual(['no more modes', 'no more policies']);
  });
});

describe('a view', () => {
  it('rejects reads and ends subscriptions once the log cannot be followed, and says so to later ones', async () => {
    const { log } = registryStore();
    await log.append(0, Buffer.from('not a record'));
    const rig = RegistryRig.start({ ...registryStore(), log });
    await expect(rig).rejects.toThrow();
  });

  it('reads no further once a record cannot be read', async () => {
    const { log } = registryStore();
    await log.append(0, Buffer.from('no record'));
    let open = 0;
    const follow = log.follow.bind(log);
    log.follow = (...args) => {
      const subscription = follow(...args);
      open += 1;
      return {
        close: () => {
          open -= 1;
          subscription.close();
        },
      };
    };
    const view = new RegistryView({ log, builtInModes });
    await expect(view.start()).rejects.toThrow('the registries cannot be read');
    expect(open).toBe(0);
  });

  it('hears nothing of what is not watched', async () => {
    const rig = await RegistryRig.start(registryStore());
    let changes = 0;
    const subscription = rig.view.subscribe('modes', { changed: () => changes++, failed: () => undefined });
    await rig.ask(reserve('s-1'));
    await rig.ask(registerPolicy('p.a'));
    expect(changes).toBe(0);
    await rig.ask(registerMode('ext.a'));
    expect(changes).toBe(1);
    subscription.close();
    await rig.ask(registerMode('ext.b'));
    expect(changes).toBe(1);
    await rig.stop();
    await expect(rig.view.catchUp()).rejects.toThrow('cannot be read');
  });
});
