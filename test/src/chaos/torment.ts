/**
 * Torments a cluster under load, and judges it: everything that was promised is checked against the log, the public API and
 * the public feed. However it ends, what was found until then is said: the table, falsehoods, and why callers waited.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../sim/random.js';
import { auditArchive, auditHistory, auditLog, trimmedRecords } from './audits.js';
import type { AuditedCluster } from './audits.js';
import { ChaosLoad } from './chaos-load.js';
import { closingTable } from './closing-table.js';
import type { ChaosFindings } from './closing-table.js';
import { FaultHistory, noteOwnStalls } from './fault-history.js';
import { faultsOf } from './faults.js';
import type { Victims } from './faults.js';
import { Nemesis, within } from './nemesis.js';
import { alarmsOf } from './process-alarms.js';
import { Verdict, judgeIngress, judgeLog } from './verdict.js';
import { describeWait } from './wait-report.js';
import { Waits } from './waits.js';

const ANSWERED_WITHIN_MS = 120_000;
const TRIMMED_WITHIN_MS = 300_000;
const LOG_READ_WITHIN_MS = 120_000;
const LOOK_AGAIN_MS = 1000;
const WRONG_SHOWN_MAX = 20;
const UNTOLD_SHOWN_MAX = 20;
/** Of the others the first line says enough: most waited for the same. */
const WAITS_IN_FULL_MAX = 12;

export interface ChaosOptions {
  readonly minutes: number;
  readonly seed: number;
  readonly clients: number;
  /** Who waits for longer is told of in full. */
  readonly longWaitMs: number;
  /** It goes on until every kind of fault has come, however long that takes. */
  readonly isThorough: boolean;
  readonly say: (line: string) => void;
}

/** A run, and what it has to answer for. */
export interface ChaosReport {
  readonly isFlawless: boolean;
  readonly acknowledged: number;
  /** Records that are in the archive and no more in the log. */
  readonly trimmedRecords: number;
  /** Kinds of faults that were never injected. */
  readonly missingFaults: readonly string[];
  /** Calls that were not answered for too long. */
  readonly longWaits: number;
}

/** A run that goes on. */
interface Run {
  readonly options: ChaosOptions;
  readonly victims: Victims;
  readonly audited: AuditedCluster;
  readonly history: FaultHistory;
  readonly waits: Waits;
  readonly load: ChaosLoad;
  readonly nemesis: Nemesis;
  readonly findings: ChaosFindings;
}

/** @throws Violation, LogCorruption, FeedGap, or what ended a client */
export async function torment(options: ChaosOptions, victims: Victims): Promise<ChaosReport> {
  const run = begin(options, victims);
  const stopNoting = noteOwnStalls(run.history);
  const { load } = run;
  try {
    await within(ANSWERED_WITHIN_MS, load.goesOn());
    run.findings.startedMs = performance.now();
    await play(run);
    await judge(run);
  } catch (cause) {
    options.say(`it ends here: ${String(cause)}`);
    for (const line of [...load.sessions.untold.slice(0, UNTOLD_SHOWN_MAX), ...load.signals.seenLast])
      options.say(line);
    await salvage(run);
    tell(run);
    throw cause;
  } finally {
    stopNoting();
    await load.close();
  }
  return tell(run);
}

function begin(options: ChaosOptions, victims: Victims): Run {
  const { cluster, kafka, archive } = victims;
  const { seed, clients, isThorough, longWaitMs, say } = options;
  const addresses = cluster.ingresses.map(({ proxies }) => proxies!.public.address);
  const waits = new Waits(longWaitMs);
  const history = new FaultHistory();
  const load = ChaosLoad.start({ addresses, clients, seed, waits });
  const random = new Random(seed);
  const goesOn = (): Promise<void> => load.goesOn();
  const nemesis = new Nemesis({ faults: faultsOf(victims, random), history, random, isThorough, goesOn, say });
  const audited = { cluster, brokers: kafka.addresses, archivePath: archive.path };
  const findings = { seed, startedMs: performance.now(), nemesis, load, waits };
  return { options, victims, audited, history, waits, load, nemesis, findings };
}

async function play({ options, audited, load, nemesis, findings }: Run): Promise<void> {
  const { startedMs } = findings;
  await nemesis.run(startedMs + options.minutes * 60_000);
  const isTrimmed = async (): Promise<void> => {
    while ((await trimmedRecords(audited)) === 0) await pause(LOOK_AGAIN_MS);
  };
  await within(TRIMMED_WITHIN_MS, isTrimmed());
  await within(ANSWERED_WITHIN_MS, load.end());
  findings.loadedMs = performance.now() - startedMs;
}

async function judge({ options, victims, audited, load, findings, waits }: Run): Promise<void> {
  const { cluster, archive } = victims;
  options.say('all is healed and answered; reading the log, the feed, the archive, and what the ingresses tell');
  const verdict = (findings.verdict = new Verdict());
  const { log, feed } = await auditHistory(audited, sessionsOf(waits));
  Object.assign(findings, { log, feed });
  judgeLog(verdict, load.journals, log.sessions);
  load.sessions.judge(log.sessions);
  for (const { address } of cluster.ingresses) await judgeIngress(verdict, load.journals, address);
  for (const replay of cluster.replays) await replay.kill();
  findings.archived = { audit: await auditArchive(audited), drafts: archive.drafts };
  findings.alarms = alarmsOf(cluster);
}

/** What can still be found out when a run has ended before its end. */
async function salvage({ options, victims, audited, findings, waits }: Run): Promise<void> {
  findings.loadedMs ??= performance.now() - findings.startedMs;
  findings.alarms ??= alarmsOf(victims.cluster);
  if (findings.log !== undefined) return;
  try {
    findings.log = await within(LOG_READ_WITHIN_MS, auditLog(audited, sessionsOf(waits)));
  } catch (cause) {
    options.say(`the log could not be read: ${String(cause)}`);
  }
}

/** Says everything that was found. */
function tell({ options, victims, history, waits, load, nemesis, findings }: Run): ChaosReport {
  const { say } = options;
  const { verdict, alarms = [], log, archived } = findings;
  for (const line of closingTable(findings)) say(line);
  const nameOf = (owner: string): string =>
    victims.cluster.processes.find(({ pids }) => pids.some((pid) => owner.endsWith(`:${pid}`)))?.name ?? owner;
  const { partitions } = victims.cluster;
  const long = waits.long;
  const context = { history, partitions, log, nameOf, nowMs: Date.now() };
  for (const [index, wait] of long.entries())
    for (const line of describeWait(wait, context).slice(0, index < WAITS_IN_FULL_MAX ? Infinity : 1)) say(line);
  const wrong = [...load.wrong, ...(verdict?.examples ?? []), ...alarms];
  for (const line of wrong.slice(0, WRONG_SHOWN_MAX)) say(`WRONG: ${line}`);
  return {
    isFlawless: wrong.length === 0 && verdict?.isFlawless === true && archived !== undefined,
    acknowledged: load.tally.acknowledged,
    trimmedRecords: archived?.audit.trimmedRecords ?? 0,
    missingFaults: nemesis.missing,
    longWaits: long.length,
  };
}

function sessionsOf({ long }: Waits): ReadonlySet<string> {
  return new Set(long.map(({ asked }) => asked.sessionId));
}
