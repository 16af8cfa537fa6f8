/** Where the schema's sources are, and the hash that ties generated files to them. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The package's folder, with a trailing slash. */
export const packageDir = fileURLToPath(new URL('../', import.meta.url));

/** Names under `folder`, relative to the package, that end in `extension`; sorted. */
function filesUnder(folder, extension) {
  return readdirSync(packageDir + folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(extension))
    .map((entry) => `${entry.parentPath.slice(packageDir.length)}/${entry.name}`)
    .sort();
}

/** The schema files, relative to the package, in a fixed order. */
export function protoFiles() {
  return filesUnder('proto', '.proto');
}

/** SHA-256 over everything generated files depend on: the schema, the generator, and the codec library's version. */
export function sourcesHash() {
  const hash = createHash('sha256');
  for (const file of [...protoFiles(), ...filesUnder('scripts', '.mjs'), 'package.json']) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(packageDir + file))
      .update('\0');
  }
  return hash.digest('hex');
}
