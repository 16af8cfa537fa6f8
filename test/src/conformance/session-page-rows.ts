/** The tests of the kernel's page, sections 2 to 4: sending, starting, and the life of a session. */
import { differing, held, inFile } from './traced-row.js';
import type { TracedRow } from './traced-row.js';

const send = inFile('apps/ingress/src/send.spec.ts');
const tables = inFile('apps/ingress/src/contract-tables.spec.ts');
const calls = inFile('apps/ingress/src/session-calls.spec.ts');
const openLimit = inFile('apps/ingress/src/limits/open-session-limit.spec.ts');
const ack = inFile('libs/wire/src/ack.spec.ts');
const message = inFile('libs/kernel/src/decide-message.spec.ts');
const start = inFile('libs/kernel/src/decide-start.spec.ts');
const control = inFile('libs/kernel/src/decide-control.spec.ts');
const evolve = inFile('libs/kernel/src/evolve-session.spec.ts');
const timers = inFile('libs/kernel/src/timers.spec.ts');
const text = inFile('libs/kernel/src/text.spec.ts');
const worker = inFile('libs/partition-worker/src/partition-worker.spec.ts');
const onWorker = inFile('test/src/conformance/timers-on-worker.spec.ts');
const edge = inFile('test/src/conformance/kernel-rows.ts');
const wire = inFile('test/src/e2e/edge/edge-message-rows.ts');
const streams = inFile('test/src/e2e/edge/edge-stream-rows.ts');
const servers = inFile('test/src/e2e/edge/edge-process-rows.ts');
const restart = inFile('test/src/e2e/restart.e2e.spec.ts');
const clients = inFile('test/src/e2e/edge/client-session-rows.ts');
const watch = inFile('apps/ingress/src/watch/session-watch.spec.ts');
const watcher = inFile('apps/replay/src/lifecycle-watcher.spec.ts');
const projection = inFile('apps/replay/src/session-projection.spec.ts');
const retention = inFile('apps/replay/src/session-retention.spec.ts');

const SENDING: readonly TracedRow[] = [
  held('2.1 #0', send('without an envelope, credential or not')),
  held('2.1 #1', send('another version, before anything else'), tables('version, then ids')),
  held('2.1 #2', send('an empty message id', 'an empty message type'), tables('ids, then size')),
  held(
    '2.1 #3',
    send('a Signal with a session', 'a Signal with a mode', 'a Progress with a session and no mode'),
    send('a Progress with a mode and no session', 'an empty session id', 'a mode of white space'),
    tables('plane, then size'),
  ),
  held('2.1 #4', send('an oversize payload before the credential', 'the largest payload')),
  held('2.1 #5', send('no credential', 'an unknown token'), tables('credential, then name')),
  held(
    '2.1 #6',
    send("somebody else's name", 'the sender that was authenticated'),
    servers('UNAUTHENTICATED and nothing'),
  ),
  held('2.1 #7', send('a start by who may not start'), tables('name, then the right to start')),
  held('2.1 #8', send('a mode that is not allowed', 'a Signal of an identity with allowed modes')),
  held(
    '2.1 #9',
    send('per sender and bucket'),
    tables('and what is refused before the rate limit costs nothing of it'),
  ),
  differing('2.1 #10', 'for embedders alone: there is nothing to install in this server'),
  held(
    '2.1 #11',
    send('a message of an unknown session', 'an unknown mode'),
    wire('Progress of a session nobody knows'),
  ),
  held('2.2 a', message('given no session, or one that left memory, then it is unknown')),
  held('2.2 b', message('no sender', 'another protocol version', 'then the shape is judged before')),
  held(
    '2.2 c',
    message('given another payload, sender, type or mode, then it is a duplicate and the first one stands'),
  ),
  held(
    '2.2 d',
    message('another mode', 'another session', 'given a message of another mode, then it observes no expiry'),
  ),
  held(
    '2.2 e',
    message('given the last moment, then a message is accepted; given one more'),
    worker('an append that is not'),
  ),
  held('2.2 f', message('given a resolved session, then nothing more is accepted, but repeats are told so')),
  held('2.2 g', message('given a mode that is no longer registered, then deadline and state are judged before')),
  held('2.2 h', message('a sender who is no participant', 'a stranger with an id reserved for the runtime')),
  held(
    '2.2 i',
    message('an id reserved for the runtime'),
    inFile('test/src/conformance/handoff-rows.ts')('implicit-accept:zzz'),
  ),
  held(
    '2.2 j',
    message('given one that is due, when a message comes, then it is accepted first', 'then it stays accepted'),
  ),
  held('2.2 k', message('given what the mode refuses or its policy rules deny', 'then the policy sees it')),
  held('2.2 l', worker('answers nothing before the append has ended'), servers('a log that does not take the start')),
  held('2.2 m', message('given an OPEN session, when a participant speaks'), evolve('when they are folded again')),
  differing(
    '2.2 n',
    'snapshots are of partitions, not of sessions; compaction is asked for',
    inFile('libs/partition-worker/src/checkpointer.spec.ts')(
      'is written after so many records, and after so much time',
    ),
    retention('is compacted at once where there is no time to wait, in the change that ended it'),
  ),
  held('2.2 o', projection('gives replay and then live envelopes without gap or repeat')),
  held(
    '2.2 reserved types',
    message('given a mode that lists %s, when a client sends it, then it is refused all the same'),
  ),
  held('2.3 accepted', ack('when the client reads the Ack, then it says so'), send('a session, its messages and its')),
  held('2.3 duplicate', ack('given acceptance with the session %s and duplicate %p'), send('a repeat as a duplicate')),
  held('2.3 rejected', ack('then it has the code, the ids, the time, and no state'), send('Send refuses in band')),
  held('2.3 ambient', ack('then it is accepted, OPEN and no duplicate')),
  held(
    '2.4 key',
    message('then it is a duplicate and the first one stands'),
    edge('m1 comes with another payload from'),
  ),
  held('2.4 order', message('given a deadline that nobody observed, then a duplicate does not observe it either')),
  held('2.4 free again', send('frees the id of what it refused'), message('given an id that was only refused')),
  held('2.4 restart', restart('shows every session after %s as it was before')),
  held('2.4 costs', send('refusals before the limit cost nothing, duplicates do')),
];

