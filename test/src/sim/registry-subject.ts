/** Worlds about the registries: policies, modes and places of identities on the same worker, and their view beside it. */
import { builtInModes } from '@macp/modes';
import { sizeOfRegistryCommand } from './registry-script.js';
import { registryAggregate } from '@macp/records';
import type { RegistryTypes } from '@macp/records';
import { Violation } from './invariants.js';
import { RegistryClients } from './registry-clients.js';
import { RegistryJudge } from './registry-judge.js';
import { RegistryReader } from './registry-reader.js';
import type { Inhabitants, Subject, SubjectParts } from './subject.js';

export const REGISTRY: Subject<RegistryTypes, RegistryJudge> = {
  aggregate: registryAggregate(builtInModes),
  sizeOf: sizeOfRegistryCommand,
  partitions: () => 1,
  judge: (parts) => new RegistryJudge(parts),
  answer: () => Promise.reject(new Error('the registries ask no questions')),
  inhabit: (parts) => new RegistryInhabitants(parts),
};

class RegistryInhabitants implements Inhabitants<RegistryTypes> {
  readonly clients: RegistryClients;
  readonly readSide: RegistryReader;

  constructor(parts: SubjectParts<RegistryTypes, RegistryJudge>) {
    const [judge] = parts.judges;
    this.readSide = new RegistryReader({ ...parts, judge: judge! });
    const { aggregate } = REGISTRY;
    this.clients = new RegistryClients({ ...parts, aggregate, judgeOf: () => judge! }, this.readSide);
  }

  look(onSeen?: () => void): void {
    this.readSide.look(onSeen);
  }

  follow(): void {
    this.readSide.look();
  }

  /** Whoever watches was told of the last change. */
  verifyFollowers(): void {
    if (!this.readSide.isUpToDate) throw new Violation('I11', 'a watcher of the registries was not told everything');
  }
}
