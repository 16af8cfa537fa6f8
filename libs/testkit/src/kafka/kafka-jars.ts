/**
 * Apache Kafka from Maven Central, for machines with Java and Maven and nothing else. Fetched once into the cache of the
 * installed packages; whoever comes second finds it there, also while the first is still at it.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Changes with `kafka/pom.xml`, so that a cache of another content is left alone. */
const VERSION = '4.1.1-slf4j';
const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));
const CACHE = join(PACKAGE, '../../node_modules/.cache/macp');

/** Whether this machine has what `kafkaClasspath` and the broker need. */
export async function hasJavaAndMaven(): Promise<boolean> {
  if (!(await answers('java', ['-version']))) return false;
  return existsSync(jarDirectory()) || (await answers('mvn', ['-version']));
}

/** Class path of the broker. @throws what Maven said when it cannot be fetched. */
export async function kafkaClasspath(): Promise<string> {
  const directory = jarDirectory();
  if (!existsSync(directory)) await fetchJars(directory);
  return join(directory, '*');
}

async function fetchJars(directory: string): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  const fetched = mkdtempSync(join(CACHE, 'fetching-'));
  try {
    const args = [
      '-q',
      '-B',
      '-f',
      join(PACKAGE, 'kafka/pom.xml'),
      'dependency:copy-dependencies',
      `-DoutputDirectory=${fetched}`,
    ];
    await run('mvn', args, { cwd: fetched });
    renameSync(fetched, directory);
  } catch (cause) {
    rmSync(fetched, { recursive: true, force: true });
    // Another process was quicker: its jars are the same.
    if (existsSync(directory)) return;
    throw new Error('Apache Kafka could not be fetched with Maven', { cause });
  }
}

function jarDirectory(): string {
  return join(CACHE, `kafka-${VERSION}`);
}

async function answers(command: string, args: readonly string[]): Promise<boolean> {
  try {
    await run(command, args);
    return true;
  } catch {
    return false;
  }
}
