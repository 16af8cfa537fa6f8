/** The tests of the wire contract: what its tables and its rules of Acks and streams are held by. */
import { differing, held, inFile } from './traced-row.js';
import type { TracedRow } from './traced-row.js';

const contract = inFile('libs/proto/src/wire-contract.spec.ts');
const codec = inFile('libs/proto/src/codec.spec.ts');
const service = inFile('libs/wire/src/service.spec.ts');
const errors = inFile('libs/wire/src/rejection-to-grpc.spec.ts');
const ack = inFile('libs/wire/src/ack.spec.ts');
const tables = inFile('apps/ingress/src/contract-tables.spec.ts');
const send = inFile('apps/ingress/src/send.spec.ts');
const calls = inFile('apps/ingress/src/session-calls.spec.ts');
const registry = inFile('apps/ingress/src/registry.spec.ts');
const modes = inFile('apps/ingress/src/mode-registry.spec.ts');
const stream = inFile('apps/ingress/src/stream/stream-session.spec.ts');
const refusals = inFile('apps/ingress/src/stream/stream-refusals.spec.ts');
const compacted = inFile('apps/ingress/src/stream/compacted-history.spec.ts');
const sessions = inFile('apps/ingress/src/watch/session-watch.spec.ts');
const signals = inFile('apps/ingress/src/watch/signal-watch.spec.ts');
const bounds = inFile('apps/ingress/src/watch/watch-bounds.spec.ts');
const watches = inFile('apps/ingress/src/watch/registry-watches.spec.ts');
const LATER = 'not offered yet, and not advertised';
const notThere = [send('UNIMPLEMENTED for RPCs that are not there'), registry('promises only what is served')];

const BEHAVIOUR: readonly TracedRow[] = [
  held('1 paths', service('then paths and shapes agree', 'then the service stands under its name')),
  held('1 health', inFile('libs/nest/src/macp-grpc-server.spec.ts')('is healthy as a whole and by name')),
  held('1 credentials', inFile('libs/auth/src/auth.spec.ts')('of %j is %j'), send('of %j is %s')),
  held('1 error metadata', service('then code, text and details reach the client')),
  held('1 unknown fields', codec('then they are ignored and not written again')),
  differing('1 frame limit', 'status 8', send('above the decode limit, from the transport and without a MACP code')),
  held('1 buffers', bounds('a watch of modes keeps 16 changes', 'a watch of signals keeps 256')),
  held('1 buffers of histories', inFile('apps/replay/src/session-projection.spec.ts')('that is more than 256')),
  held('1 buffers of sessions', inFile('apps/replay/src/lifecycle-watcher.spec.ts')('hold as many as the page says')),
  held('2.1 Initialize', registry('refuses an empty list and unknown versions', 'selects 1.0 whatever its place')),
  held('2.1 Send', send('without an envelope, credential or not', 'Send refuses in band')),
  held('2.1 StreamSession', refusals('%s ends it exactly when the specification says so')),
  held('2.1 GetSession', calls('shows a session to its initiator, participants and observers', 'refuses outsiders')),
  held('2.1 CancelSession', calls('cancel what is over again, without effect'), tables('under %s is for whom')),
  held('2.1 SuspendSession', calls('each acknowledged with the new state and no message id')),
  held('2.1 ResumeSession', calls('are refused in band when the session says no')),
  held('2.1 GetManifest', registry('describes the runtime as %j', 'knows no other agent')),
  held('2.1 open lists', tables('%s is answered'), registry('name extension modes only, and no roots')),
  held('2.1 modes', modes('of the registry are in band', 'of the caller are statuses, before anything is looked at')),
  held(
    '2.1 policies',
    registry('refuses in band what the registry refuses', 'takes no change, says so before it asks'),
  ),
  held('2.1 GetPolicy', registry('is shown to identities only, and names what it does not have')),
  held('2.1 ListPolicies', inFile('libs/policy-rules/src/registry/policy-registry.spec.ts')('lists all sorted by id')),
  differing('2.1 WhatIfReplay', LATER, ...notThere),
  differing('2.1 GetDecisionReceipt', LATER, ...notThere),
  differing('2.1 GetReceiptKeys', LATER, ...notThere),
  held('2.1 ListSessions', calls('before anything else, and refuses negative sizes', 'refuses a token that is %s')),
  held('2.1 WatchSessions', sessions('syncs every session, ended ones included', 'ends with STREAM_LAGGED')),
  held(
    '2.1 WatchSignals',
    signals('delivers every accepted Signal and Progress', 'loses its watch with STREAM_LAGGED'),
  ),
  held('2.1 WatchPolicies', watches('shows everything at the opening and after each change', 'asks for a credential')),
  held('2.1 WatchModeRegistry', watches('hints once at the opening and once per change of modes')),
  held('2.1 WatchRoots', watches('hints once, without a credential, and stays open')),
  held('2.2 signatures', contract('when its RPCs are compared'), service('then they are those of the schema')),
  held('3 messages', contract('then none is missing, extra or different', 'then nothing changes')),
  held('3 enums', contract('when its enums are compared, then they are the same', 'then the numbers hold')),
];

const RULES: readonly TracedRow[] = [
  held('4.1 accepted', ack('when the client reads the Ack, then it says so', 'then it is accepted, OPEN and no')),
  held('4.1 refused', ack('then it has the code, the ids, the time, and no state')),
  held('4.1 order', tables('of two faults the earlier one is answered', 'size, then credential')),
  held('4.1 ambient shape', send('a Signal with a mode', 'a Progress with a mode and no session')),
  held('4.2 ordinals', inFile('test/src/e2e/edge/client-stream-rows.ts')('a pause and its end are not delivered')),
  held('4.2 subscribe', stream('delivers the whole history, then live envelopes', 'starts strictly behind')),
  held('4.2 ends', stream('a frame ends the stream'), compacted('end with HISTORY_UNAVAILABLE and the base')),
  held('4.2 inline', stream('is answered inline, with the bound session and the message id')),
  held('4.2 echo', stream('echoes what is accepted and ends OK'), stream('stays open when its session ends')),
  held('4.3', sessions('syncs every session'), inFile('apps/replay/src/lifecycle-watcher.spec.ts')('tells once of')),
  held('4.4', calls('pages through every session in order of ids', 'takes a token of a session that is gone')),
  held('5 registry', errors('then every code is in it once', 'then the status is %d and the code is named')),
  held('6 details', errors('then they are exact and travel with the status')),
];

export const WIRE_PAGE_ROWS: readonly TracedRow[] = [...BEHAVIOUR, ...RULES];
