/** Metrics, their listener and the logger (runtime specification §8, §11.1). */
import { createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { EnvelopeTally, MacpMetrics, MetricsListener, createLogger, levelOfFilter } from './index.js';

function tally(): EnvelopeTally {
  return new EnvelopeTally(new Set(['m1']), new Set(['Vote']));
}

function logLines() {
  const lines: string[] = [];
  const log = createLogger({ level: 'info', destination: { write: (line: string) => void lines.push(line) } });
  return { log, entries: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

const vote = { mode: 'm1', messageType: 'Vote' };

describe('the envelope tally', () => {
  it('counts by mode, type and outcome, with cumulative buckets', () => {
    const envelopes = tally();
    envelopes.record(vote, 'accepted', 0.002);
    envelopes.record(vote, 'accepted', 100);
    envelopes.record(vote, 'rejected', 0.0001);
    const text = envelopes.exposition();
    const accepted = 'macp_mode_id="m1",macp_message_type="Vote",macp_envelope_outcome="accepted"';
    expect(text).toContain(`macp_envelope_processed_total{${accepted}} 2\n`);
    expect(text).toContain(`_bucket{${accepted},le="0.001"} 0\n`);
    expect(text).toContain(`_bucket{${accepted},le="0.0025"} 1\n`);
    expect(text).toContain(`_bucket{${accepted},le="10"} 1\n`);
    expect(text).toContain(`_bucket{${accepted},le="+Inf"} 2\n`);
    expect(text).toContain(`_count{${accepted}} 2\n`);
    expect(text).toContain('macp_envelope_outcome="rejected"} 1\n');
  });

  it('keeps labels of clients out, and says no mode for the ambient plane', () => {
    const envelopes = tally();
    for (let i = 0; i < 1000; i++) envelopes.record({ mode: `evil"${i}`, messageType: `type${i}` }, 'rejected', 0);
    envelopes.record({ mode: '', messageType: 'Vote' }, 'accepted', 0);
    const counters = envelopes
      .exposition()
      .split('\n')
      .filter((line) => line.startsWith('macp_envelope_processed_total{'));
    expect(counters).toEqual([
      'macp_envelope_processed_total{macp_mode_id="_OTHER",macp_message_type="_OTHER",macp_envelope_outcome="rejected"} 1000',
      'macp_envelope_processed_total{macp_message_type="Vote",macp_envelope_outcome="accepted"} 1',
    ]);
  });

  it('shows nothing before the first envelope', () => {
    expect(tally().exposition()).toBe('');
  });
});

describe('the metrics', () => {
  it('tell a value of each partition that is named, and of no other', async () => {
    const metrics = new MacpMetrics({ modes: [], messageTypes: [], processMetrics: false });
    let lag: readonly (readonly [number, number])[] = [
      [0, 7],
      [11, 0],
    ];
    metrics.observePartitions('spec_lag', 'lag', () => Promise.resolve(lag));
    expect(await metrics.exposition()).toContain('spec_lag{partition="0"} 7\nspec_lag{partition="11"} 0\n');
    lag = [[11, 2]];
    const text = await metrics.exposition();
    expect(text).toContain('spec_lag{partition="11"} 2\n');
    expect(text).not.toContain('spec_lag{partition="0"}');
  });

  it('show fields as they are when they are scraped', async () => {
    const metrics = new MacpMetrics({ modes: [], messageTypes: [], processMetrics: false });
    metrics.edge.rateLimited = 3;
    metrics.edge.streamsOpen = 2;
    let pending = 5;
    metrics.observe('spec_pending', 'pending', () => pending);
    expect(await metrics.exposition()).toMatch(
      /macp_rate_limited_total 3\n[^]*macp_streams_open 2|macp_streams_open 2\n[^]*macp_rate_limited_total 3/,
    );
    pending = 7;
    metrics.edge.streamsOpen = 0;
    const text = await metrics.exposition();
    expect(text).toContain('spec_pending 7\n');
    expect(text).toContain('macp_streams_open 0\n');
    expect(text).toContain('macp_rate_limited_total 3\n');
  });
});

describe('the metrics listener', () => {
  it('answers any path with the text format and closes the connection', async () => {
    const { log, entries } = logLines();
    const metrics = new MacpMetrics({ modes: [], messageTypes: [] });
    const listener = await MetricsListener.open({ host: '127.0.0.1', port: 0 }, metrics, log);
    const response = await fetch(`http://127.0.0.1:${listener!.port}/any/path`, { method: 'POST' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4');
    expect(response.headers.get('connection')).toBe('close');
    expect(await response.text()).toContain('process_cpu_seconds_total');
    expect(entries()[0]).toMatchObject({
      msg: 'metrics endpoint listening (GET /metrics)',
      metrics_addr: `127.0.0.1:${listener!.port}`,
    });
    await listener!.close();
    await expect(fetch(`http://127.0.0.1:${listener!.port}/`)).rejects.toThrow();
  });

  it('that cannot bind its port is only logged', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    const { log, entries } = logLines();
    const metrics = new MacpMetrics({ modes: [], messageTypes: [], processMetrics: false });
    expect(await MetricsListener.open({ host: '127.0.0.1', port }, metrics, log)).toBeUndefined();
    expect(entries()[0]).toMatchObject({ msg: 'metrics endpoint could not be bound' });
    taken.close();
  });
});

describe('the logger', () => {
  it.each([
    ['info', 'info'],
    ['debug', 'debug'],
    ['macp=debug,warn', 'warn'],
    ['OFF', 'silent'],
    ['macp=debug', 'info'],
    ['', 'info'],
    ['nonsense', 'info'],
  ])('reads the level of %j as %s', (filter, level) => expect(levelOfFilter(filter)).toBe(level));

  it('writes JSON lines with its bindings, and nothing below its level', () => {
    const lines: string[] = [];
    const destination = { write: (line: string) => void lines.push(line) };
    const log = createLogger({ level: 'warn', bindings: { service: 'spec' }, destination });
    log.info('quiet');
    log.warn({ code: 7 }, 'loud');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0]!)).toMatchObject({ service: 'spec', code: 7, msg: 'loud' });
  });
});
