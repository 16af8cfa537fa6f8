/** What a marker says, and the one sentence for each way in which it says nothing. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readMarker } from './directory-marker.js';
import type { DirectoryMarker, MarkerReason } from './directory-marker.js';

let path: string;
beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'macp-marker-'));
});
afterEach(async () => {
  await rm(path, { recursive: true });
});

class Refused extends Error {
  constructor(
    readonly reason: MarkerReason,
    path: string,
    why: string,
    options?: { cause?: unknown },
  ) {
    super(`${path} ${why}`, options);
  }
}

const marker: DirectoryMarker<string> = {
  fileName: 'marker.json',
  formatVersion: 2,
  decode: ({ owner }) => (typeof owner === 'string' ? owner : undefined),
  Refused,
};

const write = (text: string): Promise<void> => writeFile(join(path, 'marker.json'), text);

async function refusal(): Promise<readonly unknown[]> {
  const refused = await readMarker(path, marker).catch((cause: unknown) => cause);
  expect(refused).toBeInstanceOf(Refused);
  const { reason, message, cause } = refused as Refused;
  return [reason, message.slice(path.length + 1), cause === undefined];
}

describe('readMarker', () => {
  it.each([1, 2])('given a marker of format %s, when it is read, then it says what it says', async (format) => {
    await write(JSON.stringify({ format, owner: 'us' }));

    expect(await readMarker(path, marker)).toBe('us');
  });

  it('given no marker, or no directory, when it is read, then there is none', async () => {
    expect(await readMarker(path, marker)).toBeUndefined();
    expect(await readMarker(join(path, 'none'), marker)).toBeUndefined();
  });

  it('given a newer format, when it is read, then it is refused, whatever else it says', async () => {
    await write('{"format":3,"owner":"us"}');

    const why = 'was written by a newer version (format 3; this one reads up to 2)';
    expect(await refusal()).toEqual(['newer-format', why, true]);
  });

  it.each(['', 'x', 'null', '[]', '1', '{"owner":"us"}', '{"format":"1","owner":"us"}', '{"format":1}'])(
    'given %j for a marker, when it is read, then it is refused',
    async (text) => {
      await write(text);

      expect(await refusal()).toEqual(['damaged', 'has a marker.json that is not readable', true]);
    },
  );

  it('given a marker that the system does not let be read, when it is read, then it is refused with the cause', async () => {
    await mkdir(join(path, 'marker.json'));

    expect(await refusal()).toEqual(['not-accessible', 'cannot be read and written (EISDIR)', false]);
  });
});
