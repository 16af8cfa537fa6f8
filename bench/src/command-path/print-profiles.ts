/** Profiles of both processes of a pipeline under a load, as files and as tables of what each stage of a command takes. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pipeline } from './pipeline.js';
import type { WarmUp } from './pipelines.js';
import { profileTable } from './profile-summary.js';
import type { CpuProfile } from './profile-summary.js';

/** Of one load. */
const SECONDS = 4;

/** Writes `<variant>-<partitions>-<process>.cpuprofile` into the directory, and a table for each to standard output. */
export async function printProfiles(
  pipeline: Pipeline,
  load: Omit<WarmUp, 'seconds'>,
  directory: string,
): Promise<void> {
  mkdirSync(directory, { recursive: true });
  const { variant, partitions } = pipeline.options;
  const path = (side: string): string => join(directory, `${variant}-${partitions}-${side}.cpuprofile`);
  const profiles = { ingress: path('ingress'), engine: path('engine') };
  const { ingress } = await pipeline.measure({ ...load, seconds: SECONDS, isTraced: false }, profiles);
  for (const [side, file] of Object.entries(profiles)) {
    const profile = JSON.parse(readFileSync(file, 'utf8')) as CpuProfile;
    console.log(`\n${variant}, ${partitions} partitions, ${load.callers} callers: ${side}\n`);
    console.log(profileTable(profile, ingress.acks));
  }
}
