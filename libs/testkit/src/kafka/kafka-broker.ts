/** One broker process: it can be killed, stopped like a zombie, and started again on the same data. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { serverProperties } from './broker-files.js';
import type { BrokerSettings } from './broker-files.js';
import { kafkaClasspath } from './kafka-jars.js';

export interface KafkaBrokerOptions extends BrokerSettings {
  readonly clusterId: string;
  readonly heapMb: number;
  /** Everything it says, over all its starts. */
  readonly logFile?: string | undefined;
}

const STARTED = 'Kafka Server started';
const QUICK_TO_START = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];
/** On Linux the broker goes when whoever started it goes, however that happens. */
const WITH_PARENT = ['--pdeathsig', 'KILL', 'java'];

export class KafkaBroker {
  private child: ChildProcess | undefined;
  private said: string[] = [];
  private readonly killOnExit = (): void => {
    this.child?.kill('SIGKILL');
  };

  constructor(private readonly options: KafkaBrokerOptions) {}

  get nodeId(): number {
    return this.options.nodeId;
  }

  /** `host:port` for clients. */
  get address(): string {
    return `127.0.0.1:${this.options.ports.client}`;
  }

  /** Of the process; `undefined` while there is none. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  get isRunning(): boolean {
    return this.child !== undefined;
  }

  /** Formats the data directory if it is new; resolves when the broker has started. @throws with its last lines when it ends instead. */
  async start(): Promise<void> {
    const { directory, clusterId } = this.options;
    mkdirSync(directory, { recursive: true });
    const properties = join(directory, 'server.properties');
    writeFileSync(properties, serverProperties(this.options));
    if (!existsSync(join(directory, 'data/meta.properties'))) {
      const format = await this.java('kafka.tools.StorageTool', QUICK_TO_START, [
        'format',
        '-t',
        clusterId,
        '-c',
        properties,
      ]);
      const [code] = (await once(format, 'close')) as [number | null];
      if (code !== 0) throw new Error(`the storage of a broker could not be formatted:\n${this.said.join('\n')}`);
    }
    const child = await this.java('kafka.Kafka', [], [properties]);
    this.child = child;
    process.once('exit', this.killOnExit);
    child.once('close', () => {
      this.child = undefined;
      process.off('exit', this.killOnExit);
    });
    await this.untilStarted(child);
  }

  /** SIGTERM and the way out, or SIGKILL; resolves when the process is gone. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const { child } = this;
    if (child === undefined) return;
    const closed = once(child, 'close');
    child.kill(signal);
    if (signal === 'SIGTERM') child.kill('SIGCONT');
    await closed;
  }

  /** SIGSTOP: the process is there, and does nothing. */
  pause(): void {
    this.child?.kill('SIGSTOP');
  }

  resume(): void {
    this.child?.kill('SIGCONT');
  }

  private async java(main: string, options: readonly string[], args: readonly string[]): Promise<ChildProcess> {
    const classpath = await kafkaClasspath();
    const jvm = [
      ...options,
      `-Xmx${this.options.heapMb}m`,
      '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
      '-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info',
      '-Dorg.slf4j.simpleLogger.logFile=System.out',
      '-Dorg.slf4j.simpleLogger.showDateTime=true',
      "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
      '-cp',
      classpath,
      main,
      ...args,
    ];
    const [command, all] = existsSync('/usr/bin/setpriv')
      ? ['/usr/bin/setpriv', [...WITH_PARENT, ...jvm]]
      : ['java', jvm];
    const child = spawn(command, all, { stdio: ['ignore', 'pipe', 'pipe'], cwd: this.options.directory });
    this.said = [];
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        this.said.push(line);
        if (this.options.logFile !== undefined) appendFileSync(this.options.logFile, `${line}\n`);
        if (this.said.length > 50) this.said.shift();
      });
    }
    return child;
  }

  private untilStarted(child: ChildProcess): Promise<void> {
    return new Promise((resolve, reject) => {
      createInterface({ input: child.stdout! }).on('line', (line) => {
        if (line.includes(STARTED)) resolve();
      });
      child.once('error', reject);
      child.once('close', () => reject(new Error(`the broker ended:\n${this.said.join('\n')}`)));
    });
  }
}
