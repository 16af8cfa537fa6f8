/**
 * The worked demonstration against the real server: with the payment it comes with, the policy refuses the first
 * Commitment and says why, and the session ends with the second one; another payment is decided otherwise.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { playFraudDecision, readScenario } from '@macp/fraud-decision';
import type { Scenario } from '@macp/fraud-decision';
import { callUnary, bearer } from '@macp/wire';
import { connect } from './connection.js';
import { history } from './decision-script.js';
import { PROFILES } from './profiles.js';
import { scratchDirectory } from './runtime-process.js';
import type { ServerUnderTest } from './server-under-test.js';

jest.setTimeout(240_000);

const SCENARIO = fileURLToPath(new URL('../../../examples/fraud-decision/scenario.json', import.meta.url));

describe.each(PROFILES)('$name', ({ start }) => {
  let server: ServerUnderTest;
  const scratch = scratchDirectory();
  beforeAll(async () => {
    server = await start();
  });
  afterAll(async () => {
    await server.remove();
    scratch.remove();
  });

  /** Plays the scenario of a file; its final state and its transcript. */
  async function play(path: string): Promise<{ readonly state: string; readonly lines: readonly string[] }> {
    const lines: string[] = [];
    const scenario = readScenario(readFileSync(path, 'utf8'));
    const state = await playFraudDecision({ target: server.address, scenario, write: (line) => lines.push(line) });
    return { state, lines };
  }

  /** A file with the demonstration's own scenario, some facts of it changed. */
  function changedFile(facts: Partial<Scenario>): string {
    const path = join(scratch.path, `${randomUUID()}.json`);
    writeFileSync(path, JSON.stringify({ ...(JSON.parse(readFileSync(SCENARIO, 'utf8')) as Scenario), ...facts }));
    return path;
  }

  const votes = (lines: readonly string[]): string[] =>
    lines.flatMap((line) => /^ {2}(\S+) +Vote +(\S+)/.exec(line)?.slice(1).join(' ') ?? []);

  it('refuses the approval with its reasons, then resolves with the decline', async () => {
    const { state, lines } = await play(SCENARIO);
    expect(state).toBe('RESOLVED');
    const refused = lines.indexOf('  -> REFUSED: Commitment of orchestrator: POLICY_DENIED');
    expect(lines[refused - 1]).toBe('\norchestrator tries to commit decision.selected');
    expect(lines[refused + 1]).toMatch(/^ {7}veto: .+ \[compliance-agent\]$/);
    expect(lines.slice(refused).some((line) => line.includes('tries to commit decision.rejected'))).toBe(true);
    expect(lines.slice(refused)).toContain('  -> accepted: Commitment of orchestrator');
    expect(votes(lines)).toEqual(['fraud-agent REJECT', 'growth-agent APPROVE', 'compliance-agent REJECT']);
    expect(lines.at(-1)).toBe('\nThe session is RESOLVED');
  });

  it('votes otherwise and approves at once where the facts are others', async () => {
    const path = changedFile({ amountUsd: 80, deviceTrust: 0.95, accountAgeDays: 900, earlierChargebacks: 0 });
    const { state, lines } = await play(path);
    expect(state).toBe('RESOLVED');
    expect(lines.join('\n')).not.toContain('REFUSED');
    expect(votes(lines)).toEqual(['fraud-agent APPROVE', 'growth-agent APPROVE', 'compliance-agent APPROVE']);
    expect(lines.some((line) => /^ {2}orchestrator +Commitment +decision\.selected, positive/.test(line))).toBe(true);
  });

  it('leaves a history of what its transcript tells', async () => {
    const { lines } = await play(SCENARIO);
    const sessionId = lines
      .find((line) => line.startsWith('Session '))!
      .slice('Session '.length)
      .trim();
    const client = connect(server);
    const request = { rpc: 'GetSession', request: { sessionId }, metadata: bearer('orchestrator') } as const;
    const { metadata } = await callUnary(client, request);
    expect(metadata!.initiator).toBe('orchestrator');
    const told = lines.filter((line) => line.startsWith('  -> accepted'));
    expect(await history(client, sessionId, 'orchestrator')).toHaveLength(told.length);
    client.close();
  });
});
