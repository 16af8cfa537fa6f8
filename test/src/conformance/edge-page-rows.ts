/** The tests of the kernel's page, sections 5 to 9 and 11: streams, signals, registries, limits, credentials, processes. */
import { differing, held, inFile } from './traced-row.js';
import type { TracedRow } from './traced-row.js';

const stream = inFile('apps/ingress/src/stream/stream-session.spec.ts');
const order = inFile('apps/ingress/src/stream/frame-order.spec.ts');
const refusals = inFile('apps/ingress/src/stream/stream-refusals.spec.ts');
const compacted = inFile('apps/ingress/src/stream/compacted-history.spec.ts');
const send = inFile('apps/ingress/src/send.spec.ts');
const signals = inFile('apps/ingress/src/watch/signal-watch.spec.ts');
const bounds = inFile('apps/ingress/src/watch/watch-bounds.spec.ts');
const watches = inFile('apps/ingress/src/watch/registry-watches.spec.ts');
const registry = inFile('apps/ingress/src/registry.spec.ts');
const modes = inFile('apps/ingress/src/mode-registry.spec.ts');
const tables = inFile('apps/ingress/src/contract-tables.spec.ts');
const calls = inFile('apps/ingress/src/session-calls.spec.ts');
const rates = inFile('apps/ingress/src/limits/rate-limit.spec.ts');
const projection = inFile('apps/replay/src/session-projection.spec.ts');
const modeRules = inFile('libs/policy-rules/src/registry/mode-registry.spec.ts');
const policyRules = inFile('libs/policy-rules/src/registry/policy-registry.spec.ts');
const server = inFile('libs/nest/src/macp-grpc-server.spec.ts');
const auth = inFile('libs/auth/src/auth.spec.ts');
const jwt = inFile('libs/auth/src/jwt/jwt-tokens.spec.ts');
const keys = inFile('libs/auth/src/jwt/key-source.spec.ts');
const credentials = inFile('apps/ingress/src/credentials/credentials.spec.ts');
const rows = inFile('test/src/e2e/edge/edge-stream-rows.ts');
const clients = inFile('test/src/e2e/edge/client-stream-rows.ts');
const openRpcs = inFile('test/src/e2e/edge/client-call-rows.ts');
const texts = inFile('test/src/e2e/process-texts.e2e.spec.ts');
const startUp = inFile('test/src/e2e/start-up.e2e.spec.ts');
const shutdown = inFile('test/src/e2e/shutdown.e2e.spec.ts');
const settings = inFile('test/src/settings/settings-table.spec.ts');
const telemetry = inFile('libs/telemetry/src/telemetry.spec.ts');

