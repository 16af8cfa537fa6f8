/** A client that follows one session for good: when its stream ends it goes on where it was, at the next ingress. */
import type { RuntimeClient } from '@macp/wire';
import { connect } from '../e2e/connection.js';
import { SessionFollower } from '../e2e/session-follower.js';

export class SteadyFollower {
  /** What streams ended with before they were asked to. */
  readonly broken: string[] = [];
  private before: readonly string[] = [];
  private current: SessionFollower | undefined;
  private isStopped = false;
  private client: RuntimeClient | undefined;
  private readonly following: Promise<void>;

  constructor(
    private readonly ingresses: readonly string[],
    private readonly sessionId: string,
    private place: number,
  ) {
    this.following = this.follow();
  }

  /** Message ids that came, in order, over all streams. */
  get ids(): readonly string[] {
    return [...this.before, ...(this.current?.ids ?? [])];
  }

  /** Resolves once that many envelopes have come. */
  async arrived(envelopes: number): Promise<void> {
    while (this.ids.length < envelopes) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    void this.current?.cancel();
    await this.following;
  }

  private async follow(): Promise<void> {
    while (!this.isStopped) {
      const address = this.ingresses[this.place++ % this.ingresses.length]!;
      this.client = connect({ address });
      this.current = SessionFollower.subscribe(this.client, this.sessionId, this.before.length);
      const { code, text } = await this.current.ended;
      this.before = this.ids;
      this.current = undefined;
      this.client.close();
      if (this.isStopped) return;
      this.broken.push(`${code} ${text}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
