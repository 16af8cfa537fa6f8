/** One service of a process in the cluster. */
import type { InternalService } from '@macp/internal-rpc';
import type { DynamicModule } from '@nestjs/common';

export interface ClusterRole {
  /** What it serves to other processes. */
  readonly internalServices: readonly InternalService[];
  readonly modules: readonly DynamicModule[];
  /** The internal port is open and others reach it at `address`: takes up its work. */
  start(address: string): Promise<void>;
}
