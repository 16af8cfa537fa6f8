/** The credential of a watch is asked for once, at the opening. */
import type { Identity } from '@macp/auth';
import { statusError } from '@macp/wire';
import { UNAUTHENTICATED } from '../admission.js';
import { identify, noteUnauthenticated } from '../edge.js';
import type { Edge } from '../edge.js';
import type { AnyWatchCall } from './watch-stream.js';

/** Calls `then` for an authenticated caller, or ends the call with UNAUTHENTICATED. */
export function authenticatedWatch(edge: Edge, call: AnyWatchCall, then: () => void): void {
  const identity = identify(edge.authenticator, call.metadata);
  const go = (known: Identity | undefined): void => {
    if (call.cancelled) return;
    if (known !== undefined) {
      then();
      return;
    }
    noteUnauthenticated(edge, call.getPath());
    call.emit('error', statusError(UNAUTHENTICATED));
  };
  if (identity instanceof Promise) identity.then(go, () => go(undefined));
  else go(identity);
}
