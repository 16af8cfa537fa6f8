/** Why a commit failed is known, whichever of two failures is told first. */
import { getSystemErrorMap } from 'node:util';
import { describe, expect, it, jest } from '@jest/globals';
import { CommitFailures, SystemError } from './commit-failures.js';

const EROFS = 30;
const EIO = 5;
const MDB_PANIC = -30_795;

/** An environment whose commits end as they are told to. */
function environment() {
  const commits: ((status: number) => unknown)[] = [];
  const startWriting = jest.fn((_instructions: number, told: (status: number) => unknown) => void commits.push(told));
  return { commits, startWriting };
}

function begun(count: number) {
  const lmdb = environment();
  const failures = new CommitFailures(lmdb);
  const told = Array.from({ length: count }, (_, commit) => {
    const hears = jest.fn((status: number) => status);
    lmdb.startWriting(commit, hears);
    return hears;
  });
  return { failures, told, commits: lmdb.commits };
}

/** What lmdb rejects a write with. */
const failed = (commitError: Promise<never>): Error =>
  Object.assign(new Error('Commit failed (see commitError for details)'), { commitError });
const panic = Object.assign(new Error('MDB_PANIC: Update of meta page failed'), { code: MDB_PANIC });
const NEVER = new Promise<never>(() => undefined);

async function afterASecond<T>(known: () => Promise<T>): Promise<T> {
  jest.useFakeTimers();
  const result = known();
  await jest.advanceTimersByTimeAsync(1000);
  jest.useRealTimers();
  return result;
}

describe('why a commit failed', () => {
  it('is what the system says later of the commit before', async () => {
    const { failures, commits } = begun(2);
    commits[1]!(MDB_PANIC);
    const known = failures.reasonFor(failed(Promise.reject(panic)));
    commits[0]!(EROFS);
    await expect(known).resolves.toMatchObject({ code: EROFS, message: getSystemErrorMap().get(-EROFS)![1] });
  });

  it('is the first that the system said', async () => {
    const { failures, commits } = begun(2);
    commits[0]!(EROFS);
    commits[1]!(EIO);
    const known = failures.reasonFor(failed(Promise.reject(panic)));
    await expect(known).resolves.toEqual(new SystemError(EROFS));
  });

  it('is known where lmdb never tells, since the status had come before', async () => {
    const { failures, commits } = begun(1);
    commits[0]!(EIO);
    await expect(failures.reasonFor(failed(NEVER))).resolves.toEqual(new SystemError(EIO));
  });

  it('is not waited for longer than a second', async () => {
    const { failures, commits } = begun(1);
    commits[0]!(2);
    const cause = failed(NEVER);
    await expect(afterASecond(() => failures.reasonFor(cause))).resolves.toBe(cause);
  });

  it("is LMDB's word when the system says nothing", async () => {
    const { failures } = begun(1);
    await expect(afterASecond(() => failures.reasonFor(failed(Promise.reject(panic))))).resolves.toBe(panic);
  });

  it("is LMDB's own at once where it is no failure of the disk", async () => {
    const { failures } = begun(1);
    const full = Object.assign(new Error('MDB_MAP_FULL'), { code: -30_792 });
    await expect(failures.reasonFor(failed(Promise.reject(full)))).resolves.toBe(full);
  });

  it('is not looked for where no commit failed', async () => {
    const { failures } = begun(0);
    const cause = Object.assign(new Error('Input/output error'), { code: EIO });
    await expect(failures.reasonFor(cause)).resolves.toBe(cause);
  });

  it('is listened to without a change of what lmdb hears and answers', () => {
    const { told, commits } = begun(1);
    expect(commits[0]!(2)).toBe(2);
    expect(told[0]).toHaveBeenCalledWith(2);
  });
});
