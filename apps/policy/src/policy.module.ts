/** The policy service as a Nest module: evaluation and the registry behind the tokens of their ports. */
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { POLICY_CATALOG, POLICY_EVALUATOR } from '@macp/nest';
import type { PolicyCatalog, PolicyEvaluator } from '@macp/ports';

export interface PolicyModuleOptions {
  readonly catalog: PolicyCatalog;
  readonly evaluator: PolicyEvaluator;
}

@Module({})
export class PolicyModule {
  static forRoot({ catalog, evaluator }: PolicyModuleOptions): DynamicModule {
    const providers = [
      { provide: POLICY_CATALOG, useValue: catalog },
      { provide: POLICY_EVALUATOR, useValue: evaluator },
    ];
    return { module: PolicyModule, providers, exports: [POLICY_CATALOG, POLICY_EVALUATOR] };
  }
}
