import { Server, ServerCredentials, credentials, loadPackageDefinition, status } from '@grpc/grpc-js';
import type {
  ServerDuplexStream,
  ServerUnaryCall,
  ServerWritableStream,
  ServiceClientConstructor,
  ServiceError,
  UntypedServiceImplementation,
  sendUnaryData,
} from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { policyDenied, reject } from '@macp/kernel';
import { SendResponse, encodeBytes, macp, schema } from '@macp/proto';
import { ackOf } from './ack.js';
import { statusError } from './rejection-to-grpc.js';
import { bearer, callUnary, createRuntimeClient } from './runtime-client.js';
import type { RuntimeClient } from './runtime-client.js';
import { RUNTIME_SERVICE_NAME, packageDefinition, runtimeService } from './service-definition.js';

type V1 = typeof macp.v1;
type Decoded<Name extends keyof V1> = V1[Name] extends { decode(bytes: Uint8Array): infer Message } ? Message : never;

const ENVELOPE = { macpVersion: '1.0', messageType: 'Vote', messageId: 'm-1', sessionId: 's-1' };

/** Echoes what it is sent; enough of a server to see both directions of every kind of RPC. */
const echo: UntypedServiceImplementation = {
  Send(call: ServerUnaryCall<Decoded<'SendRequest'>, unknown>, answer: sendUnaryData<unknown>) {
    const { envelope } = call.request;
    if (envelope === null) return answer(statusError(policyDenied([{ code: 'veto', message: 'größer' }])));
    const token = String(call.metadata.get('authorization')[0] ?? '');
    const rejection = reject('UNAUTHENTICATED', token);
    return answer(null, { ack: ackOf({ kind: 'rejected', rejection }, envelope, 7) });
  },
  GetReceiptKeys(_call: unknown, answer: sendUnaryData<unknown>) {
    answer(null, encodeBytes(macp.v1.GetReceiptKeysResponse, { jwksJson: '{"keys":[]}' }));
  },
  WatchSignals(call: ServerWritableStream<unknown, unknown>) {
    call.write({ envelope: ENVELOPE, senderAuthenticated: true });
    call.write(new Uint8Array(encodeBytes(macp.v1.WatchSignalsResponse, { envelope: { messageId: 'encoded' } })));
    call.emit('error', statusError(reject('STREAM_LAGGED')));
  },
  StreamSession(call: ServerDuplexStream<Decoded<'StreamSessionRequest'>, unknown>) {
    call.on('data', ({ envelope }: Decoded<'StreamSessionRequest'>) => call.write({ envelope }));
    call.on('end', () => call.end());
  },
};

const failure = (attempt: Promise<unknown>): Promise<ServiceError> =>
  attempt.then(
    () => Promise.reject(new Error('the call succeeded')),
    (error: unknown) => error as ServiceError,
  );

describe('the service definition', () => {
  it('given the schema, when its RPCs are compared with the definition, then paths and shapes agree', () => {
    const expected = schema.services[RUNTIME_SERVICE_NAME]?.map((rpc) => [
      rpc.name,
      `/macp.v1.MACPRuntimeService/${rpc.name}`,
      rpc.clientStreaming,
      rpc.serverStreaming,
    ]);

    const actual = Object.entries(runtimeService).map(([name, rpc]) => [
      name,
      rpc.path,
      rpc.requestStream,
      rpc.responseStream,
    ]);

    expect(actual).toEqual(expected);
  });

  it.each(schema.services[RUNTIME_SERVICE_NAME] ?? [])(
    'given $name, when its messages are made, then they are those of the schema',
    ({ name, request, response }) => {
      const rpc = runtimeService[name as keyof typeof runtimeService];
      const { v1 } = macp;
      const at = (fullName: string): unknown => v1[fullName.replace('macp.v1.', '') as keyof V1];

      expect(rpc.requestDeserialize(Buffer.alloc(0)).constructor).toBe(at(request));
      expect(rpc.responseDeserialize(Buffer.alloc(0)).constructor).toBe(at(response));
    },
  );

  it('given the package definition, when gRPC loads it, then the service stands under its name', () => {
    const loaded = loadPackageDefinition(packageDefinition) as {
      macp: { v1: Record<string, ServiceClientConstructor> };
    };

    expect(Object.keys(loaded.macp.v1)).toEqual(['MACPRuntimeService']);
    expect(loaded.macp.v1['MACPRuntimeService']?.service).toBe(runtimeService);
  });
});

