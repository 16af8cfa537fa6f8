/** The values of the public feed, format 1 (`docs/public-feed.md`), as far as a consumer has to know them. */

interface FeedValueBase {
  readonly format: number;
  readonly session_id: string;
  readonly ordinal: number;
}

export interface FeedEnvelope extends FeedValueBase {
  readonly kind: 'envelope';
  readonly accepted_at_unix_ms: number;
  readonly envelope: {
    readonly mode: string;
    readonly message_type: string;
    readonly message_id: string;
    readonly sender: string;
    readonly payload_base64: string;
  };
}

export interface FeedLifecycle extends FeedValueBase {
  readonly kind: 'lifecycle';
  readonly change: string;
  readonly change_number: number;
  readonly changed_at_unix_ms: number;
}

export type FeedValue = FeedEnvelope | FeedLifecycle;

const FORMAT = 1;

/** `undefined` for a kind of a later build, which is to be passed over. @throws Error on a later format */
export function readFeedValue(bytes: Buffer): FeedValue | undefined {
  const value = JSON.parse(bytes.toString()) as FeedValue;
  if (value.format !== FORMAT) throw new Error(`the feed is of format ${value.format}; this consumer reads ${FORMAT}`);
  return value.kind === 'envelope' || value.kind === 'lifecycle' ? value : undefined;
}
