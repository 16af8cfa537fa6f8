/** Why a projection does not answer. */

/** The partition is followed by another process, or by none. */
export class PartitionNotFollowed extends Error {
  override readonly name = 'PartitionNotFollowed';
  constructor(readonly partition: number) {
    super(`partition ${partition} is not followed here`);
  }
}

/** The projection was stopped. */
export class ProjectionStopped extends Error {
  override readonly name = 'ProjectionStopped';
  constructor() {
    super('the projection of sessions is stopped');
  }
}