const STARTING: readonly TracedRow[] = [
  held('3 #1', start('a blank mode', 'mode before id')),
  held('3 #2', start('a bad session id', 'id before registration')),
  held('3 #3', start('an unregistered mode', 'registration before payload')),
  held('3 #4', start('no sender', 'an empty payload', 'an undecodable payload', 'sender before payload')),
  held(
    '3 #5',
    start('no ttl', 'a blank mode version', 'no configuration version', 'no participants', '1001 participants'),
  ),
  held(
    '3 #5 roster',
    start('a blank participant', 'a participant twice but for white space', 'a negative suspension cap'),
  ),
  held('3 #6', start('another mode version', 'another mode version before the ttl')),
  held('3 #7', start('given a non-strict start with %s, then it is refused, too', 'a ttl above 24 hours')),
  held(
    '3 #8',
    start('given the accepted start, when it comes again', 'when a start carries its id, then it is a duplicate'),
  ),
  held(
    '3 #9',
    start('an unknown policy', 'given a new message id and an unknown policy, then the id is what is refused'),
  ),
  held('3 #10', start('a policy of another mode', 'a policy of its own mode')),
  held('3 #11', start('what the mode refuses', 'policy before the mode')),
  held('3 #12', start('what only the runtime may send', 'then the mode’s word is the first')),
  held('3 #13', openLimit('when the id is tried again, and takes none for the session of another'), send('Send joins')),
  differing(
    '3 #14',
    'asked before the kernel’s own checks, so that it is exact over all servers',
    openLimit('does not count suspended sessions', 'does not count a session past its deadline'),
    openLimit('may start none where the limit is none'),
    wire('max_open_sessions 1, one OPEN'),
  ),
  held('3 #15', servers('a log that does not take the start')),
  held('3 broken repeat', start('given a broken payload, then that is judged before the id')),
  held('3 strict', start('a non-strict start with nothing', 'a non-strict start with a negative cap')),
  held('3 ids', text('session ids a start may take'), clients('are session ids')),
  held('3 participants', start('given participants with white space, then they are kept as they came')),
  held('3 nobody', inFile('test/src/conformance/decision-rows.ts')('a Decision with an empty roster')),
  held('3 ttl', start('then the deadline follows from it'), wire('a start whose timestamp is two hours old')),
  held('3 cap', start('given a cap, then it is bound as it is; given none, 7 days are')),
  held('3 mode version', start('given no mode version, then the descriptor’s is bound')),
  held('3 shown', control('given a session with activity, then its metadata says everything that is public')),
  held('3 policy', start('is accepted as ordinal 1 and recorded in full')),
  held('3 success', start('is accepted as ordinal 1 and recorded in full'), watch('syncs every session')),
];

