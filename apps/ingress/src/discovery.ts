/**
 * Initialize, GetManifest, ListModes, ListExtModes and ListRoots (runtime specification §7.1–§7.4): open to everyone,
 * stateless, never a promise of more than works, and true of every mode that was registered before the call.
 */
import { MACP_VERSION, compareText, reject } from '@macp/kernel';
import type { ModeDescriptor } from '@macp/kernel';
import type { macp } from '@macp/proto';
import { statusError } from '@macp/wire';
import { caughtUp } from './caught-up.js';
import type { Edge } from './edge.js';
import { answerUnknown, deadlineOf } from './unary.js';
import type { Answer, UnaryCall } from './unary.js';

const NO_VERSIONS = reject('INVALID_REQUEST', 'supported_protocol_versions must not be empty');
const NO_COMMON_VERSION = reject('UNSUPPORTED_PROTOCOL_VERSION', 'no common protocol version; this runtime speaks 1.0');

/** What this build does; a flag is true only when its RPCs work. */
function capabilities({ arePoliciesReadOnly }: Edge): macp.v1.CapabilitiesInit {
  return {
    sessions: { stream: true, listSessions: true, watchSessions: true },
    cancellation: { cancelSession: true },
    progress: { progress: true },
    manifest: { getManifest: true },
    modeRegistry: { listModes: true, listChanged: true },
    roots: { listRoots: true, listChanged: false },
    policyRegistry: {
      registerPolicy: !arePoliciesReadOnly,
      listPolicies: true,
      listChanged: true,
      ruleExtensions: [],
      whatIfReplay: false,
    },
    decisionReceipt: { getDecisionReceipt: false, signed: false },
    experimental: { features: { ext_mode_lifecycle: 'true' } },
  };
}

const AGENT_ID = 'macp-runtime';
const TITLE = 'MACP Runtime';
const DESCRIPTION = 'Event-sourced server for the Multi-Agent Coordination Protocol';
const CONTENT_TYPES = ['application/macp-envelope+proto'];

const INSTRUCTIONS =
  'Open a session with a SessionStart envelope through Send or StreamSession, name a mode of supported_modes, and ' +
  'repeat a message with the same message_id whenever its outcome is unknown.';

function wireDescriptor(descriptor: ModeDescriptor): macp.v1.ModeDescriptorInit {
  return {
    mode: descriptor.mode,
    modeVersion: descriptor.modeVersion,
    title: descriptor.title,
    description: descriptor.description,
    determinismClass: descriptor.determinismClass,
    participantModel: descriptor.participantModel,
    messageTypes: descriptor.messageTypes,
    terminalMessageTypes: descriptor.terminalMessageTypes,
    schemaUris: descriptor.schemaUris,
  };
}

export class DiscoveryHandler {
  private readonly runtime: Omit<macp.v1.InitializeResponseInit, 'supportedModes'>;

  constructor(private readonly edge: Edge) {
    this.runtime = {
      selectedProtocolVersion: MACP_VERSION,
      runtimeInfo: {
        name: AGENT_ID,
        title: TITLE,
        version: edge.version,
        description: DESCRIPTION,
        websiteUrl: '',
      },
      capabilities: capabilities(edge),
      instructions: INSTRUCTIONS,
    };
  }

  initialize(
    call: UnaryCall<macp.v1.InitializeRequest, macp.v1.InitializeResponseInit>,
    answer: Answer<macp.v1.InitializeResponseInit>,
  ): void {
    const versions = call.request.supportedProtocolVersions;
    if (versions.length === 0) answer(statusError(NO_VERSIONS));
    else if (!versions.includes(MACP_VERSION)) answer(statusError(NO_COMMON_VERSION));
    else this.read(call, answer, () => ({ ...this.runtime, supportedModes: this.supportedModes() }));
  }

  getManifest(
    call: UnaryCall<macp.v1.GetManifestRequest, macp.v1.GetManifestResponseInit>,
    answer: Answer<macp.v1.GetManifestResponseInit>,
  ): void {
    const { agentId } = call.request;
    if (agentId !== '' && agentId !== AGENT_ID) {
      answer(statusError(reject('AGENT_NOT_FOUND', `Agent '${agentId}' not found`)));
      return;
    }
    this.read(call, answer, () => ({
      manifest: {
        agentId: AGENT_ID,
        title: TITLE,
        description: DESCRIPTION,
        supportedModes: this.supportedModes(),
        inputContentTypes: CONTENT_TYPES,
        outputContentTypes: CONTENT_TYPES,
      },
    }));
  }

  listModes(
    call: UnaryCall<macp.v1.ListModesRequest, macp.v1.ListModesResponseInit>,
    answer: Answer<macp.v1.ListModesResponseInit>,
  ): void {
    this.read(call, answer, () => ({ modes: this.edge.modes.list().map(wireDescriptor) }));
  }

  listExtModes(
    call: UnaryCall<macp.v1.ListExtModesRequest, macp.v1.ListExtModesResponseInit>,
    answer: Answer<macp.v1.ListExtModesResponseInit>,
  ): void {
    this.read(call, answer, () => ({ modes: this.edge.modes.listExtensions().map(wireDescriptor) }));
  }

  /** This runtime offers no roots of its own. */
  listRoots(answer: Answer<macp.v1.ListRootsResponseInit>): void {
    answer(null, {});
  }

  /** Every mode that a session can be started in, sorted by bytes. */
  private supportedModes(): string[] {
    const { modes } = this.edge;
    return [...modes.list(), ...modes.listExtensions()].map(({ mode }) => mode).sort(compareText);
  }

  private read<ResponseInit>(
    call: UnaryCall<unknown, ResponseInit>,
    answer: Answer<ResponseInit>,
    response: () => ResponseInit,
  ): void {
    const { modes: catalog, clock, log } = this.edge;
    caughtUp(
      { catalog, clock, deadlineMs: deadlineOf(this.edge, call) },
      () => answer(null, response()),
      (cause) => {
        log.error({ err: cause }, 'the mode catalog could not catch up');
        answerUnknown(this.edge, answer);
      },
    );
  }
}
