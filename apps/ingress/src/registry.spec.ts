/** Discovery and the policy registry over a real connection (runtime specification §7). */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { status } from '@grpc/grpc-js';
import type { macp } from '@macp/proto';
import { DECISION, call, ingressWorld, newSessionId, startEnvelope, tokenMetadata } from './testing/ingress-world.js';
import type { IngressWorld } from './testing/ingress-world.js';

let world: IngressWorld;
beforeAll(async () => {
  world = await ingressWorld();
});
afterAll(() => world.close());

describe('Initialize', () => {
  const initialize = (supportedProtocolVersions: string[]) =>
    call<macp.v1.InitializeResponse>((done) =>
      world.client.Initialize({ supportedProtocolVersions }, tokenMetadata(null), {}, done),
    );

  it('selects 1.0 whatever its place, without a credential', async () => {
    const response = await initialize(['2.0', '1.0']);
    expect(response.selectedProtocolVersion).toBe('1.0');
    expect(response.runtimeInfo).toMatchObject({
      name: 'macp-runtime',
      title: 'MACP Runtime',
      description: expect.stringMatching(/./),
      version: '0.0.0-spec',
      websiteUrl: '',
    });
    expect(response.instructions).not.toBe('');
    expect(response.supportedModes).toContain(DECISION);
  });

  it('promises only what is served', async () => {
    const { capabilities } = await initialize(['1.0']);
    expect(capabilities!.sessions).toMatchObject({ stream: true, listSessions: true, watchSessions: true });
    expect(capabilities!.policyRegistry).toMatchObject({
      registerPolicy: true,
      listPolicies: true,
      whatIfReplay: false,
    });
    expect(capabilities!.cancellation).toMatchObject({ cancelSession: true });
    expect(capabilities!.decisionReceipt).toMatchObject({ getDecisionReceipt: false, signed: false });
    expect(capabilities!.manifest).toMatchObject({ getManifest: true });
    expect(capabilities!.roots).toMatchObject({ listRoots: true, listChanged: false });
    expect(capabilities!.modeRegistry).toMatchObject({ listModes: true, listChanged: true });
    expect(capabilities!.progress).toMatchObject({ progress: true });
    expect(capabilities!.experimental!.features).toEqual({ ext_mode_lifecycle: 'true' });
  });

  it('refuses an empty list and unknown versions', async () => {
    await expect(initialize([])).rejects.toMatchObject({ code: status.INVALID_ARGUMENT, macpCode: 'INVALID_REQUEST' });
    await expect(initialize(['1', '1.0 '])).rejects.toMatchObject({
      code: status.INVALID_ARGUMENT,
      macpCode: 'UNSUPPORTED_PROTOCOL_VERSION',
    });
  });
});

describe('ListModes', () => {
  it('describes the standards track, without a credential', async () => {
    const { modes } = await call<macp.v1.ListModesResponse>((done) =>
      world.client.ListModes({}, tokenMetadata(null), {}, done),
    );
    expect(modes[0]).toMatchObject({ mode: DECISION, modeVersion: '1.0.0', terminalMessageTypes: ['Commitment'] });
    expect(modes[0]!.messageTypes[0]).toBe('SessionStart');
  });
});

describe('GetManifest', () => {
  const manifest = (agentId: string) =>
    call<macp.v1.GetManifestResponse>((done) => world.client.GetManifest({ agentId }, tokenMetadata(null), {}, done));

  it.each(['', 'macp-runtime'])('describes the runtime as %j, without a credential', async (agentId) => {
    expect((await manifest(agentId)).manifest).toMatchObject({
      agentId: 'macp-runtime',
      title: 'MACP Runtime',
      description: expect.stringMatching(/./),
      supportedModes: expect.arrayContaining([DECISION]),
      inputContentTypes: ['application/macp-envelope+proto'],
      outputContentTypes: ['application/macp-envelope+proto'],
      metadata: {},
      transportEndpoints: [],
    });
  });

  it('knows no other agent', async () => {
    await expect(manifest('agent://x')).rejects.toEqual({
      code: status.NOT_FOUND,
      macpCode: 'AGENT_NOT_FOUND',
      details: "Agent 'agent://x' not found",
    });
  });
});

describe('open lists', () => {
  it('name extension modes only, and no roots, without a credential', async () => {
    const { modes } = await call<macp.v1.ListExtModesResponse>((done) =>
      world.client.ListExtModes({}, tokenMetadata(null), {}, done),
    );
    expect(modes.filter(({ mode }) => mode.startsWith('macp.mode.'))).toEqual([]);
    const roots = await call<macp.v1.ListRootsResponse>((done) =>
      world.client.ListRoots({}, tokenMetadata(null), {}, done),
    );
    expect(roots.roots).toEqual([]);
  });
});

