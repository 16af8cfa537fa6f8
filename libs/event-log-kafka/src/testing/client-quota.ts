/** Lets the brokers slow one client down, as quotas of a shared cluster do. */
import type { KafkaClient } from '../kafka-client.js';
import { check } from '../kafka-connection.js';

/** Requests of `clientId` may take this share of a broker's threads, in per cent. */
export async function limitRequests({ connection }: KafkaClient, clientId: string, percentage: number): Promise<void> {
  const code = await connection.send(await connection.controller(), 'read', {
    apiKey: 49,
    apiVersion: 0,
    name: 'AlterClientQuotas',
    isFlexible: false,
    write: (writer) => {
      writer.int32(1).int32(1).string('client-id').string(clientId);
      writer.int32(1).string('request_percentage').float64(percentage).int8(0);
      writer.int8(0);
    },
    read: (reader) => {
      reader.skip(8);
      return reader.int16();
    },
  });
  check(code, 'setting a quota');
}
