/** The tests of the page of modes and policies, sections 1 to 4: what every row of its tables is held by. */
import { differing, held, inFile } from './traced-row.js';
import type { TracedRow } from './traced-row.js';

const ofModes = (name: string) => inFile(`libs/modes/src/${name}.spec.ts`);
const ofPolicies = (name: string) => inFile(`libs/policy-rules/src/${name}.spec.ts`);
const decision = ofModes('decision/decision-mode');
const governed = ofModes('decision/decision-policy');
const proposal = ofModes('proposal/proposal-mode');
const criteria = ofModes('proposal/proposal-policy');
const task = ofModes('task/task-mode');
const reassigned = ofModes('task/task-policy');
const handoff = ofModes('handoff/handoff-mode');
const silence = ofModes('handoff/implicit-accept');
const quorum = ofModes('quorum/quorum-mode');
const bars = ofModes('quorum/quorum-policy');
const rounds = ofModes('multi-round/multi-round-mode');
const values = ofModes('multi-round/contribution');
const registered = ofModes('passthrough/passthrough-mode');
const admission = ofPolicies('admission/admit-policy');
const builtIn = ofPolicies('admission/built-in-policies');
const tallies = ofPolicies('evaluation/evaluate-decision');
const gates = ofPolicies('evaluation/decision-gates');
const others = ofPolicies('evaluation/evaluate-other-modes');
const stored = ofPolicies('evaluation/evaluate-commitment');
const policies = ofPolicies('registry/policy-registry');
const files = inFile('apps/policy/src/loading/policy-files.spec.ts');
const commitment = inFile('libs/kernel/src/commitment.spec.ts');

const MODES: readonly TracedRow[] = [
  held('1.5 decoding', decision('then every type refuses it', 'given an unknown field, then it is ignored')),
  held('1.5 NaN', decision('a confidence that is no number'), task('given the progress %d, then it is refused')),
  held('1.6 shared part', commitment('given %s, then it is refused', 'given %s, then it is accepted')),
  held('1.7 authority', governed('then exactly its senders commit'), handoff('then exactly its senders commit')),
  held('1.7 extension modes', rounds('then the initiator alone commits all the same, and no policy is asked')),
  held('2.1 descriptors', ofModes('registry')('then their descriptors are the registered ones, in the order of')),
  held('2.1 unknown types', decision('then it is forbidden to everyone'), quorum('then strangers are forbidden and')),
  held('2.1 blank ids', task('given a blank one, then it is an id'), proposal("['a blank id', ' \\t']")),
  held('2.2 start', decision('then the session is inert: nobody proposes, and it can only end')),
  held('2.2 Proposal', decision('then all are accepted, and the first opens the evaluation', 'a blank option')),
  held('2.2 Evaluation', decision('given %s at both ends of confidence', 'a recommendation in another case')),
  held('2.2 Objection', decision('given severity %s twice, then both count', 'given severity %j, then it is refused')),
  held('2.2 Vote', decision('then one vote on each is accepted', 'given the vote %j, then it is refused')),
  held('2.2 Commitment', decision('given no proposal, then no Commitment of either sign')),
  held('2.2 votes without evaluations', governed('then they are required of the Commitment, not of a vote')),
  held('2.3 Proposal', proposal('given several by one sender, then all are live', 'given %s, then both are refused')),
  held(
    '2.3 CounterProposal',
    proposal('given a counter to %j'),
    criteria('a restored session counts them and nothing'),
  ),
  held('2.3 Accept', proposal('then it replaces the earlier', 'then its author has not accepted it by proposing')),
  held('2.3 Reject', proposal('then it is recorded and removes nobody’s Accept'), criteria('given every reject is')),
  held('2.3 Withdraw', proposal('given the author, then every Accept and terminal rejection', 'given someone else')),
  held(
    '2.3 criterion',
    criteria('once %j have accepted among %j'),
    ofModes('proposal/proposal-convergence')('exactly'),
  ),
  held('2.4 TaskRequest', task('then a second is refused, whatever it says', 'then nothing is refused for that')),
  held('2.4 TaskAccept', task('then any participant but the initiator takes it', 'given the sender declined before')),
  held('2.4 TaskReject', task('decline for itself, once'), reassigned('cannot give the task back')),
  held('2.4 TaskUpdate', task('then updates are kept in order', 'given a report, then neither another one nor')),
  held('2.4 TaskComplete', task('given an assignee, then it must be the sender', 'then nobody reports')),
  held('2.4 Commitment', task('then it is ripe for a negative outcome alone', 'given neither report nor decline')),
  held('2.4 report stays', reassigned('then the task may be given back, but the report stays')),
  held('2.5 start', handoff('a roster without the initiator')),
  held('2.5 HandoffOffer', handoff('a target who is not declared', 'then it is not asked again in this session')),
  held(
    '2.5 HandoffContext',
    handoff('when its owner adds context, then it is kept', 'given another sender, then it is'),
  ),
  held('2.5 HandoffAccept', handoff('then the offer has its outcome', 'given another name than the sender’s own')),
  held('2.5 HandoffDecline', handoff("['HandoffDecline', 'Declined', 'declined_by']")),
  held('2.5 Commitment', handoff('given an earlier answer, then a later offer without one does not matter')),
  held('2.5 boundary', silence('then the ids are reserved all the same', 'of another type the field is unknown')),
  held('2.5 due', silence('given one moment is missing', 'then the clock of its acceptance counts, and no other')),
  held('2.5 deadline', silence('a pause that begins at the deadline', 'given a pause before the offer')),
  held('2.5 synthetic', silence('then an accept of the runtime comes first', 'then none of them brings it about')),
  differing(
    '2.5 replay',
    'history is folded, not judged again: a synthetic entry is checked, a missing one is not asked for',
    silence('given a recorded implicit accept with %s, when it is folded, then it stops'),
  ),
  held('2.6 ApprovalRequest', quorum('given it asks for %d of four'), bars('then there is nothing to vote on')),
  held('2.6 ballots', quorum('given one of any kind, then no other of the same sender')),
  held('2.6 Commitment', quorum('given %d approvals are required and the ballots'), bars('is above the pool')),
  held('2.7 Contribute', rounds('then the round goes on; given the same again', 'then it has converged and takes no')),
  held('2.7 Commitment', rounds('then it resolves with what was agreed', 'given no convergence, then it is refused')),
  held(
    '2.7 decoding',
    values('that is such an object itself, then all of it is the value', 'given %s, then its value'),
  ),
  held(
    '2.8',
    registered('and the descriptor’s version is bound', 'whatever the policy says', 'the latest is the state'),
  ),
];