const STREAMS: readonly TracedRow[] = [
  held('5 open', stream('without a credential ends with UNAUTHENTICATED and no frame')),
  held('5 credential once', clients('the expiry of the token that opened it')),
  held('5.1 neither or both', stream('with neither an envelope nor a subscription', 'with both')),
  held('5.1 envelope', stream('ignores after_sequence')),
  held('5.2 #1', order('its shape, then that it has no session', 'its size, then its session')),
  held(
    '5.2 #2',
    stream('for a Signal', 'for a session id of white space'),
    order('that it has no session, then that it'),
  ),
  held('5.2 #3', order('then that it has no mode, then that it is for another session')),
  held('5.2 #4', order('that it is for another session, then its sender')),
  held('5.2 #5', order('its sender, then its mode')),
  held('5.2 #6', order('its mode, then that the session is over', 'is not held against the mode of the session')),
  held(
    '5.2 #7',
    order('that the session is over, then the right to its mode', 'that is repeated when its session is over'),
  ),
  held(
    '5.2 #8',
    order('the right to its mode, then the rate'),
    stream('without the right to the mode is refused inline'),
  ),
  held('5.2 #9', stream('beyond the rate limit'), order('shares the rate of its sender with every other call')),
  held('5.2 #10', order('is bound by a start that its session’s owner refuses', 'is not bound by %s')),
  held('5.2 #10 stranger', stream('of a stranger lets the stranger hear nothing of the session')),
  held(
    '5.2 #11',
    refusals('%s ends it exactly when the specification says so'),
    clients('refusals that end a stream end it, all others are frames on it'),
  ),
  held('5.2 inline', stream('is answered inline, with the bound session and the message id')),
  held(
    '5.2 no acks',
    stream('echoes what is accepted and ends OK'),
    clients('what is sent on a stream comes back on it'),
  ),
  held('5.2 no history', stream('binds without history: only what is published from then on')),
  held(
    '5.3 #1',
    stream('for a subscription to another session'),
    order('before it is told that there is no such session'),
  ),
  held('5.3 #2', stream('to an unknown session ends with NOT_FOUND and no frame')),
  held('5.3 #3', stream('is refused inline to outsiders, and the stream can be used for another session')),
  held('5.3 #3 bound', order('that is bound names its session when a subscription to it is refused')),
  held('5.3 #4', projection('gives replay and then live envelopes without gap or repeat, the same bytes to all')),
  held('5.3 #5', compacted('end with HISTORY_UNAVAILABLE and the base', 'from its base on are silent and stay open')),
  held('5.3 #6', stream('delivers the whole history, then live envelopes', 'starts strictly behind after_sequence')),
  held('5.3 ordinals', stream('beyond the newest ordinal replays nothing'), rows('a pause between envelopes 2 and 3')),
  differing('5.3 timestamps', 'live and replayed envelopes are the same bytes', projection('the same bytes to all')),
  held('5.3 again', stream('may be repeated on the same stream and replays again')),
  differing(
    '5.3 compaction',
    'asked for, and after retention',
    inFile('test/src/e2e/retention.e2e.spec.ts')(
      'keeps its metadata and loses its history where compaction is asked for',
    ),
  ),
  held('5.4 half-close', stream('that is closed at once by the client still delivers the history, then ends OK')),
  held('5.4 terminal', stream('stays open when its session ends, and delivers nothing of it')),
  held('5.4 lag', stream('then ends with STREAM_LAGGED'), projection('closes a live follower that is more than 256')),
];

const AMBIENT: readonly TracedRow[] = [
  held(
    '6 shape',
    send('a Signal with a mode', 'a Progress with a mode and no session', 'Without a session and without a'),
  ),
  held(
    '6 payload',
    send('a Signal without a type', 'a Signal that does not decode', 'Their numbers are taken as they come'),
  ),
  held('6 progress payload', stream('of session-scoped Progress is taken and echoed nowhere; a broken one')),
  held('6 via', stream('for a Signal'), signals('which reaches watchers and nobody')),
  held('6 bucket', signals('counts against the bucket of messages')),
  held('6 history', send('Signals without a session, each time anew, and Progress for a session nobody knows')),
  held('6 any session', signals('delivers the Progress of a session that nobody knows, and of one that has ended')),
  held('6 allowed modes', send('a Signal of an identity with allowed modes')),
  held('6 watch', signals('delivers every accepted Signal and Progress with the authenticated sender, and nothing of')),
  held('6 sender_authenticated', signals('says that senders are not proved where they are not')),
  held(
    '6 lag',
    bounds('a watch of signals keeps 256'),
    signals('loses its watch with STREAM_LAGGED and delays nobody'),
  ),
];

