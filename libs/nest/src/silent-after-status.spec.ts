/** A stream ends for its client however much its handler was still saying (wire contract §5: undecodable messages, 13). */
import { once } from 'node:events';
import { Metadata, status } from '@grpc/grpc-js';
import type { ClientDuplexStream, StatusObject } from '@grpc/grpc-js';
import { describe, expect, it } from '@jest/globals';
import { UNDECODABLE, connect, identity, start, undecoded } from './testing/grpc-world.js';

/** A stream on which one message was sent, and whose answers nobody reads yet. */
async function answering(): Promise<ClientDuplexStream<Buffer, Buffer>> {
  const { port } = await start();
  const stream = connect(port).makeBidiStreamRequest('/spec.Service/Twice', identity, identity, new Metadata());
  stream.on('error', () => undefined);
  stream.write(Buffer.from('a'));
  await once(stream, 'metadata');
  return stream;
}

/** Reads to the end. */
async function endOf(stream: ClientDuplexStream<Buffer, Buffer>): Promise<{ code: number; answers: number }> {
  let answers = 0;
  stream.on('data', () => (answers += 1));
  const { code } = await new Promise<StatusObject>((resolve) => stream.once('status', resolve));
  return { code, answers };
}

describe('a stream whose handler has more to say than its client has read', () => {
  it('ends with INTERNAL when a message of the client cannot be decoded', async () => {
    const stream = await answering();
    const refused = new Promise<void>((resolve) => undecoded.push(resolve));
    stream.write(UNDECODABLE);
    await refused;
    expect((await endOf(stream)).code).toBe(status.INTERNAL);
  });

  it('ends with OK, and with all answers, when each of them can', async () => {
    const stream = await answering();
    stream.end(Buffer.from('b'));
    expect(await endOf(stream)).toEqual({ code: status.OK, answers: 4 });
  });
});
