/** Workers over rooms, which end after a minute. */
import { roomAggregate } from './room-aggregate.js';
import type { RoomTypes } from './room-aggregate.js';
import { WorkerRig } from './worker-rig.js';

const ROOM_TTL_MS = 60_000;

export class RoomRig extends WorkerRig<RoomTypes> {
  constructor() {
    super(roomAggregate(ROOM_TTL_MS));
  }

  /** Enqueues a post without waiting; returns its correlation id. */
  post(room: string, messageId: string, text = ''): string {
    return this.send({ kind: 'post', room, messageId, text });
  }
}
