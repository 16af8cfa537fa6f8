/**
 * `WatchSessions` (runtime specification §4.7): one CREATED per session there is, then every change as it comes. The feed
 * keeps the backlog of a slow client and says when it is too long.
 */
import { reject } from '@macp/kernel';
import type { macp as wire } from '@macp/proto';
import { encodeBytes, macp } from '@macp/proto';
import type { LifecycleEvent, LifecycleListener } from '@macp/ports';
import { wireEventType, wireMetadata } from '@macp/wire';
import type { Edge } from '../edge.js';
import { inTime } from '../in-time.js';
import { deadlineOf } from '../unary.js';
import { authenticatedWatch } from './authenticated-watch.js';
import { WatchStream } from './watch-stream.js';
import type { WatchCall } from './watch-stream.js';

const SYNC_EVENTS_MAX = 1024;

const LAGGED = {
  sync: () =>
    `WatchSessions initial sync buffered more than ${SYNC_EVENTS_MAX} lifecycle events; watch again or use ListSessions`,
  live: (count: number) => `WatchSessions receiver fell behind by ${count} events`,
};

export class SessionWatch {
  constructor(private readonly edge: Edge) {}

  handle(call: WatchCall<wire.v1.WatchSessionsRequest, wire.v1.WatchSessionsResponseInit>): void {
    authenticatedWatch(this.edge, call, () => {
      const stream = new WatchStream(this.edge, call, { framesMax: 0 });
      const watching = this.edge.lifecycle.watch(this.listener(stream)).then((watch) => {
        // At once, where it came too late.
        stream.onRelease(() => watch.close());
        stream.onResume(() => watch.resume());
      });
      inTime(this.edge.clock, deadlineOf(this.edge, call), watching).catch((cause: unknown) => stream.fail(cause));
    });
  }

  private listener(stream: WatchStream): LifecycleListener {
    return {
      events: (batch) => {
        let wantsMore = true;
        for (const event of batch) wantsMore = stream.write(this.frame(event));
        return wantsMore;
      },
      lagged: (count, during) => stream.refuse(reject('STREAM_LAGGED', LAGGED[during](count))),
      failed: (cause) => stream.fail(cause),
    };
  }

  private frame({ change, session, isSync }: LifecycleEvent): Uint8Array {
    const observedAtUnixMs = isSync ? session.startedAtMs : this.edge.clock.nowMs();
    const event = { eventType: wireEventType(change), session: wireMetadata(session), observedAtUnixMs };
    return encodeBytes(macp.v1.WatchSessionsResponse, { event });
  }
}
