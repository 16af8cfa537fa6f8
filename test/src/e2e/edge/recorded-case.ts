/**
 * The kernel's suite over the wire: a case is played against the kernel, every command and its answer is noted, and the
 * same commands then go through gRPC, where each must be answered alike, the accepted ones in the same order, and the
 * session must end in the same state. Cases that move the acceptance clock or the semantics revision cannot be.
 */
import { randomUUID } from 'node:crypto';
import type { Envelope, SessionCommand } from '@macp/kernel';
import { SessionStartPayload, decodeOrUndefined, encodeBytes } from '@macp/proto';
import type { macp } from '@macp/proto';
import { kernelState } from '@macp/wire';
import { BEGIN_MS, EdgeScript, SESSION_ID, answerOf } from '../../conformance/edge-case.js';
import type { EdgeCase } from '../../conformance/edge-case.js';
import { failureOf } from '../connection.js';
import { history } from '../decision-script.js';
import { answerOfAck } from './edge-world.js';
import type { EdgeWorld } from './edge-world.js';

interface Exchange {
  readonly command: SessionCommand;
  readonly answer: string;
}

/** A case while it is played against the kernel. */
class RecordingScript extends EdgeScript {
  readonly exchanges: Exchange[] = [];
  /** True once something happened that no client can bring about. */
  isOutOfReach = false;

  override decide(command: SessionCommand) {
    if (this.nowMs !== BEGIN_MS) this.isOutOfReach = true;
    const decided = super.decide(command);
    this.exchanges.push({ command, answer: answerOf(decided.outcome) });
    return decided;
  }

  override tick() {
    this.isOutOfReach = true;
    return super.tick();
  }
}

/** What was played, or `undefined` when no client could play it. */
export function recorded(edgeCase: EdgeCase): RecordingScript | undefined {
  const script = new RecordingScript(edgeCase);
  script.begin();
  for (const step of edgeCase.steps) (typeof step === 'function' ? step : step[0])(script);
  return script.isOutOfReach || edgeCase.revision !== undefined ? undefined : script;
}

/** What the wire answered to each command, and what the kernel did. */
export interface Comparison {
  readonly expected: readonly string[];
  readonly answered: readonly string[];
}

/** Plays a recorded case in a session of its own. */
export async function playRecorded(world: EdgeWorld, script: RecordingScript): Promise<Comparison> {
  const play = new RecordedPlay(world, script);
  const answered = await play.answers();
  const expected = script.exchanges.map(({ answer }) => answer);
  if (script.session === undefined || script.session.sessionId !== SESSION_ID) return { expected, answered };
  const accepted = script.facts.flatMap((fact) =>
    fact.kind === 'SessionStarted' || fact.kind === 'EnvelopeAccepted' ? [fact.envelope.messageId] : [],
  );
  return {
    expected: [...expected, ...accepted, script.session.state],
    answered: [...answered, ...(await play.history()), `${await world.state(play.sessionId)}`],
  };
}

class RecordedPlay {
  readonly sessionId = randomUUID();
  private readonly policyId = `bound.${this.sessionId}`;

  constructor(
    private readonly world: EdgeWorld,
    private readonly script: RecordingScript,
  ) {}

  async answers(): Promise<string[]> {
    await this.registerPolicy();
    const answers: string[] = [];
    for (const { command } of this.script.exchanges) answers.push(await this.answer(command));
    return answers;
  }

  history(): Promise<string[]> {
    return history(this.world.client, this.sessionId);
  }

  private async registerPolicy(): Promise<void> {
    if (this.script.edgeCase.rules === undefined) return;
    const { mode, rules, schemaVersion } = this.script.world.policies('bound')!;
    const policyDescriptor = { policyId: this.policyId, mode, description: '', rules, schemaVersion };
    const { ok, error } = await this.world.call('RegisterPolicy', { policyDescriptor });
    if (!ok) throw new Error(error);
  }

  private async answer(command: SessionCommand): Promise<string> {
    const { world, sessionId } = this;
    if (command.kind === 'SubmitEnvelope') {
      const { envelope } = command;
      return answerOfAck(await world.ack(this.wireEnvelope(envelope), envelope.sender));
    }
    const { kind, caller } = command;
    const call =
      kind === 'ObserveSession'
        ? world.call('GetSession', { sessionId }, caller).then(({ metadata }) => `ok ${kernelState(metadata!.state)}`)
        : world.call(kind, { sessionId, reason: command.reason }, caller).then(({ ack }) => answerOfAck(ack!));
    // A refusal of these may be a status.
    return call.catch(async () => (await failureOf(call)).macpCode ?? 'no code');
  }

  /** The envelope in this play's session and under its policy; the sender is left to the credential. */
  private wireEnvelope({ sender: _sender, sessionId, timestampUnixMs, ...rest }: Envelope): macp.v1.EnvelopeInit {
    const own = sessionId === SESSION_ID ? this.sessionId : sessionId;
    return { ...rest, sessionId: own, timestampUnixMs: Number(timestampUnixMs), payload: this.payload(rest) };
  }

  private payload({ messageType, payload }: Pick<Envelope, 'messageType' | 'payload'>): Uint8Array {
    if (messageType !== 'SessionStart') return payload;
    const start = decodeOrUndefined(SessionStartPayload, payload);
    if (start?.policyVersion !== 'bound') return payload;
    return encodeBytes(SessionStartPayload, { ...start, policyVersion: this.policyId });
  }
}
