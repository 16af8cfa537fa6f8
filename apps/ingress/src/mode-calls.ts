/** RegisterExtMode, UnregisterExtMode and PromoteMode (runtime specification §7.3). */
import type { ModeDescriptor } from '@macp/kernel';
import type { macp } from '@macp/proto';
import type { Edge } from './edge.js';
import { changeRegistry } from './registry-change.js';
import type { Answer, UnaryCall } from './unary.js';

function kernelDescriptor(descriptor: macp.v1.ModeDescriptor): ModeDescriptor {
  const { mode, modeVersion, title, description, determinismClass, participantModel } = descriptor;
  const { messageTypes, terminalMessageTypes, schemaUris } = descriptor;
  return {
    mode,
    modeVersion,
    title,
    description,
    determinismClass,
    participantModel,
    messageTypes,
    terminalMessageTypes,
    schemaUris,
  };
}

export class ModeCalls {
  constructor(private readonly edge: Edge) {}

  register(
    call: UnaryCall<macp.v1.RegisterExtModeRequest, macp.v1.RegisterExtModeResponseInit>,
    answer: Answer<macp.v1.RegisterExtModeResponseInit>,
  ): void {
    const { modeDescriptor } = call.request;
    changeRegistry(this.edge, {
      call,
      answer,
      commandOf: (caller) =>
        modeDescriptor === null
          ? undefined
          : { kind: 'RegisterExtMode', descriptor: kernelDescriptor(modeDescriptor), caller },
      accepted: { ok: true },
    });
  }

  unregister(
    call: UnaryCall<macp.v1.UnregisterExtModeRequest, macp.v1.UnregisterExtModeResponseInit>,
    answer: Answer<macp.v1.UnregisterExtModeResponseInit>,
  ): void {
    const { mode } = call.request;
    const commandOf = (caller: string) => ({ kind: 'UnregisterExtMode', mode, caller }) as const;
    changeRegistry(this.edge, { call, answer, commandOf, accepted: { ok: true } });
  }

  promote(
    call: UnaryCall<macp.v1.PromoteModeRequest, macp.v1.PromoteModeResponseInit>,
    answer: Answer<macp.v1.PromoteModeResponseInit>,
  ): void {
    const { mode, promotedModeName } = call.request;
    const commandOf = (caller: string) =>
      ({ kind: 'PromoteMode', mode, promotedMode: promotedModeName, caller }) as const;
    const accepted = { ok: true, mode: promotedModeName === '' ? mode : promotedModeName };
    changeRegistry(this.edge, { call, answer, commandOf, accepted });
  }
}
