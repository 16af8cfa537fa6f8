/** `StreamSession` (runtime specification §5): the credential is asked for once, at the opening. */
import { statusError } from '@macp/wire';
import type { Identity } from '@macp/auth';
import { UNAUTHENTICATED } from '../admission.js';
import { identify, noteUnauthenticated } from '../edge.js';
import type { Edge } from '../edge.js';
import { SessionStream } from './session-stream.js';
import type { StreamCall } from './session-stream.js';

export class StreamSessionHandler {
  constructor(private readonly edge: Edge) {}

  handle(call: StreamCall): void {
    const identity = identify(this.edge.authenticator, call.metadata);
    const open = (known: Identity | undefined): void => {
      // It has said so already, and would never be counted out.
      if (call.cancelled) return;
      if (known !== undefined) {
        new SessionStream(this.edge, call, known).open();
        return;
      }
      noteUnauthenticated(this.edge, call.getPath());
      call.emit('error', statusError(UNAUTHENTICATED));
      call.resume();
    };
    if (identity instanceof Promise) identity.then(open, () => open(undefined));
    else open(identity);
  }
}
