/**
 * Each stage's share of a process's time on the processor, from a profile as `node --cpu-prof` writes it. A sample counts
 * for the nearest caller whose file names a stage, so that codecs and sockets count for what they are used for; and for a
 * checkpoint, when it is a part of one.
 */
interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string };
  readonly children?: readonly number[];
}

/** A `.cpuprofile`. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  /** µs since the sample before. */
  readonly timeDeltas: readonly number[];
}

/** The stage that the files of this pattern are. */
export type StageRule = readonly [pattern: RegExp, stage: string];

/** Whatever is called for one is a part of it. */
const CHECKPOINTS = 'checkpoints';

const RULES: readonly StageRule[] = [
  [/\/partition-worker\/.*\/(checkpointer|snapshot-hold)\.js$/, CHECKPOINTS],
  [/\/event-log-kafka\/.*\/(kafka-snapshot-store|snapshot-records|snapshot-transaction)\.js$/, CHECKPOINTS],
  [/\/bench\/.*\/(callers|session-commands)\.js$/, 'callers'],
  [/\/(libs|@macp)\/submission\//, 'pending submissions'],
  [
    /\/event-log-kafka\/.*\/(kafka-command-queue|command-sender|command-batch)\.js$/,
    'commands: encode, gather, decode',
  ],
  [/\/event-log-kafka\/.*\/(fetch-loop|log-tail|partition-read)\.js$/, 'fetch commands'],
  [/\/event-log-kafka\/.*\/(combined-produce|kafka-event-log)\.js$/, 'produce'],
  [/\/event-log-kafka\//, 'links to the broker'],
  [/\/(libs|@macp)\/(partition-worker|kernel|modes|policy-rules)\//, 'decide and encode'],
  [/\/bench\/.*\/(owner-command-sink|owner-command-service|command-frame|owner-rpc)\.js$/, 'stream to the owner'],
  [/\/event-log\/.*\/memory-command-queue\.js$/, 'queue in memory'],
  [/\/(libs|@macp)\/internal-rpc\//, 'push of outcomes'],
  [/\/@grpc\/grpc-js\//, 'gRPC'],
  [/^node:internal\/http2|^node:http2/, 'gRPC'],
];

const COLLECTION = 'garbage collection';
/** Idle, or busy with the profile itself. */
const NOT_COUNTED = 'not counted';
/** Without a caller in the project: sockets, streams and timers. */
const NODE = "Node's own code";

function ownStage({ functionName, url }: ProfileNode['callFrame'], rules: readonly StageRule[]): string | undefined {
  if (functionName === '(garbage collector)') return COLLECTION;
  if (functionName === '(idle)' || functionName === 'dispatch') return NOT_COUNTED;
  // One system call that also wakes up whoever reads.
  if (functionName === 'writeBuffer' || functionName === 'writev') return 'writing to a socket';
  // System calls and native code; also a process that is ready and waits for a processor.
  if (functionName === '(program)') return 'outside JavaScript';
  return rules.find(([pattern]) => pattern.test(url))?.[1];
}

/** µs on the processor by stage, the most first; idle time, and the profiler's own, are left out. */
export function profileSummary(
  { nodes, samples, timeDeltas }: CpuProfile,
  rules: readonly StageRule[] = RULES,
): Map<string, number> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const stageById = new Map<number, string>();
  const name = (node: ProfileNode, inherited: string): void => {
    const own = ownStage(node.callFrame, rules);
    const stage = inherited === CHECKPOINTS && own !== COLLECTION ? inherited : (own ?? inherited);
    stageById.set(node.id, stage);
    for (const child of node.children ?? []) name(byId.get(child)!, stage);
  };
  const root = nodes[0];
  if (root !== undefined) name(root, NODE);
  const sums = new Map<string, number>();
  for (const [index, id] of samples.entries()) {
    const stage = stageById.get(id) ?? NODE;
    if (stage !== NOT_COUNTED) sums.set(stage, (sums.get(stage) ?? 0) + Math.max(0, timeDeltas[index] ?? 0));
  }
  return new Map([...sums].sort(([, a], [, b]) => b - a));
}

/** A markdown table: shares, and µs for each of `acks`; the stages are those of commands unless told otherwise. */
export function profileTable(profile: CpuProfile, acks: number, rules: readonly StageRule[] = RULES): string {
  const sums = profileSummary(profile, rules);
  const total = [...sums.values()].reduce((sum, us) => sum + us, 0);
  const rows = [...sums].map(
    ([stage, us]) => `| ${stage} | ${((us * 100) / total).toFixed(0)} % | ${(us / acks).toFixed(1)} |`,
  );
  return ['| stage | share | µs each |', '| --- | --- | --- |', ...rows].join('\n');
}
