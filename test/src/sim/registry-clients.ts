/** Clients of the registries, who look at what they were told is changed (I9). */
import { entityOfRegistryCommand } from '@macp/policy-rules';
import type { RegistryCommand, RegistryOutcome } from '@macp/policy-rules';
import type { RegistryTypes } from '@macp/records';
import { Clients } from './clients.js';
import type { Call, ClientsParts } from './clients.js';
import type { RegistryReader } from './registry-reader.js';
import { nextRegistryCommand } from './registry-script.js';

export class RegistryClients extends Clients<RegistryTypes> {
  constructor(
    parts: ClientsParts<RegistryTypes>,
    private readonly reader: RegistryReader,
  ) {
    super(parts);
  }

  protected nextCommand(): RegistryCommand {
    const { random, scheduler } = this.parts.context;
    return nextRegistryCommand(random, scheduler.nowMs);
  }

  protected keyOf(command: RegistryCommand): string {
    return entityOfRegistryCommand(command);
  }

  protected textOf(command: RegistryCommand): string {
    const name = 'descriptor' in command ? JSON.stringify(command.descriptor).slice(0, 60) : JSON.stringify(command);
    return `${command.kind} ${name}`;
  }

  protected take({ wish }: Call<RegistryTypes>, outcome: RegistryOutcome): void {
    this.settle(wish);
    if (outcome.kind === 'registryAccepted' && this.parts.context.random.chance(0.5)) this.reader.look();
  }

  protected verifyUnrecorded(command: RegistryCommand): void {
    this.report('I5', `${command.kind} was answered without being recorded`);
  }
}