const REGISTRIES: readonly TracedRow[] = [
  held('7.1 versions', registry('selects 1.0 whatever its place', 'refuses an empty list and unknown versions')),
  held('7.1 info', registry('selects 1.0 whatever its place, without a credential')),
  held(
    '7.1 capabilities',
    registry('promises only what is served', 'takes no change, says so before'),
    openRpcs('a capability is promised exactly when its RPC is there'),
  ),
  held('7.1 modes', tables('that are supported are all of them, in byte order')),
  held('7.2', registry('describes the runtime as %j, without a credential', 'knows no other agent')),
  held('7.3 lists', tables('of the standards track come in their own order, extensions apart')),
  held('7.3 privilege', modes('of the caller are statuses, before anything is looked at')),
  held('7.3 register', modeRules('refuses %p with %p: %s')),
  held('7.3 unregister', modeRules('refuses %p after %j')),
  held('7.3 promote', modeRules('refuses %p to %p: %s')),
  held('7.3 passthrough', modes('takes sessions while it is registered', 'ends its sessions with a Commitment')),
  held('7.3 promoted', modes('joins the standards track when it is promoted, under its new name, with strict starts')),
  held('7.3 renamed', modes('that is promoted goes on where the mode keeps its name, and not where it has another')),
  differing(
    '7.3 durability',
    'registrations are durable',
    inFile('test/src/e2e/registries.e2e.spec.ts')('keep modes and policies over an orderly restart'),
  ),
  held('7.3 watch', watches('hints once at the opening and once per change of modes, without a credential')),
  held('7.3 watch lag', bounds('a watch of modes keeps 16 changes'), watches('ends as if all were well for a client')),
  held(
    '7.4',
    registry('name extension modes only, and no roots'),
    watches('hints once, without a credential, and stays open'),
  ),
  held('7.5 RegisterPolicy', registry('refuses in band what the registry refuses', 'a request without a descriptor')),
  held(
    '7.5 RegisterPolicy texts',
    policyRules('refuses a bad definition with the prefix', 'refuses a taken id without'),
  ),
  held('7.5 UnregisterPolicy', policyRules('cannot unregister the built-in default policy')),
  held('7.5 GetPolicy', registry('is shown to identities only, and names what it does not have')),
  held('7.5 ListPolicies', policyRules('lists all sorted by id, or those of a mode and of every mode')),
  held('7.5 WatchPolicies', watches('shows everything at the opening and after each change', 'asks for a credential')),
  held(
    '7.5 built in',
    inFile('libs/policy-rules/src/admission/built-in-policies.spec.ts')(
      '$policyId passes its own admission unchanged',
      'are these, sorted by id',
    ),
  ),
  differing(
    '7.5 unparseable rules',
    'refused: a policy that nobody can read must not govern anything',
    inFile('libs/policy-rules/src/admission/admit-policy.spec.ts')('and refused when it is not JSON'),
  ),
  held('7.5 output', registry('registers, shows, lists, binds and unregisters a policy')),
  held('7.5 read-only', registry('takes no change, says so before it asks for a credential, and is read as ever')),
  held('7.6 none', tables('%s is answered'), openRpcs('discovery needs no credential')),
  held(
    '7.6 any identity',
    tables('%s is UNAUTHENTICATED before anything else is looked at'),
    openRpcs('lists and watches of sessions, signals and policies do'),
  ),
  held(
    '7.6 readers',
    calls('shows a session to its initiator, participants and observers'),
    stream('is open to observers'),
  ),
  held('7.6 delegated', tables('under %s is for whom the policy names, and always for the initiator')),
  held('7.6 registries', tables('%s is FORBIDDEN to who may not manage registries, descriptor or not')),
  held('7.6 rates', calls('and reads cost nothing of the rate')),
];

const LIMITS: readonly TracedRow[] = [
  held('8 rate', rates('slides: each attempt is free again 60 seconds after', 'does not record what it refused')),
  held('8 rate of a sender', rates('takes up to the limit within a minute, per sender')),
  differing('8 decode', 'status 8', send('above the decode limit, from the transport and without a MACP code')),
  held('8 concurrency', inFile('libs/nest/src/connection-gate.spec.ts')('lets so many calls of a connection work')),
  differing('8 timeout', 'UNAVAILABLE', send('UNAVAILABLE without a MACP code while the outcome is unknown')),
  held('8 health', server('is healthy as a whole and by name, and knows nothing of others')),
  differing(
    '8 reflection',
    'off unless asked for',
    inFile('apps/ingress/src/reflection.spec.ts')('is not there unless it'),
  ),
  held('8 ping', inFile('libs/nest/src/connections.spec.ts')('come to a connection again', 'let a connection go that')),
  differing('8 TCP keep-alive', 'HTTP/2 pings take its place'),
  held(
    '8 metrics',
    telemetry('answers any path with the text format and closes the connection', 'counts by mode, type and'),
  ),
  held('8 metrics of sessions', inFile('test/src/e2e/session-metrics.e2e.spec.ts')('counts by mode what became of')),
  differing('8 metrics of receipts and of replay', 'not there yet, as receipts and what-if replay'),
];