describe('the policy registry', () => {
  const policy = (policyId: string, overrides: macp.v1.PolicyDescriptorInit = {}): macp.v1.PolicyDescriptorInit => ({
    policyId,
    mode: DECISION,
    description: 'a policy',
    rules: '{"voting": {"algorithm": "majority"}}',
    schemaVersion: 1,
    ...overrides,
  });
  const register = (policyDescriptor: macp.v1.PolicyDescriptorInit | undefined, token: string | null = 'lead-token') =>
    call<macp.v1.RegisterPolicyResponse>((done) =>
      world.client.RegisterPolicy({ policyDescriptor }, tokenMetadata(token), {}, done),
    );
  const unregister = (policyId: string, token: string | null = 'lead-token') =>
    call<macp.v1.UnregisterPolicyResponse>((done) =>
      world.client.UnregisterPolicy({ policyId }, tokenMetadata(token), {}, done),
    );
  const get = (policyId: string, token: string | null = 'peer-token') =>
    call<macp.v1.GetPolicyResponse>((done) => world.client.GetPolicy({ policyId }, tokenMetadata(token), {}, done));
  const list = (mode: string, token: string | null = 'peer-token') =>
    call<macp.v1.ListPoliciesResponse>((done) => world.client.ListPolicies({ mode }, tokenMetadata(token), {}, done));

  it('registers, shows, lists, binds and unregisters a policy', async () => {
    expect(await register(policy('team.one'))).toMatchObject({ ok: true, error: '' });
    const shown = (await get('team.one')).policyDescriptor!;
    expect(shown).toMatchObject({ ...policy('team.one'), rules: '{"voting":{"algorithm":"majority"}}' });
    expect(Number(shown.registeredAtUnixMs)).toBe(0);
    const ids = (await list(DECISION)).descriptors.map(({ policyId }) => policyId);
    expect(ids).toContain('team.one');
    expect(ids).toEqual([...ids].sort());
    expect((await list('macp.mode.task.v1')).descriptors.map(({ policyId }) => policyId)).not.toContain('team.one');
    const started = await world.send(startEnvelope(newSessionId(), {}, { policyVersion: 'team.one' }));
    expect(started.ok).toBe(true);
    expect(await unregister('team.one')).toMatchObject({ ok: true });
    const late = await world.send(startEnvelope(newSessionId(), {}, { policyVersion: 'team.one' }));
    expect(late.error!.code).toBe('UNKNOWN_POLICY_VERSION');
  });

  it('refuses in band what the registry refuses', async () => {
    await register(policy('team.two'));
    expect(await register(policy('team.two'))).toMatchObject({
      ok: false,
      error: "policy 'team.two' is already registered",
    });
    expect(await register(policy('team.three', { schemaVersion: 9 }))).toMatchObject({
      ok: false,
      error: expect.stringMatching(/^INVALID_POLICY_DEFINITION: /),
    });
    expect(await unregister('team.none')).toMatchObject({ ok: false, error: "policy 'team.none' not found" });
  });

  it('refuses by status who may not change it, and a request without a descriptor', async () => {
    for (const change of [() => register(policy('x'), 'peer-token'), () => unregister('x', 'peer-token')]) {
      await expect(change()).rejects.toMatchObject({ code: status.PERMISSION_DENIED, macpCode: 'FORBIDDEN' });
    }
    await expect(register(policy('x'), null)).rejects.toMatchObject({ code: status.UNAUTHENTICATED });
    await expect(register(undefined)).rejects.toEqual({
      code: status.INVALID_ARGUMENT,
      macpCode: 'INVALID_REQUEST',
      details: 'descriptor required',
    });
  });

  it('is shown to identities only, and names what it does not have', async () => {
    await expect(list('', null)).rejects.toMatchObject({ code: status.UNAUTHENTICATED });
    await expect(get('policy.default', null)).rejects.toMatchObject({ code: status.UNAUTHENTICATED });
    for (const id of ['no.such', '']) {
      await expect(get(id)).rejects.toEqual({
        code: status.NOT_FOUND,
        macpCode: 'UNKNOWN_POLICY_VERSION',
        details: `Policy '${id}' not found`,
      });
    }
  });
});

describe('a policy registry that is loaded from files', () => {
  it('takes no change, says so before it asks for a credential, and is read as ever', async () => {
    const loaded = await ingressWorld({}, { arePoliciesReadOnly: true });
    const readOnly = { code: status.FAILED_PRECONDITION, macpCode: 'REGISTRY_READ_ONLY' };
    for (const token of [null, 'peer-token', 'lead-token']) {
      const metadata = tokenMetadata(token);
      const changes = [
        call<macp.v1.RegisterPolicyResponse>((done) => loaded.client.RegisterPolicy({}, metadata, {}, done)),
        call<macp.v1.UnregisterPolicyResponse>((done) => loaded.client.UnregisterPolicy({}, metadata, {}, done)),
      ];
      for (const change of changes) await expect(change).rejects.toMatchObject(readOnly);
    }
    expect(loaded.engine.registry.commands).toEqual([]);
    const { capabilities } = await call<macp.v1.InitializeResponse>((done) =>
      loaded.client.Initialize({ supportedProtocolVersions: ['1.0'] }, tokenMetadata(null), {}, done),
    );
    expect(capabilities!.policyRegistry).toMatchObject({
      registerPolicy: false,
      listPolicies: true,
      listChanged: true,
      ruleExtensions: [],
    });
    const { descriptors } = await call<macp.v1.ListPoliciesResponse>((done) =>
      loaded.client.ListPolicies({}, tokenMetadata('peer-token'), {}, done),
    );
    expect(descriptors.map(({ policyId }) => policyId)).toContain('policy.default');
    await loaded.close();
  });
});
