/** A schema as plain data, which is what reflection describes to its callers. */

/** Number, name in the protocol, type, and label: singular, repeated, map, optional, or `oneof:` and its name. */
export type ReflectedField = readonly [number: number, name: string, type: string, label: string];

export interface ReflectedRpc {
  readonly name: string;
  /** Full names. */
  readonly request: string;
  readonly response: string;
  readonly clientStreaming: boolean;
  readonly serverStreaming: boolean;
}

/** Messages, enums and services by full name. A name inside a message's is nested in it. */
export interface ReflectedSchema {
  readonly messages: Readonly<Record<string, readonly ReflectedField[]>>;
  readonly enums: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly services: Readonly<Record<string, readonly ReflectedRpc[]>>;
}

/** The part of a schema in packages that `isShown` picks. */
export function shownSchema(schema: ReflectedSchema, isShown: (fullName: string) => boolean): ReflectedSchema {
  const pick = <T>(entries: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(entries).filter(([name]) => isShown(name)));
  return { messages: pick(schema.messages), enums: pick(schema.enums), services: pick(schema.services) };
}

/** Every server serves it beside its own. */
export const healthSchema: ReflectedSchema = {
  messages: {
    'grpc.health.v1.HealthCheckRequest': [[1, 'service', 'string', 'singular']],
    'grpc.health.v1.HealthCheckResponse': [
      [1, 'status', 'grpc.health.v1.HealthCheckResponse.ServingStatus', 'singular'],
    ],
  },
  enums: {
    'grpc.health.v1.HealthCheckResponse.ServingStatus': { UNKNOWN: 0, SERVING: 1, NOT_SERVING: 2, SERVICE_UNKNOWN: 3 },
  },
  services: {
    'grpc.health.v1.Health': ['Check', 'Watch'].map((name) => ({
      name,
      request: 'grpc.health.v1.HealthCheckRequest',
      response: 'grpc.health.v1.HealthCheckResponse',
      clientStreaming: false,
      serverStreaming: name === 'Watch',
    })),
  },
};