describe('the service over a real channel', () => {
  const server = new Server();
  let client: RuntimeClient;

  beforeAll(async () => {
    server.addService(runtimeService, echo);
    const port = await new Promise<number>((resolve, reject_) => {
      server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject_(error) : resolve(bound),
      );
    });
    client = createRuntimeClient(`127.0.0.1:${port}`, credentials.createInsecure());
  });

  afterAll(() => {
    client.close();
    server.forceShutdown();
  });

  it('given a refusal in band, when Send is called, then the call succeeds and the Ack carries it', async () => {
    const metadata = bearer('t-1');

    const { ack } = await callUnary(client, { rpc: 'Send', request: { envelope: ENVELOPE }, metadata });

    expect(ack).toMatchObject({ ok: false, sessionId: 's-1', messageId: 'm-1' });
    expect(ack?.error).toMatchObject({ code: 'UNAUTHENTICATED', message: 'Bearer t-1' });
  });

  it('given a refusal as status, when Send is called, then code, text and details reach the client', async () => {
    const error = await failure(callUnary(client, { rpc: 'Send', request: {} }));

    expect(error.code).toBe(status.PERMISSION_DENIED);
    expect(error.details).toBe('PolicyDenied: größer');
    expect(error.metadata.get('macp-error-code')).toEqual(['POLICY_DENIED']);
    expect(error.metadata.get('macp-error-details-bin').map(String)).toEqual([
      '{"denials":[{"code":"veto","message":"größer"}],"reasons":["größer"]}',
    ]);
  });

  it('given a request that is not UTF-8, when it is sent, then it is refused before any handler', async () => {
    const bytes = Uint8Array.of(0x0a, 0x03, 0x0a, 0x01, 0xff);

    const error = await failure(
      callUnary(client, { rpc: 'Send', request: bytes as unknown as macp.v1.SendRequestInit }),
    );

    expect(error.code).toBe(status.INTERNAL);
    expect(error.metadata.get('macp-error-code')).toEqual([]);
  });

  it('given an answer that is encoded already, when a call is made, then the client reads it', async () => {
    const { jwksJson } = await callUnary(client, { rpc: 'GetReceiptKeys', request: {} });

    expect(jwksJson).toBe('{"keys":[]}');
  });

  it('given a server stream, when it ends with a refusal, then messages and the code have come', async () => {
    const ids: (string | undefined)[] = [];
    const stream = client.WatchSignals({});
    stream.on('data', (response: Decoded<'WatchSignalsResponse'>) => ids.push(response.envelope?.messageId));

    const error = await new Promise<ServiceError>((resolve) => stream.on('error', resolve));

    expect(ids).toEqual(['m-1', 'encoded']);
    expect(error.code).toBe(status.RESOURCE_EXHAUSTED);
    expect(error.metadata.get('macp-error-code')).toEqual(['STREAM_LAGGED']);
  });

  it('given a bidirectional stream, when the client closes its side, then all frames have come and it ends', async () => {
    const stream = client.StreamSession();
    const seen: (string | undefined)[] = [];
    stream.on('data', (frame: Decoded<'StreamSessionResponse'>) =>
      seen.push(`${frame.response}:${frame.envelope?.messageId}`),
    );

    for (const messageId of ['a', 'b', 'c']) stream.write({ envelope: { ...ENVELOPE, messageId } });
    stream.end();
    await new Promise((resolve) => stream.on('end', resolve));

    expect(seen).toEqual(['envelope:a', 'envelope:b', 'envelope:c']);
  });

  it('given a method of the service without a handler, when it is called, then it is not implemented', async () => {
    const error = await failure(callUnary(client, { rpc: 'GetSession', request: { sessionId: 's-1' } }));

    expect(error.code).toBe(status.UNIMPLEMENTED);
  });

  it('given a response, when its bytes are compared with the codec, then the serializer adds nothing', () => {
    const init = { ack: { ok: true, sessionId: 's-1' } };

    expect(runtimeService.Send.responseSerialize(init)).toEqual(encodeBytes(SendResponse, init));
  });
});
