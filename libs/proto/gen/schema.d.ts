// Generated from proto/ by scripts/generate.mjs; do not edit.
// sources: a2ca7ec73163251b983278ef42aeccc60a0807bb14d0209b3efc23c158f17995
/** Number, name in the protocol, type, and label: singular, repeated, map, optional, or `oneof:` and its name. */
export type FieldRow = readonly [number: number, name: string, type: string, label: string];

/** One RPC; the types are full names. */
export interface RpcRow {
  readonly name: string;
  readonly request: string;
  readonly response: string;
  readonly clientStreaming: boolean;
  readonly serverStreaming: boolean;
}

/** The whole schema as plain data, by full name; fields in order of declaration. */
export const schema: {
  readonly messages: Readonly<Record<string, readonly FieldRow[]>>;
  readonly enums: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly services: Readonly<Record<string, readonly RpcRow[]>>;
};
