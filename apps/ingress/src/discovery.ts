/**
 * Initialize, GetManifest, ListModes, ListExtModes and ListRoots (runtime specification §7.1–§7.4): open to everyone,
 * stateless, and never a promise of more than works.
 */
import { MACP_VERSION, reject } from '@macp/kernel';
import type { macp } from '@macp/proto';
import { statusError } from '@macp/wire';
import type { Edge, ShownMode } from './edge.js';
import type { Answer, UnaryCall } from './unary.js';

const NO_VERSIONS = reject('INVALID_REQUEST', 'supported_protocol_versions must not be empty');
const NO_COMMON_VERSION = reject('UNSUPPORTED_PROTOCOL_VERSION', 'no common protocol version; this runtime speaks 1.0');

/** What this build does; a flag is true only when its RPCs work. */
const CAPABILITIES: macp.v1.CapabilitiesInit = {
  sessions: { stream: true, listSessions: true, watchSessions: false },
  cancellation: { cancelSession: true },
  progress: { progress: false },
  manifest: { getManifest: true },
  modeRegistry: { listModes: true, listChanged: false },
  roots: { listRoots: true, listChanged: false },
  policyRegistry: { registerPolicy: true, listPolicies: true, listChanged: false, whatIfReplay: false },
  decisionReceipt: { getDecisionReceipt: false, signed: false },
};

const AGENT_ID = 'macp-runtime';
const TITLE = 'MACP Runtime';
const DESCRIPTION = 'Event-sourced server for the Multi-Agent Coordination Protocol';
const CONTENT_TYPES = ['application/macp-envelope+proto'];

const INSTRUCTIONS =
  'Open a session with a SessionStart envelope through Send or StreamSession, name a mode of supported_modes, and ' +
  'repeat a message with the same message_id whenever its outcome is unknown.';

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function wireDescriptor({ descriptor }: ShownMode): macp.v1.ModeDescriptorInit {
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
  private readonly initialized: macp.v1.InitializeResponseInit;
  private readonly manifest: macp.v1.GetManifestResponseInit;
  private readonly standards: macp.v1.ListModesResponseInit;
  private readonly extensions: macp.v1.ListExtModesResponseInit;

  constructor(edge: Pick<Edge, 'modes' | 'version'>) {
    const supportedModes = edge.modes.map(({ descriptor }) => descriptor.mode).sort(byBytes);
    this.initialized = {
      selectedProtocolVersion: MACP_VERSION,
      runtimeInfo: {
        name: AGENT_ID,
        title: TITLE,
        version: edge.version,
        description: DESCRIPTION,
        websiteUrl: '',
      },
      capabilities: CAPABILITIES,
      supportedModes,
      instructions: INSTRUCTIONS,
    };
    this.manifest = {
      manifest: {
        agentId: AGENT_ID,
        title: TITLE,
        description: DESCRIPTION,
        supportedModes,
        inputContentTypes: CONTENT_TYPES,
        outputContentTypes: CONTENT_TYPES,
      },
    };
    this.standards = { modes: edge.modes.filter(({ isStandardsTrack }) => isStandardsTrack).map(wireDescriptor) };
    const extensions = edge.modes.filter(({ isStandardsTrack }) => !isStandardsTrack).map(wireDescriptor);
    this.extensions = { modes: extensions.sort((a, b) => byBytes(a.mode ?? '', b.mode ?? '')) };
  }

  initialize(
    call: UnaryCall<macp.v1.InitializeRequest, macp.v1.InitializeResponseInit>,
    answer: Answer<macp.v1.InitializeResponseInit>,
  ): void {
    const versions = call.request.supportedProtocolVersions;
    if (versions.length === 0) answer(statusError(NO_VERSIONS));
    else if (!versions.includes(MACP_VERSION)) answer(statusError(NO_COMMON_VERSION));
    else answer(null, this.initialized);
  }

  getManifest(
    call: UnaryCall<macp.v1.GetManifestRequest, macp.v1.GetManifestResponseInit>,
    answer: Answer<macp.v1.GetManifestResponseInit>,
  ): void {
    const { agentId } = call.request;
    if (agentId === '' || agentId === AGENT_ID) answer(null, this.manifest);
    else answer(statusError(reject('AGENT_NOT_FOUND', `Agent '${agentId}' not found`)));
  }

  listModes(answer: Answer<macp.v1.ListModesResponseInit>): void {
    answer(null, this.standards);
  }

  listExtModes(answer: Answer<macp.v1.ListExtModesResponseInit>): void {
    answer(null, this.extensions);
  }

  /** This runtime offers no roots of its own. */
  listRoots(answer: Answer<macp.v1.ListRootsResponseInit>): void {
    answer(null, {});
  }
}