const LIVING: readonly TracedRow[] = [
  held('4.1 transitions', control('given a %s session, %#, when %s %s, then %s'), evolve('a history that cannot be')),
  held('4.1 expiry', message('given the last moment'), timers('never on its deadline')),
  held('4.2 send', message('given a stranger’s message past the deadline, then it observes the expiry all the same')),
  held('4.2 get', calls('notices an expiry that is due'), control('then reading observes it, whoever reads')),
  held('4.2 subscribe', inFile('apps/ingress/src/stream/frame-order.spec.ts')('observes an expiry that is due')),
  held('4.2 control', control('given a deadline that nobody observed, when %s, then it is found expired: %s')),
  differing(
    '4.2 pass',
    'owners have timers: both expiries are recorded when they are due',
    onWorker('given a pause past its cap that nobody touches, then the session expires by itself'),
    streams('a suspended session past its cap that nobody touches'),
  ),
  held('4.2 duplicates', message('then a duplicate does not observe it either')),
  differing(
    '4.3 passes',
    'timers instead of passes',
    onWorker('when the time-out passes, then it is recorded by itself'),
  ),
  differing(
    '4.3 retention',
    'times count from the end of a session, and ended ones stay readable',
    servers('over a durable log it stays readable; in memory it is gone from all views'),
    inFile('test/src/e2e/memory-only.e2e.spec.ts')('is gone after its retention, with its part of the log'),
    inFile('test/src/e2e/retention.e2e.spec.ts')('after its retention on disk, and its id is never taken again'),
  ),
  held('4.4 credential', calls('%s is a status for whoever may not or cannot')),
  held('4.4 not resident', control('given no session, when %s, then it is not found')),
  held(
    '4.4 authority',
    control('given a caller without authority, when %s, then it is forbidden'),
    tables('under %s is for'),
  ),
  held('4.4 refusal', calls('are refused in band when the session says no')),
  held('4.4 success', calls('each acknowledged with the new state and no message id')),
  held('4.4 delegation', control('given policy %j, when %s cancels, then allowed is %s')),
  held('4.4 nothing else', calls('and reads cost nothing of the rate'), tables('To read every session is no right')),
  held('4.4 look-up', control('given a forbidden caller past the deadline, then the look-up has expired the session')),
  held('4.4 cancel', control("'CancelSession', 'accepted CANCELLED', 1", "'CancelSession', 'accepted EXPIRED', 0")),
  held('4.4 suspend', control("['SUSPENDED', suspended, 'SuspendSession', 'SESSION_NOT_OPEN")),
  held('4.4 resume', control("['OPEN', openScript, 'ResumeSession', 'SESSION_NOT_OPEN")),
  held('4.5 entries', control('then their facts tell who, when and why, and take no ordinal')),
  held('4.5 delivery', inFile('test/src/e2e/edge/client-stream-rows.ts')('a pause and its end are not delivered')),
  held('4.6 cycles', control('given 1024 cycles of revision %d', 'given a session of revision 1, then any number')),
  held('4.6 cap', control('then it resumes, or is found expired', 'then the cap is on their sum')),
  held('4.6 recorded', evolve('given a recorded resume past the cap, then it ended the session')),
  held('4.6 moved', control('given 40 s left, when it is resumed 10 minutes later, then 40 s are left')),
  held('4.6 never negative', control('given a clock that went back, then the pause was none')),
  held('4.7 GetSession', calls('shows a session to its initiator, participants and observers', 'refuses outsiders')),
  held('4.7 metadata', ack('then every field is there'), control('then its metadata says everything that is public')),
  held('4.7 activity', control('given an unlisted initiator who committed, then that counts as activity')),
  differing(
    '4.7 activity over restarts',
    'kept',
    edge('a session with messages'),
    servers("when: 'the server is killed"),
  ),
  held(
    '4.7 sizes',
    calls('asks for a credential before anything else, and refuses negative sizes', 'More than the maximum'),
  ),
  held('4.7 order', calls('pages through every session in order of ids, for any identity')),
  held('4.7 token', calls('refuses a token that is %s', 'takes a token of a session that is gone')),
  held('4.7 last page', clients('lists end with an empty token')),
  held('4.7 watch', watch('syncs every session'), watcher('tells of every session once, in its present state')),
  held('4.7 watch covered', watcher('tells once of sessions that are created while it runs, wherever the scan is')),
  held(
    '4.7 watch lag',
    watch('ends with STREAM_LAGGED for a client', 'when more happens than its initial sync can hold'),
    watcher('hold as many as the page says'),
  ),
  differing(
    '4.7 watch evicted',
    'events carry the metadata they were recorded with',
    servers('CREATED and EXPIRED of that'),
  ),
  held(
    '4.8 implicit accept',
    onWorker('then it is recorded by itself, once'),
    timers('given both are due, then expiry wins'),
  ),
];

export const SESSION_PAGE_ROWS: readonly TracedRow[] = [...SENDING, ...STARTING, ...LIVING];
