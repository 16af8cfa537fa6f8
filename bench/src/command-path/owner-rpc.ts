/** The stream between an ingress and the owner of partitions: frames of commands one way, frames of outcomes the other. */
import { encodeBytes, internal } from '@macp/proto';

export const OWNER_COMMAND_SERVICE = 'macp.bench.OwnerCommandService';

/** Outcomes travel in the messages that push them in the product, so that they cost the same. */
export const EXCHANGE_COMMANDS = {
  path: `/${OWNER_COMMAND_SERVICE}/ExchangeCommands`,
  requestStream: true,
  responseStream: true,
  requestSerialize: (frame: Buffer): Buffer => frame,
  requestDeserialize: (bytes: Buffer): Buffer => bytes,
  responseSerialize: (message: internal.PushOutcomesRequestInit): Buffer =>
    encodeBytes(internal.PushOutcomesRequest, message),
  responseDeserialize: (bytes: Buffer): internal.PushOutcomesRequest => internal.PushOutcomesRequest.decode(bytes),
} as const;
