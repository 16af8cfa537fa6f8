/** Edge cases of the kernel's page that the kernel decides. */
import {
  activity,
  as,
  at,
  banked,
  cancel,
  cycles,
  deadline,
  envelope,
  lastFact,
  later,
  member,
  observe,
  ordinal,
  propose,
  restart,
  resume,
  start,
  suspend,
  timers,
  vote,
  yes,
} from './actions.js';
import { BEGIN_MS, startBytes } from './edge-case.js';
import type { EdgeCase } from './edge-case.js';

const ROSTER = { participants: ['lead', 'peer'] };
const HOUR_MS = 3_600_000;

const MESSAGE_ROWS: readonly EdgeCase[] = [
  {
    row: 7,
    given: 'a session',
    when: 'a message has another version and no id',
    outcome: 'UNSUPPORTED_PROTOCOL_VERSION',
    start: ROSTER,
    steps: [
      [envelope('peer', 'Proposal', { macpVersion: '2.0', messageId: '' }), 'UNSUPPORTED_PROTOCOL_VERSION'],
      [envelope('peer', 'Proposal', { messageId: '' }), 'INVALID_ENVELOPE'],
    ],
  },
  {
    row: 8,
    given: 'm1 is accepted',
    when: 'm1 comes with another payload from somebody else',
    outcome: 'duplicate; the first payload stands',
    start: ROSTER,
    steps: [
      as('m1', propose('lead', 'p1')),
      [as('m1', propose('peer', 'p2')), 'duplicate OPEN'],
      [member('proposals', 'p1', 'sender'), '"lead"'],
      [ordinal, '2'],
    ],
  },
  {
    row: 9,
    given: 'a resolved session',
    when: 'an accepted id comes again',
    outcome: 'duplicate RESOLVED',
    start: ROSTER,
    steps: [as('m1', propose('peer')), yes, [as('m1', propose('peer')), 'duplicate RESOLVED']],
  },
  {
    row: 10,
    given: 'm9 was refused as FORBIDDEN',
    when: 'm9 comes from an authorised sender',
    outcome: 'accepted, not duplicate',
    start: ROSTER,
    steps: [[as('m9', propose('stranger')), 'FORBIDDEN'], as('m9', propose('peer'))],
  },
  {
    row: 17,
    given: 'a session at its deadline to the millisecond',
    when: 'a message comes, then another one moment later',
    outcome: 'accepted; expired',
    start: ROSTER,
    steps: [
      at(BEGIN_MS + 60_000),
      [timers, 'ok'],
      propose('peer'),
      later(1),
      [vote('peer'), 'SESSION_NOT_OPEN TtlExpired'],
      [lastFact, 'SessionExpired'],
    ],
  },
];

const START_ROWS: readonly EdgeCase[] = [
  {
    row: 11,
    given: 'a session',
    when: 'its start comes again, sound or as garbage',
    outcome: 'duplicate; INVALID_ENVELOPE',
    start: ROSTER,
    steps: [
      [envelope('lead', 'SessionStart', { messageId: 'start', payload: startBytes() }), 'duplicate OPEN'],
      [envelope('lead', 'SessionStart', { messageId: 'start', payload: Uint8Array.of(0x0f) }), 'INVALID_ENVELOPE'],
    ],
  },
  {
    row: 12,
    given: 'a session',
    when: 'a start comes with a new id and an unknown policy',
    outcome: 'SESSION_ALREADY_EXISTS',
    start: ROSTER,
    steps: [[start({ policyVersion: 'nowhere' }), 'SESSION_ALREADY_EXISTS']],
  },
  {
    row: 13,
    given: 'no session',
    when: 'an id is an uppercase UUID of version 4, or a dashed token of 36 characters',
    outcome: 'INVALID_SESSION_ID; accepted',
    start: false,
    steps: [
      [start({}, { sessionId: '9B2E4A60-3C1D-4E5F-8A7B-0C1D2E3F4A5B' }), 'INVALID_SESSION_ID'],
      start({}, { sessionId: 'abcdefgh-ijkl-mnop-qrst-uvwxyzabcdef' }),
    ],
  },
  {
    row: 14,
    given: 'no session',
    when: 'a participant is listed twice but for white space',
    outcome: 'INVALID_ENVELOPE',
    start: false,
    steps: [[start({ participants: ['a', ' a'] }), 'INVALID_ENVELOPE'], start({ participants: ['a', ' b'] })],
  },
  {
    row: 15,
    given: 'no session',
    when: 'a start names another mode version',
    outcome: 'INVALID_ENVELOPE',
    start: false,
    steps: [[start({ modeVersion: '2.0.0' }), 'INVALID_ENVELOPE'], start({ modeVersion: '1.0.0' })],
  },
  {
    row: 16,
    given: 'a start whose timestamp is two hours old',
    when: 'it comes, then a message',
    outcome: 'OPEN; SESSION_NOT_OPEN and an expiry',
    start: false,
    steps: [
      at(3 * HOUR_MS),
      start({}, { timestampUnixMs: BigInt(HOUR_MS) }),
      [propose('a'), 'SESSION_NOT_OPEN TtlExpired'],
      [lastFact, 'SessionExpired'],
    ],
  },
  {
    row: 18,
    given: 'a policy of Task',
    when: 'a Decision names it',
    outcome: 'INVALID_POLICY_DEFINITION',
    start: false,
    steps: [
      [start({ policyVersion: 'task-only' }), 'INVALID_POLICY_DEFINITION'],
      start({ policyVersion: 'decision-only' }),
    ],
  },
];

