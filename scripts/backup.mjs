/**
 * `npm run backup -- FROM TO`: a copy of the embedded data directory FROM in the new directory TO, compacted, while a
 * process goes on serving from FROM. The copy starts like any data directory, and has everything that was acknowledged
 * before the backup began: logs are copied last, so that no snapshot or projection in it knows of more than its log.
 */
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { open } from 'lmdb';

/** A directory with a log of its own, and inside it those that belong to it. */
const PLACES = ['registry', '.'];
/** In the order in which they are copied. */
const ENVIRONMENTS = ['snapshots', 'projections', 'events'];
const MARKER = 'macp-store.json';

async function copyEnvironment(from, to) {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  const environment = open({ path: from, noSubdir: false, readOnly: true, maxDbs: 16 });
  try {
    await environment.backup(to, true);
    chmodSync(join(to, 'data.mdb'), 0o600);
  } finally {
    await environment.close();
  }
}

async function backUp(from, to) {
  if (!existsSync(join(from, MARKER))) throw new Error(`${from} is no data directory: it has no ${MARKER}`);
  if (existsSync(to) && readdirSync(to).length > 0) throw new Error(`${to} is not empty`);
  mkdirSync(to, { recursive: true, mode: 0o700 });
  try {
    await copyAll(from, to);
  } catch (cause) {
    // What is half there must not be taken for a backup.
    rmSync(to, { recursive: true });
    throw cause;
  }
}

async function copyAll(from, to) {
  for (const place of PLACES) {
    if (!existsSync(join(from, place, MARKER))) continue;
    for (const name of ENVIRONMENTS) {
      if (existsSync(join(from, place, name, 'data.mdb')))
        await copyEnvironment(join(from, place, name), join(to, place, name));
    }
  }
  // The marker last: a copy that was broken off is no data directory.
  for (const place of PLACES.filter((one) => existsSync(join(from, one, MARKER)))) {
    cpSync(join(from, place, MARKER), join(to, place, MARKER));
  }
}

const [from, to] = process.argv.slice(2);
if (from === undefined || to === undefined) {
  console.error('npm run backup -- FROM TO');
  process.exit(2);
}
try {
  await backUp(resolve(from), resolve(to));
  console.log(`${from} is copied to ${to}`);
} catch (cause) {
  console.error(`Error: "${cause.message}"`);
  process.exit(1);
}
