/**
 * Holds the journals of clients against everything that can be asked afterwards: the log, and what each ingress tells of
 * history, state and lists.
 */
import { connect } from '../e2e/connection.js';
import { history } from '../e2e/decision-script.js';
import { bearer, callUnary, kernelState } from '@macp/wire';
import type { RuntimeClient } from '@macp/wire';
import { isSame } from './journal.js';
import type { Difference, Journal } from './journal.js';
import type { LoggedSession } from './log-audit.js';
import { stateAndCount } from './session-play.js';

const TOGETHER = 16;
const PAGE_SIZE = 500;
const EXAMPLES_MAX = 20;

/** What is wrong, over all readers. */
export class Verdict {
  lost = 0;
  repeated = 0;
  reordered = 0;
  /** Accepted, and no client was told so. */
  unknown = 0;
  /** Sessions in another state than their client was told, or not there, over all readers. */
  misstated = 0;
  /** Some of it, in words. */
  readonly examples: string[] = [];

  get isFlawless(): boolean {
    return this.lost + this.repeated + this.reordered + this.unknown + this.misstated === 0;
  }

  note(reader: string, { sessionId, mode }: Journal, found: Difference): void {
    this.lost += found.lost;
    this.repeated += found.repeated;
    this.reordered += found.reordered;
    this.unknown += found.unknown;
    if (!isSame(found)) this.example(`${reader}: ${mode} ${sessionId}: ${JSON.stringify(found)}`);
  }

  misstate(reader: string, { sessionId, mode }: Journal, what: string): void {
    this.misstated += 1;
    this.example(`${reader}: ${mode} ${sessionId}: ${what}`);
  }

  private example(text: string): void {
    if (this.examples.length < EXAMPLES_MAX) this.examples.push(text);
  }
}

/** A session whose start was never acknowledged may not be in the log either. */
export function judgeLog(
  verdict: Verdict,
  journals: readonly Journal[],
  logged: ReadonlyMap<string, LoggedSession>,
): void {
  for (const journal of journals) {
    const found = logged.get(journal.sessionId);
    verdict.note('log', journal, journal.compare(found?.messageIds ?? []));
    if (found !== undefined && found.state !== journal.state)
      verdict.misstate('log', journal, `${found.state} instead of ${journal.state}`);
  }
  if (logged.size !== journals.length) verdict.examples.push(`${logged.size} sessions for ${journals.length} journals`);
  verdict.misstated += Math.abs(logged.size - journals.length);
}

/** What the ingress at `address` tells. */
export async function judgeIngress(verdict: Verdict, journals: readonly Journal[], address: string): Promise<void> {
  const client = connect({ address });
  try {
    const listed = await statesOf(client);
    for (const journal of journals) {
      const state = listed.get(journal.sessionId);
      if (state !== journal.state) verdict.misstate(address, journal, `listed as ${state} instead of ${journal.state}`);
    }
    const left = [...journals];
    const judge = async (): Promise<void> => {
      for (let journal = left.pop(); journal !== undefined; journal = left.pop()) {
        const { sessionId, state, count } = journal;
        verdict.note(address, journal, journal.compare(await history(client, sessionId)));
        const request = { rpc: 'GetSession', request: { sessionId }, metadata: bearer('lead') } as const;
        const read = stateAndCount((await callUnary(client, request)).metadata!);
        if (read !== `${state} ${count}`) verdict.misstate(address, journal, `read as ${read}, not ${state} ${count}`);
      }
    };
    await Promise.all(Array.from({ length: TOGETHER }, judge));
  } finally {
    client.close();
  }
}

/** Of every session, by its id. */
async function statesOf(client: RuntimeClient): Promise<ReadonlyMap<string, string | undefined>> {
  const states = new Map<string, string | undefined>();
  let pageToken = '';
  do {
    const request = { pageSize: PAGE_SIZE, pageToken };
    const page = await callUnary(client, { rpc: 'ListSessions', request, metadata: bearer('lead') });
    for (const { sessionId, state } of page.sessions) states.set(sessionId, kernelState(state));
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  return states;
}