const PAUSE_ROWS: readonly EdgeCase[] = [
  {
    row: 26,
    given: 'a suspended session',
    when: 'a new message comes, then an accepted id',
    outcome: 'SESSION_NOT_OPEN; duplicate SUSPENDED',
    start: ROSTER,
    steps: [
      as('m1', propose('peer')),
      suspend(),
      [propose('peer', 'p2'), 'SESSION_NOT_OPEN SessionNotOpen'],
      [as('m1', propose('peer')), 'duplicate SUSPENDED'],
      [suspend(), 'SESSION_NOT_OPEN SessionNotOpen'],
    ],
  },
  {
    row: 27,
    given: 'suspended with 40 s left',
    when: 'resumed 10 minutes later',
    outcome: 'the deadline is 40 s after the resume; banked_ms is 40000',
    start: ROSTER,
    steps: [at(BEGIN_MS + 20_000), suspend(), later(600_000), resume(), [banked, '40000'], [deadline, '660000']],
  },
  {
    row: 28,
    given: 'a cap of 500 ms, paused for 600 ms',
    when: 'resumed',
    outcome: 'SESSION_NOT_OPEN, EXPIRED, no resume entry',
    start: { ...ROSTER, maxSuspendMs: 500 },
    steps: [
      suspend(),
      later(600),
      [resume(), 'SESSION_NOT_OPEN SessionNotOpen'],
      [lastFact, 'SessionExpired'],
      [observe('peer'), 'ok EXPIRED'],
    ],
  },
  {
    row: 28,
    given: 'a cap of 500 ms, paused for 500 ms',
    when: 'resumed',
    outcome: 'it is OPEN',
    start: { ...ROSTER, maxSuspendMs: 500 },
    steps: [suspend(), later(500), resume(), propose('peer')],
  },
  {
    row: 29,
    given: '1024 completed cycles',
    when: 'resumed for the 1025th time',
    outcome: 'SESSION_NOT_OPEN, the resume is recorded, EXPIRED',
    start: ROSTER,
    steps: [
      cycles(1024, suspend(), resume()),
      suspend(),
      [resume(), 'SESSION_NOT_OPEN TtlExpired'],
      [lastFact, 'SessionResumed'],
      [observe('lead'), 'ok EXPIRED'],
    ],
  },
  {
    row: 30,
    given: 'a suspended session past its cap that nobody touches',
    when: 'time passes',
    outcome: 'it expires',
    differs: 'it expires by itself, where the page has it stay SUSPENDED until somebody looks: what is due is recorded',
    start: { ...ROSTER, maxSuspendMs: 500 },
    steps: [
      suspend(),
      later(500),
      [timers, 'ok'],
      later(1),
      [timers, 'ok SessionExpired'],
      [observe('lead'), 'ok EXPIRED'],
    ],
  },
  {
    row: 35,
    given: 'a pause between envelopes 2 and 3',
    when: 'ordinals are counted',
    outcome: 'the pause took none',
    start: ROSTER,
    steps: [propose('peer'), suspend(), resume(), vote('peer'), [ordinal, '3']],
  },
];

const CONTROL_ROWS: readonly EdgeCase[] = [
  {
    row: 31,
    given: 'a cancelled session',
    when: 'the initiator and a peer cancel it',
    outcome: 'ok CANCELLED with nothing appended; FORBIDDEN',
    start: ROSTER,
    steps: [
      cancel('lead'),
      [lastFact, 'SessionCancelled'],
      cancel('lead'),
      [cancel('peer'), 'FORBIDDEN'],
      [suspend('lead'), 'SESSION_NOT_OPEN SessionNotOpen'],
    ],
  },
  {
    row: 32,
    given: 'no session',
    when: 'it is cancelled',
    outcome: 'SESSION_NOT_FOUND',
    start: false,
    steps: [
      [cancel('lead'), 'SESSION_NOT_FOUND'],
      [observe('lead'), 'SESSION_NOT_FOUND'],
    ],
  },
  {
    row: 45,
    given: 'a session with messages',
    when: 'its owner restarts',
    outcome: 'state, deadline and activity are as before',
    differs: 'participant activity survives, where the page has it empty after a restart',
    start: ROSTER,
    steps: [propose('peer'), vote('peer'), restart, [deadline, '60000'], [activity, 'peer:2'], observe('peer')],
  },
];

export const KERNEL_ROWS: readonly EdgeCase[] = [...MESSAGE_ROWS, ...START_ROWS, ...PAUSE_ROWS, ...CONTROL_ROWS];
