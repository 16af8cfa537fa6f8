import { Server, ServerCredentials, credentials, status } from '@grpc/grpc-js';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { StreamSessionRequest, macp } from '@macp/proto';
import { createRuntimeClient, runtimeService } from '@macp/wire';
import type { RuntimeClient } from '@macp/wire';
import { LiveEnvelopes } from './live-envelopes.js';

type Call = ServerDuplexStream<StreamSessionRequest, macp.v1.StreamSessionResponseInit>;

/** Answers every subscribe frame with what the spec puts here. */
let onSubscribe: (call: Call, sessionId: string) => void;
let server: Server;
let client: RuntimeClient;
let told: string[];

function subscribe(): LiveEnvelopes {
  const onEnvelope = ({ messageId }: { messageId: string }): void => void told.push(messageId);
  return new LiveEnvelopes({ client, sessionId: 's-1', reader: 'orchestrator', deadlineMs: 60_000, onEnvelope });
}

beforeEach(async () => {
  told = [];
  server = new Server();
  server.addService(runtimeService, {
    StreamSession: (call: Call) => call.on('data', (frame) => onSubscribe(call, frame.subscribeSessionId)),
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  client = createRuntimeClient(`127.0.0.1:${port}`, credentials.createInsecure());
});

afterEach(() => {
  client.close();
  server.forceShutdown();
});

describe('a subscription', () => {
  it('given envelopes, when their arrival is awaited, then they were told in order, each once', async () => {
    onSubscribe = (call, sessionId) => {
      for (const messageId of ['a', 'b']) call.write({ envelope: { messageId, sessionId } });
    };

    const live = subscribe();
    await live.arrival('b');
    await live.arrival('a');
    live.close();

    expect(told).toEqual(['a', 'b']);
  });

  it('given an inline refusal, when an arrival is awaited, then it fails with the code', async () => {
    onSubscribe = (call) => call.write({ error: { code: 'FORBIDDEN', message: 'not yours' } });

    await expect(subscribe().arrival('a')).rejects.toThrow('FORBIDDEN not yours');
  });

  it('given a stream that ends early, when arrivals are awaited, then only what came has arrived', async () => {
    onSubscribe = (call) => {
      call.write({ envelope: { messageId: 'a' } });
      call.end();
    };

    const live = subscribe();

    await expect(live.arrival('b')).rejects.toThrow('the subscription ended');
    await expect(live.arrival('c')).rejects.toThrow('the subscription ended');
    await live.arrival('a');
  });

  it('given a stream that breaks, when an arrival is awaited, then it fails with the cause', async () => {
    onSubscribe = (call) => call.emit('error', { code: status.INTERNAL, details: 'disk' });

    await expect(subscribe().arrival('a')).rejects.toMatchObject({
      message: 'the subscription broke',
      cause: { details: 'disk' },
    });
  });
});
