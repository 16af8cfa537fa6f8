/** The Nest module starts the projection before the application is up and ends its follows when it goes. */
import { FollowProbe } from '@macp/internal-rpc/contract';
import { Inject, Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { describe, expect, it } from '@jest/globals';
import { HISTORY_READER } from '@macp/nest';
import type { HistoryReader } from '@macp/ports';
import { ReplayModule } from './replay.module.js';
import { ProjectionStopped } from './projection-errors.js';
import { PlayedSession, ProjectedLog } from './testing/projected-log.js';

const ID = 'session-000001-0123456789';

@Injectable()
class Reader {
  constructor(@Inject(HISTORY_READER) readonly history: HistoryReader) {}
}

describe('ReplayModule', () => {
  it('provides a reader that is caught up, and closes it with the application', async () => {
    const log = new ProjectedLog();
    await log.claim('e1');
    await log.write('e1', new PlayedSession(ID));
    const projection = log.projection();
    class Root {}
    Module({ imports: [ReplayModule.forRoot({ projection })], providers: [Reader] })(Root);
    const app = await NestFactory.createApplicationContext(Root, { logger: false, abortOnError: false });
    expect(projection.nextOffset(0)).toBe(2);
    const { history } = app.get(Reader);
    const probe = new FollowProbe();
    await history.follow(ID, 0, probe);
    await probe.count(1);
    await app.close();
    expect(probe.failure).toBeInstanceOf(ProjectionStopped);
    await expect(history.session(ID)).rejects.toBeInstanceOf(ProjectionStopped);
  });

  it('does not come up over a log that cannot be read', async () => {
    const log = new ProjectedLog();
    await log.log.append(0, new Uint8Array([1, 2, 3]));
    class Root {}
    Module({ imports: [ReplayModule.forRoot({ projection: log.projection() })] })(Root);
    const options = { logger: false, abortOnError: false } as const;
    await expect(NestFactory.createApplicationContext(Root, options)).rejects.toThrow('corrupt at offset 0');
  });
});
