/**
 * The command port: per partition an ordered queue between the ingresses and the one engine that owns the partition.
 * A command keeps its offset; the owner's batches say how far they decided (`decidedUpTo`), so a command is decided once
 * however often it is delivered.
 */
import type { Subscription } from './event-log.js';

/** A command on its way, with what is needed to answer it. */
export interface CommandEnvelope<Command> {
  /** Unique per submission; a re-send of an unanswered submission keeps it and gets the same outcome. */
  readonly correlationId: string;
  /** Address of the ingress that waits for the outcome. */
  readonly replyTo: string;
  /** Unix ms; past it the command is not evaluated any more. */
  readonly expiresAtMs: number;
  readonly body: Command;
}

/** A delivered command and its offset in the partition's queue. */
export interface QueuedCommand<Command> {
  readonly offset: number;
  readonly command: CommandEnvelope<Command>;
  /** Size of its body, where it came over a wire; what is held of it counts by that. */
  readonly bytes?: number;
}

/** Called synchronously with commands in offset order; must only enqueue. */
export type CommandListener<Command> = (commands: readonly QueuedCommand<Command>[]) => void;

/** The sending side, held by ingresses. */
export interface CommandSink<Command> {
  readonly partitions: number;
  /** Hands the command over; resolves with its offset, or rejects with `AppendUnknown` / `AppendRefused`. */
  enqueue(partition: number, command: CommandEnvelope<Command>): number | Promise<number>;
}

/** The receiving side, held by the owner of a partition. */
export interface CommandSource<Command> {
  /** Identity of the queue's offsets: another value means that offsets started over and old ones mean nothing. */
  readonly queueId: string;
  readonly partitions: number;
  /** Delivers every command at or above `fromOffset` that is still held, then new ones. */
  consume(partition: number, fromOffset: number, onCommands: CommandListener<Command>): Subscription;
  /** The owner will never ask again for commands below `offset`. */
  release(partition: number, offset: number): void;
}
