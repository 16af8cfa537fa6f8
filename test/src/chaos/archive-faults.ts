/** What can happen to the archive of the log, and to those who write it. */
import type { ClusterProcess, LocalCluster } from '@macp/testkit';
import type { Fault } from './fault.js';
import type { MountedArchive } from './mounted-archive.js';

/** A log of which nothing is to be archived is not waited for. */
const WRITTEN_WITHIN_MS = 5000;

export function faultsOfArchive(archive: MountedArchive, cluster: LocalCluster): readonly Fault[] {
  const outage: Fault = {
    kind: 'archive out of reach',
    name: 'archive out of reach',
    group: 'archive',
    async inject() {
      archive.unmount();
      return async () => archive.mount();
    },
  };
  const kills = cluster.replays.map((replay): Fault => {
    return {
      kind: 'kill -9 of replay while a segment is written',
      name: `kill -9 of ${replay.name} while a segment is written`,
      group: replay.name,
      async inject() {
        await archive.written(AbortSignal.timeout(WRITTEN_WITHIN_MS));
        await replay.kill();
        return () => startAgain(replay, archive);
      },
    };
  });
  return [outage, ...kills];
}

/** Starts it as a supervisor does: a process that cannot reach the archive as it starts ends, and is started again. */
export async function startAgain(process: ClusterProcess, archive: MountedArchive): Promise<void> {
  for (;;) {
    const { outages, isMounted } = archive;
    try {
      await process.start();
      return;
    } catch (cause) {
      if (isMounted && archive.outages === outages) throw cause;
    }
  }
}
