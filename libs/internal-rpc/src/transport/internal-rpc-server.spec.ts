/** Who may talk to an internal port, by shared credential and by certificate, over real connections. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client, credentials } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import { evaluateCommitment } from '@macp/policy-rules';
import { examplePolicyQuestion } from '../contract/index.js';
import { policyEvaluationService } from '../policy/policy-evaluation-service.js';
import { RemotePolicyEvaluator } from '../policy/remote-policy-evaluator.js';
import { RpcWorld, SECURITY } from '../testing/rpc-world.js';
import { SystemClock } from '../testing/system-clock.js';
import { InternalClients } from './internal-clients.js';
import { InternalRpcServer } from './internal-rpc-server.js';
import type { InternalSecurity, MutualTls } from './internal-security.js';

const service = policyEvaluationService({ evaluator: { evaluate: evaluateCommitment } });

/** Health of a service as anybody sees it; the number of the status, or of the error. */
function health(address: string, name: string): Promise<number | string> {
  const client = new Client(address, credentials.createInsecure());
  const request = Buffer.concat([Buffer.from([0x0a, name.length]), Buffer.from(name)]);
  return new Promise((resolve) => {
    client.makeUnaryRequest(
      '/grpc.health.v1.Health/Check',
      (bytes: Buffer) => bytes,
      (bytes: Buffer) => bytes,
      request,
      (error: ServiceError | null, response?: Buffer) => {
        client.close();
        resolve(error === null ? response![1]! : `error ${error.code}`);
      },
    );
  });
}

describe('an internal port', () => {
  let world: RpcWorld;
  beforeEach(() => {
    world = new RpcWorld();
  });
  afterEach(() => world.close());

  function ask(address: string | undefined, security: InternalSecurity): Promise<unknown> {
    const clients = world.clients(security);
    const evaluator = new RemotePolicyEvaluator({
      address: address!,
      clients,
      clock: new SystemClock(),
      timeoutMs: 500,
    });
    return evaluator.evaluate(examplePolicyQuestion(3));
  }

  it('given the shared credential, when a service is asked, then it answers', async () => {
    const server = await world.serve([service]);

    expect(await ask(server.address, SECURITY)).toMatchObject({ allowed: true });
  });

  it.each([
    ['another credential', 'another credential'],
    ['one that only begins alike', `${SECURITY.sharedCredential!}!`],
  ])('given %s, when a service is asked, then it refuses', async (_what, sharedCredential) => {
    const server = await world.serve([service]);

    await expect(ask(server.address, { sharedCredential })).rejects.toMatchObject({ code: 16 });
  });

  it.each<[string, InternalSecurity]>([
    ['nothing', {}],
    ['a credential that could be guessed', { sharedCredential: 'secret' }],
  ])('given %s, when a port or a connection is to be made, then it is refused', (_what, security) => {
    expect(() => new InternalRpcServer({ address: '127.0.0.1:0', security, services: [] })).toThrow('credential');
    expect(() => new InternalClients(security)).toThrow('credential');
  });

  it('given the port, when its health is asked without a credential, then it says so until it drains', async () => {
    const server = await world.serve([service]);
    const address = server.address!;

    expect(await health(address, service.name)).toBe(1);
    expect(await health(address, '')).toBe(1);
    expect(await health(address, 'no.such.Service')).toBe('error 5');
    server.setServing(false);
    expect(await health(address, service.name)).toBe(2);
  });

  it('given an address that is taken, when another port is opened there, then it fails with a sentence', async () => {
    const { address } = await world.serve([service]);
    const second = new InternalRpcServer({ address: address!, security: SECURITY, services: [service] });

    await expect(second.start()).rejects.toThrow(
      `the internal port cannot listen on ${address}: the address is already in use`,
    );
    expect(second.address).toBeUndefined();
  });

  describe('with mutual TLS', () => {
    let directory: string;
    let ours: MutualTls;
    let stranger: MutualTls;
    beforeAll(() => {
      directory = mkdtempSync(join(tmpdir(), 'macp-internal-rpc-'));
      ours = identity(directory, 'ours');
      stranger = identity(directory, 'stranger');
    });
    afterAll(() => rmSync(directory, { recursive: true, force: true }));

    it('given a certificate of the authority, when a service is asked, then it answers', async () => {
      const server = await world.serve([service], 0, { mutualTls: ours });

      expect(await ask(server.address, { mutualTls: ours })).toMatchObject({ allowed: true });
    });

    it('given a certificate of another authority, when a service is asked, then there is no connection', async () => {
      const server = await world.serve([service], 0, { mutualTls: ours });
      const disguised = { ...stranger, authority: ours.authority };

      await expect(ask(server.address, { mutualTls: disguised })).rejects.toMatchObject({ code: 14 });
    });

    it('given a server of another authority, when it is asked, then the client does not believe it', async () => {
      const server = await world.serve([service], 0, { mutualTls: { ...stranger, authority: ours.authority } });

      await expect(ask(server.address, { mutualTls: ours })).rejects.toMatchObject({ code: 14 });
    });

    it('given both, when a certificate comes without the credential, then it is refused', async () => {
      const server = await world.serve([service], 0, { ...SECURITY, mutualTls: ours });

      await expect(ask(server.address, { mutualTls: ours })).rejects.toMatchObject({ code: 16 });
      expect(await ask(server.address, { ...SECURITY, mutualTls: ours })).toMatchObject({ allowed: true });
    });
  });
});

/** An authority and a certificate that it signed for the name `macp.internal`. */
function identity(directory: string, name: string): MutualTls {
  const path = (what: string): string => join(directory, `${name}-${what}`);
  const openssl = (...args: string[]): void => void execFileSync('openssl', args, { stdio: 'ignore' });
  const keyOf = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-x509', ...keyOf, '-keyout', path('ca.key'), '-out', path('ca.pem'), '-subj', `/CN=${name}`);
  const subject = ['-subj', '/CN=macp.internal', '-addext', 'subjectAltName=DNS:macp.internal'];
  openssl('req', ...keyOf, '-keyout', path('key.pem'), '-out', path('request'), ...subject);
  const sign = ['-CA', path('ca.pem'), '-CAkey', path('ca.key'), '-CAcreateserial', '-copy_extensions', 'copy'];
  openssl('x509', '-req', '-in', path('request'), ...sign, '-out', path('cert.pem'));
  return {
    authority: readFileSync(path('ca.pem'), 'utf8'),
    certificate: readFileSync(path('cert.pem'), 'utf8'),
    key: readFileSync(path('key.pem'), 'utf8'),
    serverName: 'macp.internal',
  };
}