const REVISIONS: readonly TracedRow[] = [
  held('3 rev 0', silence('given revision 0, then the clients’ own timestamps decide')),
  held('3 rev 1', silence('given revision 1, then the acceptance clock decides at %d ms, whatever clients claim')),
  held('3 rev 2', silence('then ids are reserved and the accept is recorded, as they are now')),
  held('3 rev 3', values('given a session of revision 2, then it lives and replays by the older reading')),
  held(
    '3 rev 4',
    decision('then words of any case count'),
    handoff('of revision 3, then whoever declined may be asked'),
  ),
  held('3 rev 4 Task', reassigned('given revision 3, then any decline closes the task to everybody')),
];

const POLICY: readonly TracedRow[] = [
  differing('4.1 rules text', 'refused where it is not JSON', admission('and refused when it is not JSON')),
  held('4.1 versions', stored('schema version %d is evaluated'), others('denies an unsupported schema version before')),
  held('4.2 rules', admission("('%s %s'", 'a designated role needs roles', 'a percentage threshold stays at or')),
  held('4.2 any mode', admission('a policy for every mode may use the keys of all', "%s' takes any object")),
  held('4.3 keys', admission('is refused with its path', 'annotations are ignored at every closed level')),
  held('4.4 arithmetic', ofPolicies('rules/quorum-threshold')('is the exact ceiling for every whole percentage and')),
  held('4.5 order', admission("describe('order of checks'", '7 shape of a name', '8 reserved id', '10 electorate')),
  held('4.5 taken id', policies('refuses a taken id without the prefix', 'reports a bad definition before a taken id')),
  held('4.6 built in', builtIn('%s has the published rules', 'take their own profile %s', "leave '%s' free")),
  held('4.7 resolution', policies('resolves the empty version to the default, and no unassigned reserved id')),
  held('4.8 directory', files('takes every *.json of the directory itself', 'refuses a file with %s')),
  held('4.8 dry run', files('says one line per file, in path order, and counts', 'fails without a directory')),
  held('4.9 Proposal', others('is denied with more', 'is allowed with more when negative')),
  held('4.9 Task', others('is denied with %s'), reassigned('then a positive Commitment is denied and a negative one')),
  held('4.9 Handoff', others('is never denied by readable rules')),
  held('4.9 Quorum', others('a bar above the pool by nobody', 'no threshold by anything')),
  held('4.9 none', tallies('none counts nothing and takes the polarity at face value')),
  held('4.9 majority', tallies('majority passes an even split', 'majority fails below its threshold')),
  held('4.9 supermajority', tallies('is met by two thirds, inclusively', 'a stored supermajority of at most 0.5')),
  held('4.9 unanimous', tallies('unanimous wants every declared participant', 'unanimous is never passed by nobody')),
  held('4.9 weighted', tallies('weights decide, not heads', 'a stored negative total of weights fails')),
  held('4.9 plurality', tallies('plurality fails a tie, whatever the threshold')),
  held('4.9 unknown', tallies('an algorithm of an unknown name never passes')),
  held('4.9 floor', gates('divides before it multiplies, in binary64', 'binds under none too', 'is met inclusively')),
  held(
    '4.9 step 0',
    stored('a veto threshold of 0', 'a confidence above 1'),
    gates('waive vote, floor and evaluations'),
  ),
  held('4.9 step 1', gates('minimum confidence alone does nothing', 'and one that reaches it will do')),
  held('4.9 step 2', gates('deny both ways', 'hold both ways', 'finalize the decline and veto the approval')),
  held('4.9 step 3', gates('does not bind unless it is required')),
  held('4.9 Passed', tallies('a passed vote declines only where the policy allows it', 'backs no decline')),
  held('4.9 Failed', tallies('so a silent one fails it without backing a decline')),
  held('4.9 NoVotes', tallies('abstentions only, version 3', 'abstentions only, version 2', 'the legacy arm is not')),
  held('4.10 details', inFile('libs/wire/src/rejection-to-grpc.spec.ts')('then they are exact and travel with the')),
  held('4.10 names', gates('name the objectors in byte order, only in the list and never in the text')),
];

export const MODE_PAGE_ROWS: readonly TracedRow[] = [...MODES, ...REVISIONS, ...POLICY];
