/** Nest's own lines through the process' logger, so that stdout carries one format; Nest's start-up chatter is `debug`. */
import type { Logger } from '@macp/telemetry';
import type { LoggerService } from '@nestjs/common';

function contextOf(parameters: readonly unknown[]): { readonly context?: string } {
  const last = parameters.at(-1);
  return typeof last === 'string' ? { context: last } : {};
}

export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...parameters: unknown[]): void {
    this.logger.debug(contextOf(parameters), String(message));
  }

  error(message: unknown, ...parameters: unknown[]): void {
    const error = message instanceof Error ? { err: message } : {};
    this.logger.error({ ...contextOf(parameters), ...error }, String(message));
  }

  warn(message: unknown, ...parameters: unknown[]): void {
    this.logger.warn(contextOf(parameters), String(message));
  }

  debug(message: unknown, ...parameters: unknown[]): void {
    this.logger.debug(contextOf(parameters), String(message));
  }

  verbose(message: unknown, ...parameters: unknown[]): void {
    this.logger.trace(contextOf(parameters), String(message));
  }

  fatal(message: unknown, ...parameters: unknown[]): void {
    this.logger.fatal(contextOf(parameters), String(message));
  }
}