const CREDENTIALS: readonly TracedRow[] = [
  held('9.1 chain', auth('stops at the first claim', 'stops at the first rejection', 'refuses what nobody claims')),
  held('9.1 development', credentials('are there only without others and with the insecure flag')),
  held('9.1 header', auth('of %j is %j'), send('of %j is %s')),
  held(
    '9.1 dots',
    auth('with a dot are nobody'),
    jwt('passes on tokens without a dot, and every token that is not a bearer'),
  ),
  held(
    '9.2 static',
    auth('come as a list or as an object with a list, with defaults', 'with an empty list of modes allow'),
  ),
  held(
    '9.2 JWT',
    jwt('who has every right of a participant and no other', 'with an empty list of modes may send in none'),
  ),
  held('9.2 development', auth('believe the name that is given')),
  held('9.2 observer', calls('refuses outsiders'), tables('and of what is said in it is nothing for an observer')),
  held('9.2 texts', auth('from %j are refused with a text that shows no token', 'of equal tokens the last wins')),
  held('9.2 file', credentials('are the configured ones, JSON before file')),
  held('9.3 algorithms', jwt('by HMAC is taken only where HS256 is allowed', '"none" is no signature')),
  held(
    '9.3 claims',
    jwt('is taken with %s', 'an expiry beyond the leeway', 'no expiry', 'another issuer', 'another audience'),
  ),
  differing('9.3 absent claims', 'iss, aud and sub are required', jwt('no issuer', 'no audience', 'an empty subject')),
  held('9.3 keys', jwt('under a known kid is verified with that key alone', 'RS256 with a kid nobody knows')),
  held('9.3 shared keys', jwt('where it is padded base64, and its text where it is not')),
  held('9.3 URL', keys('fetches when first asked, once for all who ask', 'serves old keys while the server fails')),
  differing('9.3 half a configuration', 'aborts the start', credentials('abort the start with %j')),
];

const PROCESSES: readonly TracedRow[] = [
  differing('11.1 listening', 'said once the port is bound', startUp('for a port in use')),
  held('11.1 bad env', texts('several variables are wrong'), settings('are told in one line, secrets unseen')),
  held('11.1 no auth', texts('nothing is configured', 'the token list is empty')),
  held('11.1 no TLS', texts('there are credentials and no TLS', 'there is half of TLS')),
  held('11.1 backend', texts('another backend is asked for'), startUp('for a store that this build does not have')),
  held('11.1 policy dir', texts('the policies are not there')),
  differing(
    '11.1 token config',
    'names the variable',
    texts('the token file is not there', 'the token file cannot be parsed'),
  ),
  differing('11.1 port', 'names the variable', startUp('for a port in use')),
  held(
    '11.1 TLS',
    texts('takes TLS where both files are given, insecure flag or not'),
    server('serves those who trust'),
  ),
  held('11.2 first signal', texts('says which signal it leaves on, %s, and ends with 0')),
  held('11.2 deadline', shutdown('ends streams that stay at the deadline, as unavailable, and exits with 0')),
  held(
    '11.2 in flight',
    shutdown('loses nothing that was acknowledged', 'lets an open stream go on, accepts nobody new'),
  ),
  held('11.2 second signal', shutdown("['SIGTERM', 143]", "['SIGINT', 130]")),
  held('11.2 metrics', texts('says where its metrics are')),
  held(
    '11.3 table',
    settings('has the documented default', 'takes %j', 'aborts the start on %j, saying which variable'),
  ),
  held('11.3 lenient', settings('takes its default instead of %j')),
  held(
    '11.3 pages',
    inFile('apps/ingress/src/config.spec.ts')('refuse a default page above the largest one only where'),
  ),
  held('11.3 dry run', texts('comes after the validation of the environment, and needs nothing else')),
];

export const EDGE_PAGE_ROWS: readonly TracedRow[] = [
  ...STREAMS,
  ...AMBIENT,
  ...REGISTRIES,
  ...LIMITS,
  ...CREDENTIALS,
  ...PROCESSES,
];
