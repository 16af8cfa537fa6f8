/** What the forms of commands have in common: a codec and the rule about formats. */
import { UnknownFormat } from '@macp/event-log';
import { invariant } from '@macp/kernel';

/** Bytes of a command's body. */
export interface CommandCodec<Command> {
  encode(command: Command): Uint8Array;
  /** @throws UnknownFormat on a format newer than this build; something else on bytes that are no command. */
  decode(bytes: Uint8Array): Command;
}

/** @throws UnknownFormat when `format` is newer than `known`, which is what this build reads up to. */
export function requireCommandFormat(format: number, known: number): void {
  if (format > known) throw new UnknownFormat(format);
  invariant(format > 0, 'a stored command names its format');
}
