/** One request at a time from the process that measures to one that is measured, over Node's channel between them. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';

interface Request {
  readonly name: string;
  readonly argument: unknown;
}

interface Answer {
  readonly result?: unknown;
  readonly failure?: string;
}

/** What a measured process can be asked for. */
export type Handlers = Readonly<Record<string, (argument: never) => unknown>>;

/** Answers requests until `stop`, after which the process ends. */
export function serveParent(handlers: Handlers): void {
  process.on('message', ({ name, argument }: Request) => {
    void answer(handlers, name, argument);
  });
  process.once('disconnect', () => process.exit(1));
}

async function answer(handlers: Handlers, name: string, argument: unknown): Promise<void> {
  let reply: Answer;
  try {
    const handler = handlers[name] as ((argument: unknown) => unknown) | undefined;
    if (handler === undefined) throw new Error(`nobody handles ${name}`);
    reply = { result: await handler(argument) };
  } catch (cause) {
    reply = { failure: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) };
  }
  process.send!(reply, undefined, undefined, () => {
    if (name === 'stop') process.exit(0);
  });
}

/** A measured process. */
export class Measured {
  private constructor(private readonly child: ChildProcess) {}

  /**
   * Starts `script` with one argument and waits for its answer to `start`. `semiSpaceMb` is half of what new objects have,
   * MiB; without it they have what they have in this process.
   */
  static async start(
    script: URL,
    settings: unknown,
    semiSpaceMb?: number,
  ): Promise<{ process: Measured; started: unknown }> {
    const child = fork(script, [JSON.stringify(settings)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      execArgv: [...process.execArgv, ...(semiSpaceMb === undefined ? [] : [`--max-semi-space-size=${semiSpaceMb}`])],
    });
    const measured = new Measured(child);
    return { process: measured, started: await measured.ask('start') };
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** @throws what the process says went wrong, or that it has ended */
  async ask(name: string, argument: unknown = {}): Promise<unknown> {
    const ended = new AbortController();
    const answered = once(this.child, 'message', { signal: ended.signal });
    const onExit = (): void => ended.abort(new Error(`the process ended instead of answering ${name}`));
    this.child.once('exit', onExit);
    this.child.send({ name, argument });
    try {
      const [{ result, failure }] = (await answered) as [Answer];
      if (failure !== undefined) throw new Error(failure);
      return result;
    } finally {
      this.child.off('exit', onExit);
    }
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    await this.ask('stop').catch(() => this.child.kill());
    await exited;
  }
}

/** A profile of this process, in the form that `node --cpu-prof` writes. */
export class Profile {
  private constructor(
    private readonly session: Session,
    private readonly path: string,
  ) {}

  static async begin(path: string): Promise<Profile> {
    const session = new Session();
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: 250 });
    await session.post('Profiler.start');
    return new Profile(session, path);
  }

  async end(): Promise<void> {
    const { profile } = await this.session.post('Profiler.stop');
    this.session.disconnect();
    writeFileSync(this.path, JSON.stringify(profile));
  }
}
