/**
 * Who did what, as log lines with ids and codes: never a payload, a reason, rules, a token or a message text (names of
 * the receipts-and-telemetry specification, C.3). Accepted messages and lifecycle changes are written at the level that
 * the settings ask for; what strangers can cause at will is bounded, and what was left out is counted in the next line.
 */
import { LineBudget } from './line-budget.js';
import type { Logger } from './logger.js';

/** Which lines are written at `info`; all others of their kind at `debug`. */
export interface AuditLevels {
  readonly level: 'info' | 'debug';
  readonly infoPolicies: ReadonlySet<string>;
  readonly infoModes: ReadonlySet<string>;
}

/** What is told of an envelope; ids as received, the sender as authenticated. */
export interface AuditedEnvelope {
  readonly sessionId: string;
  readonly messageId: string;
  readonly messageType: string;
  readonly mode: string;
  readonly sender: string | undefined;
}

/** An accepted one; without policy and ordinal on the ambient plane. */
export interface AuditedAcceptance extends AuditedEnvelope {
  readonly policyId?: string;
  readonly ordinal?: number;
}

/** A session that went into another state, or that someone tried to bring there. */
export interface AuditedTransition {
  readonly operation: string;
  readonly sessionId: string;
  readonly mode?: string;
  readonly policyId?: string;
  /** Who asked for it; nobody for what time does. */
  readonly sender?: string;
}

/** A change of a registry that was asked for. */
export interface AuditedRegistryChange {
  readonly operation: string;
  readonly sender: string;
  readonly policyId?: string;
  readonly mode?: string;
  /** Why not, when it was refused. */
  readonly code?: string;
}

export interface AuditLogOptions {
  readonly log: Logger;
  readonly levels: AuditLevels;
  /** Never goes back. */
  readonly monotonicMs: () => number;
}

/** Longest client-chosen text in a line. */
const TEXT_LENGTH_MAX = 256;
const REFUSALS_PER_SECOND = 50;
const AUTHENTICATION_FAILURES_PER_SECOND = 5;

export class AuditLog {
  private readonly log: Logger;
  private readonly levels: AuditLevels;
  private readonly refusals: LineBudget;
  private readonly strangers: LineBudget;

  constructor({ log, levels, monotonicMs }: AuditLogOptions) {
    this.log = log.child({ audit: true });
    this.levels = levels;
    this.refusals = new LineBudget(REFUSALS_PER_SECOND, monotonicMs);
    this.strangers = new LineBudget(AUTHENTICATION_FAILURES_PER_SECOND, monotonicMs);
  }

  accepted(envelope: AuditedAcceptance): void {
    const level = this.levelOf(envelope);
    if (!this.log.isLevelEnabled(level)) return;
    const { policyId, ordinal } = envelope;
    const outcome = { 'macp.envelope.outcome': 'accepted', 'macp.policy.id': cut(policyId), sequence: ordinal };
    this.log[level]({ ...fieldsOf(envelope), ...outcome }, 'envelope accepted');
  }

  refused(envelope: AuditedEnvelope, code: string): void {
    const level = this.levelOf(envelope);
    if (!this.log.isLevelEnabled(level)) return;
    const outcome = { 'macp.envelope.outcome': 'rejected', 'error.type': code };
    this.bounded(this.refusals, level, { ...fieldsOf(envelope), ...outcome }, 'envelope refused');
  }

  /** A call without a valid credential, or under a name that is not its own: then `sender` is who it was. */
  unauthenticated(rpcMethod: string, sender?: string): void {
    const fields = { 'rpc.method': cut(rpcMethod), 'macp.sender.id': cut(sender), 'error.type': 'UNAUTHENTICATED' };
    this.bounded(this.strangers, 'warn', fields, 'authentication failed');
  }

  /** The session is in `state` now. */
  transition(transition: AuditedTransition, state: string): void {
    const level = this.levelOf(transition);
    if (!this.log.isLevelEnabled(level)) return;
    const entered = { 'macp.session.state': `SESSION_STATE_${state}` };
    this.log[level]({ ...transitionFields(transition), ...entered }, 'session changed');
  }

  transitionRefused(transition: AuditedTransition, code: string): void {
    const level = this.levelOf(transition);
    if (!this.log.isLevelEnabled(level)) return;
    const fields = { ...transitionFields(transition), 'error.type': code };
    this.bounded(this.refusals, level, fields, 'session change refused');
  }

  registryChange({ operation, sender, policyId, mode, code }: AuditedRegistryChange): void {
    const fields = {
      'macp.operation.name': operation,
      'macp.sender.id': cut(sender),
      'macp.policy.id': cut(policyId),
      'macp.mode.id': cut(mode),
      'error.type': code,
    };
    if (code === undefined) this.log.info(fields, 'registry changed');
    else this.bounded(this.refusals, 'info', fields, 'registry change refused');
  }

  private levelOf({ mode = '', policyId }: { readonly mode?: string; readonly policyId?: string }): 'info' | 'debug' {
    const { level, infoModes, infoPolicies } = this.levels;
    if (infoModes.has(mode) || (policyId !== undefined && infoPolicies.has(policyId))) return 'info';
    return level;
  }

  private bounded(budget: LineBudget, level: 'debug' | 'info' | 'warn', fields: object, text: string): void {
    if (!budget.take()) return;
    const leftOut = budget.takeLeftOut();
    this.log[level](leftOut === 0 ? fields : { ...fields, left_out: leftOut }, text);
  }
}

function fieldsOf({ sessionId, messageId, messageType, mode, sender }: AuditedEnvelope) {
  return {
    'macp.operation.name': 'process',
    'macp.session.id': cut(sessionId),
    'macp.message.id': cut(messageId),
    'macp.message.type': cut(messageType),
    'macp.mode.id': cut(mode),
    'macp.sender.id': cut(sender),
  };
}

function transitionFields({ operation, sessionId, mode, policyId, sender }: AuditedTransition) {
  return {
    'macp.operation.name': operation,
    'macp.session.id': cut(sessionId),
    'macp.mode.id': cut(mode),
    'macp.policy.id': cut(policyId),
    'macp.sender.id': cut(sender),
  };
}

/** `undefined`, which no line shows, for what is not there. */
function cut(text: string | undefined): string | undefined {
  return text === '' ? undefined : text?.slice(0, TEXT_LENGTH_MAX);
}
