// Generated from proto/ by scripts/generate.mjs; do not edit.
// sources: a2ca7ec73163251b983278ef42aeccc60a0807bb14d0209b3efc23c158f17995
import type Long from 'long';
import type { Reader, Writer } from 'protobufjs/minimal.js';

/** Translates one message type. `Message` is what `decode` makes, `Init` what `encode` takes. */
export interface Codec<Message, Init> {
  /** Appends the encoding to `writer`, or to a new one; fields that hold their default take no bytes. */
  encode(message: Init, writer?: Writer): Writer;
  /** Reads a whole buffer, or `length` bytes of a reader; throws when the bytes are not a `Message`. */
  decode(bytes: Uint8Array | Reader, length?: number): Message;
}

export namespace macp {
  namespace internal {
    namespace v1 {
      /** Asks for one session. */
      interface ReadSessionRequest {
        /** The session. */
        sessionId: string;
      }
      interface ReadSessionRequestInit {
        readonly sessionId?: string | null | undefined;
      }
      const ReadSessionRequest: Codec<macp.internal.v1.ReadSessionRequest, macp.internal.v1.ReadSessionRequestInit>;
      /** One session. */
      interface ReadSessionResponse {
        /** Absent when no such session ever started. */
        metadata: macp.v1.SessionMetadata | null;
      }
      interface ReadSessionResponseInit {
        readonly metadata?: macp.v1.SessionMetadataInit | null | undefined;
      }
      const ReadSessionResponse: Codec<macp.internal.v1.ReadSessionResponse, macp.internal.v1.ReadSessionResponseInit>;
      /** Asks for a page of sessions. */
      interface ReadSessionPageRequest {
        /** Only ids strictly above this one; empty for the start. */
        afterId: string;
        /** Sessions at most. */
        limit: number;
      }
      interface ReadSessionPageRequestInit {
        readonly afterId?: string | null | undefined;
        readonly limit?: number | null | undefined;
      }
      const ReadSessionPageRequest: Codec<macp.internal.v1.ReadSessionPageRequest, macp.internal.v1.ReadSessionPageRequestInit>;
      /** A page of sessions. */
      interface ReadSessionPageResponse {
        /** In ascending byte order of their ids. */
        sessions: macp.v1.SessionMetadata[];
        /** Whether there are sessions behind the last one. */
        more: boolean;
        /** Partitions the page is about, each of them whole. */
        partitions: number[];
      }
      interface ReadSessionPageResponseInit {
        readonly sessions?: readonly macp.v1.SessionMetadataInit[] | null | undefined;
        readonly more?: boolean | null | undefined;
        readonly partitions?: readonly number[] | null | undefined;
      }
      const ReadSessionPageResponse: Codec<macp.internal.v1.ReadSessionPageResponse, macp.internal.v1.ReadSessionPageResponseInit>;
      /** The first message opens the follow, every later one grants more. */
      interface FollowHistoryRequest {
        open: macp.internal.v1.OpenFollow | null;
        grant: macp.internal.v1.GrantEnvelopes | null;
        /** Name of the member that is present. */
        readonly message: 'open' | 'grant' | undefined;
      }
      interface FollowHistoryRequestInit {
        readonly open?: macp.internal.v1.OpenFollowInit | null | undefined;
        readonly grant?: macp.internal.v1.GrantEnvelopesInit | null | undefined;
      }
      const FollowHistoryRequest: Codec<macp.internal.v1.FollowHistoryRequest, macp.internal.v1.FollowHistoryRequestInit>;
      /** What to follow. */
      interface OpenFollow {
        /** The session; it need not exist yet. */
        sessionId: string;
        /** Only ordinals above this one. */
        after: Long;
        /** Start behind the newest envelope, whatever `after` says. */
        live: boolean;
        /** Envelopes that may be sent at first. */
        envelopes: number;
      }
      interface OpenFollowInit {
        readonly sessionId?: string | null | undefined;
        readonly after?: Long | number | null | undefined;
        readonly live?: boolean | null | undefined;
        readonly envelopes?: number | null | undefined;
      }
      const OpenFollow: Codec<macp.internal.v1.OpenFollow, macp.internal.v1.OpenFollowInit>;
      /** The requester can take more. */
      interface GrantEnvelopes {
        /** Envelopes, on top of what was granted before. */
        envelopes: number;
      }
      interface GrantEnvelopesInit {
        readonly envelopes?: number | null | undefined;
      }
      const GrantEnvelopes: Codec<macp.internal.v1.GrantEnvelopes, macp.internal.v1.GrantEnvelopesInit>;
      /** The first message is `opened`, `lagged` is the last. */
      interface FollowHistoryResponse {
        opened: macp.internal.v1.FollowOpened | null;
        envelopes: macp.internal.v1.HistoryEnvelopes | null;
        lagged: macp.internal.v1.FollowLagged | null;
        /** Name of the member that is present. */
        readonly message: 'opened' | 'envelopes' | 'lagged' | undefined;
      }
      interface FollowHistoryResponseInit {
        readonly opened?: macp.internal.v1.FollowOpenedInit | null | undefined;
        readonly envelopes?: macp.internal.v1.HistoryEnvelopesInit | null | undefined;
        readonly lagged?: macp.internal.v1.FollowLaggedInit | null | undefined;
      }
      const FollowHistoryResponse: Codec<macp.internal.v1.FollowHistoryResponse, macp.internal.v1.FollowHistoryResponseInit>;
      /** The follow has begun. */
      interface FollowOpened {
        /** Newest ordinal as of the request, 0 when there is none. */
        tail: Long;
      }
      interface FollowOpenedInit {
        readonly tail?: Long | number | null | undefined;
      }
      const FollowOpened: Codec<macp.internal.v1.FollowOpened, macp.internal.v1.FollowOpenedInit>;
      /** Accepted envelopes without a gap. */
      interface HistoryEnvelopes {
        /** Ordinal of the first one. */
        firstOrdinal: Long;
        /** In order. */
        envelopes: macp.v1.Envelope[];
      }
      interface HistoryEnvelopesInit {
        readonly firstOrdinal?: Long | number | null | undefined;
        readonly envelopes?: readonly macp.v1.EnvelopeInit[] | null | undefined;
      }
      const HistoryEnvelopes: Codec<macp.internal.v1.HistoryEnvelopes, macp.internal.v1.HistoryEnvelopesInit>;
      /** The requester took envelopes too slowly. */
      interface FollowLagged {
        /** Live envelopes it was behind. */
        count: Long;
      }
      interface FollowLaggedInit {
        readonly count?: Long | number | null | undefined;
      }
      const FollowLagged: Codec<macp.internal.v1.FollowLagged, macp.internal.v1.FollowLaggedInit>;
      /** The first message opens the watch, every later one grants more. */
      interface WatchLifecycleRequest {
        /** Events that may be sent, on top of what was granted before. */
        events: number;
      }
      interface WatchLifecycleRequestInit {
        readonly events?: number | null | undefined;
      }
      const WatchLifecycleRequest: Codec<macp.internal.v1.WatchLifecycleRequest, macp.internal.v1.WatchLifecycleRequestInit>;
      /** The first message is `opened`, `lagged` is the last. */
      interface WatchLifecycleResponse {
        opened: macp.internal.v1.LifecycleOpened | null;
        events: macp.internal.v1.LifecycleEvents | null;
        synced: macp.internal.v1.LifecycleSynced | null;
        lagged: macp.internal.v1.LifecycleLagged | null;
        /** Name of the member that is present. */
        readonly message: 'opened' | 'events' | 'synced' | 'lagged' | undefined;
      }
      interface WatchLifecycleResponseInit {
        readonly opened?: macp.internal.v1.LifecycleOpenedInit | null | undefined;
        readonly events?: macp.internal.v1.LifecycleEventsInit | null | undefined;
        readonly synced?: macp.internal.v1.LifecycleSyncedInit | null | undefined;
        readonly lagged?: macp.internal.v1.LifecycleLaggedInit | null | undefined;
      }
      const WatchLifecycleResponse: Codec<macp.internal.v1.WatchLifecycleResponse, macp.internal.v1.WatchLifecycleResponseInit>;
      /** The watch has begun: whatever was acknowledged before the request will be told of. */
      interface LifecycleOpened {
        /** Partitions the watch is about, each of them whole. */
        partitions: number[];
      }
      interface LifecycleOpenedInit {
        readonly partitions?: readonly number[] | null | undefined;
      }
      const LifecycleOpened: Codec<macp.internal.v1.LifecycleOpened, macp.internal.v1.LifecycleOpenedInit>;
      /** What happened, in order. */
      interface LifecycleEvents {
        /** At least one. */
        events: macp.internal.v1.LifecycleEvent[];
      }
      interface LifecycleEventsInit {
        readonly events?: readonly macp.internal.v1.LifecycleEventInit[] | null | undefined;
      }
      const LifecycleEvents: Codec<macp.internal.v1.LifecycleEvents, macp.internal.v1.LifecycleEventsInit>;
      /** One change, or one session of the initial sync. */
      interface LifecycleEvent {
        /** The change; CREATED for a session of the initial sync. */
        eventType: macp.v1.SessionLifecycleEvent.EventType;
        /** The session as it was right after the change, or when the sync came to it. */
        session: macp.v1.SessionMetadata | null;
        /** Part of the initial sync. */
        isSync: boolean;
      }
      interface LifecycleEventInit {
        readonly eventType?: macp.v1.SessionLifecycleEvent.EventType | null | undefined;
        readonly session?: macp.v1.SessionMetadataInit | null | undefined;
        readonly isSync?: boolean | null | undefined;
      }
      const LifecycleEvent: Codec<macp.internal.v1.LifecycleEvent, macp.internal.v1.LifecycleEventInit>;
      /** The initial sync, and what changed while it was told, has been told. */
      interface LifecycleSynced {
      }
      interface LifecycleSyncedInit {
      }
      const LifecycleSynced: Codec<macp.internal.v1.LifecycleSynced, macp.internal.v1.LifecycleSyncedInit>;
      /** The requester took events too slowly. */
      interface LifecycleLagged {
        /** Events it was behind. */
        count: Long;
      }
      interface LifecycleLaggedInit {
        readonly count?: Long | number | null | undefined;
      }
      const LifecycleLagged: Codec<macp.internal.v1.LifecycleLagged, macp.internal.v1.LifecycleLaggedInit>;
      /** What is about to be told of some partitions. */
      interface PushOutcomesRequest {
        /** What the partitions hold. */
        aggregate: macp.internal.v1.Aggregate;
        /** Each at most once. */
        partitions: macp.internal.v1.PartitionOutcomes[];
      }
      interface PushOutcomesRequestInit {
        readonly aggregate?: macp.internal.v1.Aggregate | null | undefined;
        readonly partitions?: readonly macp.internal.v1.PartitionOutcomesInit[] | null | undefined;
      }
      const PushOutcomesRequest: Codec<macp.internal.v1.PushOutcomesRequest, macp.internal.v1.PushOutcomesRequestInit>;
      /** Everything pushed before the end of the stream has been taken. */
      interface PushOutcomesResponse {
      }
      interface PushOutcomesResponseInit {
      }
      const PushOutcomesResponse: Codec<macp.internal.v1.PushOutcomesResponse, macp.internal.v1.PushOutcomesResponseInit>;
      /** The kinds of partitions there are. */
      enum Aggregate {
        /** None. */
        AGGREGATE_UNSPECIFIED = 0,
        /** Sessions. */
        AGGREGATE_SESSION = 1,
        /** The policy registry. */
        AGGREGATE_REGISTRY = 2,
      }
      /** Outcomes of one partition, and how far its owner is once they are given. */
      interface PartitionOutcomes {
        /** The partition. */
        partition: number;
        /** Every command at or below this offset, `parked` excepted, has been answered; -1 when none has. */
        decidedUpTo: Long;
        /** Offsets at or below `decided_up_to` that are still undecided, ascending. */
        parked: Long[];
        /** In order of decision. */
        outcomes: macp.internal.v1.PushedOutcome[];
        /** Time of the partition's last record, Unix milliseconds: commands that expire before it are never evaluated. 0 from an owner that does not tell. */
        recordedAtUnixMs: Long;
      }
      interface PartitionOutcomesInit {
        readonly partition?: number | null | undefined;
        readonly decidedUpTo?: Long | number | null | undefined;
        readonly parked?: readonly (Long | number)[] | null | undefined;
        readonly outcomes?: readonly macp.internal.v1.PushedOutcomeInit[] | null | undefined;
        readonly recordedAtUnixMs?: Long | number | null | undefined;
      }
      const PartitionOutcomes: Codec<macp.internal.v1.PartitionOutcomes, macp.internal.v1.PartitionOutcomesInit>;
      /** The outcome of one command; exactly one of `recorded` and `read` is present. */
      interface PushedOutcome {
        /** Id that the ingress gave the command. */
        correlationId: string;
        /** Offset of the command in its partition. */
        commandOffset: Long;
        /** The bytes that are in the log. */
        recorded: Uint8Array | null;
        /** Answer to a read, which is not recorded. */
        read: Uint8Array | null;
        /** Name of the member that is present. */
        readonly outcome: 'recorded' | 'read' | undefined;
      }
      interface PushedOutcomeInit {
        readonly correlationId?: string | null | undefined;
        readonly commandOffset?: Long | number | null | undefined;
        readonly recorded?: Uint8Array | null | undefined;
        readonly read?: Uint8Array | null | undefined;
      }
      const PushedOutcome: Codec<macp.internal.v1.PushedOutcome, macp.internal.v1.PushedOutcomeInit>;
      /** Everything a Commitment's evaluation may depend on. */
      interface EvaluateCommitmentRequest {
        /** The session. */
        sessionId: string;
        /** The Commitment. */
        messageId: string;
        /** The session's mode. */
        mode: string;
        /** The policy bound at the session's start. */
        policy: macp.runtime.v1.PolicyDefinition | null;
        /** Of the session. */
        participants: string[];
        /** As the Commitment says. */
        outcomePositive: boolean;
        /** The mode's state at this point of the history, as JSON. */
        modeStateJson: string;
      }
      interface EvaluateCommitmentRequestInit {
        readonly sessionId?: string | null | undefined;
        readonly messageId?: string | null | undefined;
        readonly mode?: string | null | undefined;
        readonly policy?: macp.runtime.v1.PolicyDefinitionInit | null | undefined;
        readonly participants?: readonly string[] | null | undefined;
        readonly outcomePositive?: boolean | null | undefined;
        readonly modeStateJson?: string | null | undefined;
      }
      const EvaluateCommitmentRequest: Codec<macp.internal.v1.EvaluateCommitmentRequest, macp.internal.v1.EvaluateCommitmentRequestInit>;
      /** The verdict. */
      interface EvaluateCommitmentResponse {
        /** The verdict. */
        verdict: macp.runtime.v1.PolicyVerdict | null;
      }
      interface EvaluateCommitmentResponseInit {
        readonly verdict?: macp.runtime.v1.PolicyVerdictInit | null | undefined;
      }
      const EvaluateCommitmentResponse: Codec<macp.internal.v1.EvaluateCommitmentResponse, macp.internal.v1.EvaluateCommitmentResponseInit>;
    }
  }
  namespace v1 {
    /** A named boundary of resources. */
    interface Root {
      uri: string;
      name: string;
    }
    interface RootInit {
      readonly uri?: string | null | undefined;
      readonly name?: string | null | undefined;
    }
    const Root: Codec<macp.v1.Root, macp.v1.RootInit>;
    /** How a client introduces itself. */
    interface ClientInfo {
      name: string;
      title: string;
      version: string;
      description: string;
      websiteUrl: string;
    }
    interface ClientInfoInit {
      readonly name?: string | null | undefined;
      readonly title?: string | null | undefined;
      readonly version?: string | null | undefined;
      readonly description?: string | null | undefined;
      readonly websiteUrl?: string | null | undefined;
    }
    const ClientInfo: Codec<macp.v1.ClientInfo, macp.v1.ClientInfoInit>;
    /** How the runtime introduces itself. */
    interface RuntimeInfo {
      name: string;
      title: string;
      version: string;
      description: string;
      websiteUrl: string;
    }
    interface RuntimeInfoInit {
      readonly name?: string | null | undefined;
      readonly title?: string | null | undefined;
      readonly version?: string | null | undefined;
      readonly description?: string | null | undefined;
      readonly websiteUrl?: string | null | undefined;
    }
    const RuntimeInfo: Codec<macp.v1.RuntimeInfo, macp.v1.RuntimeInfoInit>;
    /** Which session RPCs work. */
    interface SessionsCapability {
      stream: boolean;
      listSessions: boolean;
      watchSessions: boolean;
    }
    interface SessionsCapabilityInit {
      readonly stream?: boolean | null | undefined;
      readonly listSessions?: boolean | null | undefined;
      readonly watchSessions?: boolean | null | undefined;
    }
    const SessionsCapability: Codec<macp.v1.SessionsCapability, macp.v1.SessionsCapabilityInit>;
    /** Whether sessions can be cancelled. */
    interface CancellationCapability {
      cancelSession: boolean;
    }
    interface CancellationCapabilityInit {
      readonly cancelSession?: boolean | null | undefined;
    }
    const CancellationCapability: Codec<macp.v1.CancellationCapability, macp.v1.CancellationCapabilityInit>;
    /** Whether Progress envelopes are understood. */
    interface ProgressCapability {
      progress: boolean;
    }
    interface ProgressCapabilityInit {
      readonly progress?: boolean | null | undefined;
    }
    const ProgressCapability: Codec<macp.v1.ProgressCapability, macp.v1.ProgressCapabilityInit>;
    /** Whether a manifest is served. */
    interface ManifestCapability {
      getManifest: boolean;
    }
    interface ManifestCapabilityInit {
      readonly getManifest?: boolean | null | undefined;
    }
    const ManifestCapability: Codec<macp.v1.ManifestCapability, macp.v1.ManifestCapabilityInit>;
    /** Which mode-registry RPCs work. */
    interface ModeRegistryCapability {
      listModes: boolean;
      /** WatchModeRegistry reports changes. */
      listChanged: boolean;
    }
    interface ModeRegistryCapabilityInit {
      readonly listModes?: boolean | null | undefined;
      readonly listChanged?: boolean | null | undefined;
    }
    const ModeRegistryCapability: Codec<macp.v1.ModeRegistryCapability, macp.v1.ModeRegistryCapabilityInit>;
    /** Which roots RPCs work. */
    interface RootsCapability {
      listRoots: boolean;
      /** WatchRoots reports changes. */
      listChanged: boolean;
    }
    interface RootsCapabilityInit {
      readonly listRoots?: boolean | null | undefined;
      readonly listChanged?: boolean | null | undefined;
    }
    const RootsCapability: Codec<macp.v1.RootsCapability, macp.v1.RootsCapabilityInit>;
    /** Whether decision receipts are issued, and signed. */
    interface DecisionReceiptCapability {
      getDecisionReceipt: boolean;
      /** New receipts carry an EdDSA attestation. */
      signed: boolean;
    }
    interface DecisionReceiptCapabilityInit {
      readonly getDecisionReceipt?: boolean | null | undefined;
      readonly signed?: boolean | null | undefined;
    }
    const DecisionReceiptCapability: Codec<macp.v1.DecisionReceiptCapability, macp.v1.DecisionReceiptCapabilityInit>;
    /** Feature flags outside the protocol's vocabulary. */
    interface ExperimentalCapabilities {
      features: Record<string, string>;
    }
    interface ExperimentalCapabilitiesInit {
      readonly features?: Readonly<Record<string, string>> | null | undefined;
    }
    const ExperimentalCapabilities: Codec<macp.v1.ExperimentalCapabilities, macp.v1.ExperimentalCapabilitiesInit>;
    /** Feature groups, in both directions of Initialize; an absent group offers nothing. */
    interface Capabilities {
      sessions: macp.v1.SessionsCapability | null;
      cancellation: macp.v1.CancellationCapability | null;
      progress: macp.v1.ProgressCapability | null;
      manifest: macp.v1.ManifestCapability | null;
      modeRegistry: macp.v1.ModeRegistryCapability | null;
      roots: macp.v1.RootsCapability | null;
      policyRegistry: macp.v1.PolicyRegistryCapability | null;
      decisionReceipt: macp.v1.DecisionReceiptCapability | null;
      /** Numbered far from the groups, which keep growing. */
      experimental: macp.v1.ExperimentalCapabilities | null;
    }
    interface CapabilitiesInit {
      readonly sessions?: macp.v1.SessionsCapabilityInit | null | undefined;
      readonly cancellation?: macp.v1.CancellationCapabilityInit | null | undefined;
      readonly progress?: macp.v1.ProgressCapabilityInit | null | undefined;
      readonly manifest?: macp.v1.ManifestCapabilityInit | null | undefined;
      readonly modeRegistry?: macp.v1.ModeRegistryCapabilityInit | null | undefined;
      readonly roots?: macp.v1.RootsCapabilityInit | null | undefined;
      readonly policyRegistry?: macp.v1.PolicyRegistryCapabilityInit | null | undefined;
      readonly decisionReceipt?: macp.v1.DecisionReceiptCapabilityInit | null | undefined;
      readonly experimental?: macp.v1.ExperimentalCapabilitiesInit | null | undefined;
    }
    const Capabilities: Codec<macp.v1.Capabilities, macp.v1.CapabilitiesInit>;
    /** What a client offers in version negotiation. */
    interface InitializeRequest {
      /** Most preferred first; never empty. */
      supportedProtocolVersions: string[];
      clientInfo: macp.v1.ClientInfo | null;
      capabilities: macp.v1.Capabilities | null;
    }
    interface InitializeRequestInit {
      readonly supportedProtocolVersions?: readonly string[] | null | undefined;
      readonly clientInfo?: macp.v1.ClientInfoInit | null | undefined;
      readonly capabilities?: macp.v1.CapabilitiesInit | null | undefined;
    }
    const InitializeRequest: Codec<macp.v1.InitializeRequest, macp.v1.InitializeRequestInit>;
    /** What the runtime chose and supports. */
    interface InitializeResponse {
      selectedProtocolVersion: string;
      runtimeInfo: macp.v1.RuntimeInfo | null;
      capabilities: macp.v1.Capabilities | null;
      /** Ids of all registered modes, extensions included. */
      supportedModes: string[];
      instructions: string;
    }
    interface InitializeResponseInit {
      readonly selectedProtocolVersion?: string | null | undefined;
      readonly runtimeInfo?: macp.v1.RuntimeInfoInit | null | undefined;
      readonly capabilities?: macp.v1.CapabilitiesInit | null | undefined;
      readonly supportedModes?: readonly string[] | null | undefined;
      readonly instructions?: string | null | undefined;
    }
    const InitializeResponse: Codec<macp.v1.InitializeResponse, macp.v1.InitializeResponseInit>;
    /** Payload of an ambient Signal envelope. */
    interface SignalPayload {
      /** Not blank when there is a payload. */
      signalType: string;
      data: Uint8Array;
      confidence: number;
      /** A session this is about; the signal stays ambient. */
      correlationSessionId: string;
    }
    interface SignalPayloadInit {
      readonly signalType?: string | null | undefined;
      readonly data?: Uint8Array | null | undefined;
      readonly confidence?: number | null | undefined;
      readonly correlationSessionId?: string | null | undefined;
    }
    const SignalPayload: Codec<macp.v1.SignalPayload, macp.v1.SignalPayloadInit>;
    /** Payload of a Progress envelope. */
    interface ProgressPayload {
      progressToken: string;
      progress: number;
      total: number;
      message: string;
      targetMessageId: string;
    }
    interface ProgressPayloadInit {
      readonly progressToken?: string | null | undefined;
      readonly progress?: number | null | undefined;
      readonly total?: number | null | undefined;
      readonly message?: string | null | undefined;
      readonly targetMessageId?: string | null | undefined;
    }
    const ProgressPayload: Codec<macp.v1.ProgressPayload, macp.v1.ProgressPayloadInit>;
    /** Payload of SessionStart; everything in it is bound for the session's life. */
    interface SessionStartPayload {
      intent: string;
      /** Empty in Decision mode only. */
      participants: string[];
      /** Required. */
      modeVersion: string;
      /** Required. */
      configurationVersion: string;
      /** Empty means `policy.default`. */
      policyVersion: string;
      /** Above 0. */
      ttlMs: Long;
      roots: macp.v1.Root[];
      /** Kept verbatim, never interpreted. */
      contextId: string;
      /** Opaque blocks by protocol; readers see the keys only. */
      extensions: Record<string, Uint8Array>;
      /** Cap on the total time suspended; 0 takes the default of the runtime. */
      maxSuspendMs: Long;
    }
    interface SessionStartPayloadInit {
      readonly intent?: string | null | undefined;
      readonly participants?: readonly string[] | null | undefined;
      readonly modeVersion?: string | null | undefined;
      readonly configurationVersion?: string | null | undefined;
      readonly policyVersion?: string | null | undefined;
      readonly ttlMs?: Long | number | null | undefined;
      readonly roots?: readonly macp.v1.RootInit[] | null | undefined;
      readonly contextId?: string | null | undefined;
      readonly extensions?: Readonly<Record<string, Uint8Array>> | null | undefined;
      readonly maxSuspendMs?: Long | number | null | undefined;
    }
    const SessionStartPayload: Codec<macp.v1.SessionStartPayload, macp.v1.SessionStartPayloadInit>;
    /** Payload of the runtime's own record of a cancellation. */
    interface SessionCancelPayload {
      reason: string;
      cancelledBy: string;
    }
    interface SessionCancelPayloadInit {
      readonly reason?: string | null | undefined;
      readonly cancelledBy?: string | null | undefined;
    }
    const SessionCancelPayload: Codec<macp.v1.SessionCancelPayload, macp.v1.SessionCancelPayloadInit>;
    /** Payload of the runtime's own record of a suspension. */
    interface SessionSuspendPayload {
      reason: string;
      suspendedBy: string;
    }
    interface SessionSuspendPayloadInit {
      readonly reason?: string | null | undefined;
      readonly suspendedBy?: string | null | undefined;
    }
    const SessionSuspendPayload: Codec<macp.v1.SessionSuspendPayload, macp.v1.SessionSuspendPayloadInit>;
    /** Payload of the runtime's own record of a resume. */
    interface SessionResumePayload {
      reason: string;
      resumedBy: string;
      /** Lifetime that was left when the session was suspended. */
      bankedMs: Long;
    }
    interface SessionResumePayloadInit {
      readonly reason?: string | null | undefined;
      readonly resumedBy?: string | null | undefined;
      readonly bankedMs?: Long | number | null | undefined;
    }
    const SessionResumePayload: Codec<macp.v1.SessionResumePayload, macp.v1.SessionResumePayloadInit>;
    /** Names an earlier commitment by session and content. */
    interface CommitmentRef {
      sessionId: string;
      /** `sha256:` and 64 lowercase hexadecimal digits. */
      commitmentHash: string;
    }
    interface CommitmentRefInit {
      readonly sessionId?: string | null | undefined;
      readonly commitmentHash?: string | null | undefined;
    }
    const CommitmentRef: Codec<macp.v1.CommitmentRef, macp.v1.CommitmentRefInit>;
    /** Payload of Commitment, the record that ends a session; its fields are what the commitment hash covers. */
    interface CommitmentPayload {
      commitmentId: string;
      action: string;
      authorityScope: string;
      reason: string;
      /** The bound one. */
      modeVersion: string;
      /** The bound one. */
      policyVersion: string;
      /** The bound one. */
      configurationVersion: string;
      /** Agrees with `action`. */
      outcomePositive: boolean;
      /** Its presence is part of the commitment hash. */
      supersedes: macp.v1.CommitmentRef | null;
    }
    interface CommitmentPayloadInit {
      readonly commitmentId?: string | null | undefined;
      readonly action?: string | null | undefined;
      readonly authorityScope?: string | null | undefined;
      readonly reason?: string | null | undefined;
      readonly modeVersion?: string | null | undefined;
      readonly policyVersion?: string | null | undefined;
      readonly configurationVersion?: string | null | undefined;
      readonly outcomePositive?: boolean | null | undefined;
      readonly supersedes?: macp.v1.CommitmentRefInit | null | undefined;
    }
    const CommitmentPayload: Codec<macp.v1.CommitmentPayload, macp.v1.CommitmentPayloadInit>;
    /** What one participant has contributed so far. */
    interface ParticipantActivity {
      participantId: string;
      lastMessageAtUnixMs: Long;
      /** Accepted messages other than the SessionStart and those of the runtime itself. */
      messageCount: number;
    }
    interface ParticipantActivityInit {
      readonly participantId?: string | null | undefined;
      readonly lastMessageAtUnixMs?: Long | number | null | undefined;
      readonly messageCount?: number | null | undefined;
    }
    const ParticipantActivity: Codec<macp.v1.ParticipantActivity, macp.v1.ParticipantActivityInit>;
    /** A session as readers see it. */
    interface SessionMetadata {
      sessionId: string;
      mode: string;
      state: macp.v1.SessionState;
      /** Clock of the runtime at acceptance. */
      startedAtUnixMs: Long;
      /** Deadline as it stands now. */
      expiresAtUnixMs: Long;
      modeVersion: string;
      configurationVersion: string;
      /** Id of the policy in force, never empty. */
      policyVersion: string;
      participants: string[];
      participantActivity: macp.v1.ParticipantActivity[];
      /** Authenticated sender of the SessionStart. */
      initiator: string;
      contextId: string;
      /** Keys of the extensions, in no promised order. */
      extensionKeys: string[];
    }
    interface SessionMetadataInit {
      readonly sessionId?: string | null | undefined;
      readonly mode?: string | null | undefined;
      readonly state?: macp.v1.SessionState | null | undefined;
      readonly startedAtUnixMs?: Long | number | null | undefined;
      readonly expiresAtUnixMs?: Long | number | null | undefined;
      readonly modeVersion?: string | null | undefined;
      readonly configurationVersion?: string | null | undefined;
      readonly policyVersion?: string | null | undefined;
      readonly participants?: readonly string[] | null | undefined;
      readonly participantActivity?: readonly macp.v1.ParticipantActivityInit[] | null | undefined;
      readonly initiator?: string | null | undefined;
      readonly contextId?: string | null | undefined;
      readonly extensionKeys?: readonly string[] | null | undefined;
    }
    const SessionMetadata: Codec<macp.v1.SessionMetadata, macp.v1.SessionMetadataInit>;
    /** Asks for one session. */
    interface GetSessionRequest {
      sessionId: string;
    }
    interface GetSessionRequestInit {
      readonly sessionId?: string | null | undefined;
    }
    const GetSessionRequest: Codec<macp.v1.GetSessionRequest, macp.v1.GetSessionRequestInit>;
    /** Asks to cancel one session. */
    interface CancelSessionRequest {
      sessionId: string;
      reason: string;
    }
    interface CancelSessionRequestInit {
      readonly sessionId?: string | null | undefined;
      readonly reason?: string | null | undefined;
    }
    const CancelSessionRequest: Codec<macp.v1.CancelSessionRequest, macp.v1.CancelSessionRequestInit>;
    /** Asks to suspend one session. */
    interface SuspendSessionRequest {
      sessionId: string;
      reason: string;
    }
    interface SuspendSessionRequestInit {
      readonly sessionId?: string | null | undefined;
      readonly reason?: string | null | undefined;
    }
    const SuspendSessionRequest: Codec<macp.v1.SuspendSessionRequest, macp.v1.SuspendSessionRequestInit>;
    /** The verdict on a suspension. */
    interface SuspendSessionResponse {
      ack: macp.v1.Ack | null;
    }
    interface SuspendSessionResponseInit {
      readonly ack?: macp.v1.AckInit | null | undefined;
    }
    const SuspendSessionResponse: Codec<macp.v1.SuspendSessionResponse, macp.v1.SuspendSessionResponseInit>;
    /** Asks to resume one session. */
    interface ResumeSessionRequest {
      sessionId: string;
      reason: string;
    }
    interface ResumeSessionRequestInit {
      readonly sessionId?: string | null | undefined;
      readonly reason?: string | null | undefined;
    }
    const ResumeSessionRequest: Codec<macp.v1.ResumeSessionRequest, macp.v1.ResumeSessionRequestInit>;
    /** The verdict on a resume. */
    interface ResumeSessionResponse {
      ack: macp.v1.Ack | null;
    }
    interface ResumeSessionResponseInit {
      readonly ack?: macp.v1.AckInit | null | undefined;
    }
    const ResumeSessionResponse: Codec<macp.v1.ResumeSessionResponse, macp.v1.ResumeSessionResponseInit>;
    /** Asks for the manifest of an agent. */
    interface GetManifestRequest {
      /** Empty means the runtime itself. */
      agentId: string;
    }
    interface GetManifestRequestInit {
      readonly agentId?: string | null | undefined;
    }
    const GetManifestRequest: Codec<macp.v1.GetManifestRequest, macp.v1.GetManifestRequestInit>;
    /** One address an agent can be reached at. */
    interface TransportEndpoint {
      transport: string;
      uri: string;
      contentTypes: string[];
      metadata: Record<string, string>;
    }
    interface TransportEndpointInit {
      readonly transport?: string | null | undefined;
      readonly uri?: string | null | undefined;
      readonly contentTypes?: readonly string[] | null | undefined;
      readonly metadata?: Readonly<Record<string, string>> | null | undefined;
    }
    const TransportEndpoint: Codec<macp.v1.TransportEndpoint, macp.v1.TransportEndpointInit>;
    /** Discovery document of an agent or of the runtime. */
    interface AgentManifest {
      agentId: string;
      title: string;
      description: string;
      supportedModes: string[];
      inputContentTypes: string[];
      outputContentTypes: string[];
      metadata: Record<string, string>;
      transportEndpoints: macp.v1.TransportEndpoint[];
    }
    interface AgentManifestInit {
      readonly agentId?: string | null | undefined;
      readonly title?: string | null | undefined;
      readonly description?: string | null | undefined;
      readonly supportedModes?: readonly string[] | null | undefined;
      readonly inputContentTypes?: readonly string[] | null | undefined;
      readonly outputContentTypes?: readonly string[] | null | undefined;
      readonly metadata?: Readonly<Record<string, string>> | null | undefined;
      readonly transportEndpoints?: readonly macp.v1.TransportEndpointInit[] | null | undefined;
    }
    const AgentManifest: Codec<macp.v1.AgentManifest, macp.v1.AgentManifestInit>;
    /** A coordination mode as the registry describes it. */
    interface ModeDescriptor {
      mode: string;
      modeVersion: string;
      title: string;
      description: string;
      determinismClass: string;
      participantModel: string;
      messageTypes: string[];
      /** Types that end a session. */
      terminalMessageTypes: string[];
      /** Message type to schema address. */
      schemaUris: Record<string, string>;
    }
    interface ModeDescriptorInit {
      readonly mode?: string | null | undefined;
      readonly modeVersion?: string | null | undefined;
      readonly title?: string | null | undefined;
      readonly description?: string | null | undefined;
      readonly determinismClass?: string | null | undefined;
      readonly participantModel?: string | null | undefined;
      readonly messageTypes?: readonly string[] | null | undefined;
      readonly terminalMessageTypes?: readonly string[] | null | undefined;
      readonly schemaUris?: Readonly<Record<string, string>> | null | undefined;
    }
    const ModeDescriptor: Codec<macp.v1.ModeDescriptor, macp.v1.ModeDescriptorInit>;
    /** Asks for the standards-track modes. */
    interface ListModesRequest {
    }
    interface ListModesRequestInit {
    }
    const ListModesRequest: Codec<macp.v1.ListModesRequest, macp.v1.ListModesRequestInit>;
    /** The standards-track modes. */
    interface ListModesResponse {
      modes: macp.v1.ModeDescriptor[];
    }
    interface ListModesResponseInit {
      readonly modes?: readonly macp.v1.ModeDescriptorInit[] | null | undefined;
    }
    const ListModesResponse: Codec<macp.v1.ListModesResponse, macp.v1.ListModesResponseInit>;
    /** Asks for the known roots. */
    interface ListRootsRequest {
    }
    interface ListRootsRequestInit {
    }
    const ListRootsRequest: Codec<macp.v1.ListRootsRequest, macp.v1.ListRootsRequestInit>;
    /** The known roots. */
    interface ListRootsResponse {
      roots: macp.v1.Root[];
    }
    interface ListRootsResponseInit {
      readonly roots?: readonly macp.v1.RootInit[] | null | undefined;
    }
    const ListRootsResponse: Codec<macp.v1.ListRootsResponse, macp.v1.ListRootsResponseInit>;
    /** Subscribes to changes of the mode registry. */
    interface WatchModeRegistryRequest {
    }
    interface WatchModeRegistryRequestInit {
    }
    const WatchModeRegistryRequest: Codec<macp.v1.WatchModeRegistryRequest, macp.v1.WatchModeRegistryRequestInit>;
    /** Subscribes to changes of the roots. */
    interface WatchRootsRequest {
    }
    interface WatchRootsRequestInit {
    }
    const WatchRootsRequest: Codec<macp.v1.WatchRootsRequest, macp.v1.WatchRootsRequestInit>;
    /** A hint that a registry is worth reading again. */
    interface RegistryChanged {
      /** Which registry. */
      registry: string;
      observedAtUnixMs: Long;
    }
    interface RegistryChangedInit {
      readonly registry?: string | null | undefined;
      readonly observedAtUnixMs?: Long | number | null | undefined;
    }
    const RegistryChanged: Codec<macp.v1.RegistryChanged, macp.v1.RegistryChangedInit>;
    /** A hint that the roots are worth reading again. */
    interface RootsChanged {
      observedAtUnixMs: Long;
    }
    interface RootsChangedInit {
      readonly observedAtUnixMs?: Long | number | null | undefined;
    }
    const RootsChanged: Codec<macp.v1.RootsChanged, macp.v1.RootsChangedInit>;
    /** Submits one envelope. */
    interface SendRequest {
      envelope: macp.v1.Envelope | null;
    }
    interface SendRequestInit {
      readonly envelope?: macp.v1.EnvelopeInit | null | undefined;
    }
    const SendRequest: Codec<macp.v1.SendRequest, macp.v1.SendRequestInit>;
    /** The verdict on the submitted envelope. */
    interface SendResponse {
      ack: macp.v1.Ack | null;
    }
    interface SendResponseInit {
      readonly ack?: macp.v1.AckInit | null | undefined;
    }
    const SendResponse: Codec<macp.v1.SendResponse, macp.v1.SendResponseInit>;
    /** A client's frame: an envelope to submit or a session to follow, never both. */
    interface StreamSessionRequest {
      envelope: macp.v1.Envelope | null;
      subscribeSessionId: string;
      /** Ordinal after which to resume; 0 takes the whole history. */
      afterSequence: Long;
    }
    interface StreamSessionRequestInit {
      readonly envelope?: macp.v1.EnvelopeInit | null | undefined;
      readonly subscribeSessionId?: string | null | undefined;
      readonly afterSequence?: Long | number | null | undefined;
    }
    const StreamSessionRequest: Codec<macp.v1.StreamSessionRequest, macp.v1.StreamSessionRequestInit>;
    /** A server's frame: an accepted envelope, or a refusal that leaves the stream open. */
    interface StreamSessionResponse {
      envelope: macp.v1.Envelope | null;
      error: macp.v1.MACPError | null;
      /** Name of the member that is present. */
      readonly response: 'envelope' | 'error' | undefined;
    }
    interface StreamSessionResponseInit {
      readonly envelope?: macp.v1.EnvelopeInit | null | undefined;
      readonly error?: macp.v1.MACPErrorInit | null | undefined;
    }
    const StreamSessionResponse: Codec<macp.v1.StreamSessionResponse, macp.v1.StreamSessionResponseInit>;
    /** The session asked for. */
    interface GetSessionResponse {
      metadata: macp.v1.SessionMetadata | null;
    }
    interface GetSessionResponseInit {
      readonly metadata?: macp.v1.SessionMetadataInit | null | undefined;
    }
    const GetSessionResponse: Codec<macp.v1.GetSessionResponse, macp.v1.GetSessionResponseInit>;
    /** The verdict on a cancellation. */
    interface CancelSessionResponse {
      ack: macp.v1.Ack | null;
    }
    interface CancelSessionResponseInit {
      readonly ack?: macp.v1.AckInit | null | undefined;
    }
    const CancelSessionResponse: Codec<macp.v1.CancelSessionResponse, macp.v1.CancelSessionResponseInit>;
    /** The manifest asked for. */
    interface GetManifestResponse {
      manifest: macp.v1.AgentManifest | null;
    }
    interface GetManifestResponseInit {
      readonly manifest?: macp.v1.AgentManifestInit | null | undefined;
    }
    const GetManifestResponse: Codec<macp.v1.GetManifestResponse, macp.v1.GetManifestResponseInit>;
    /** One notice about the mode registry. */
    interface WatchModeRegistryResponse {
      change: macp.v1.RegistryChanged | null;
    }
    interface WatchModeRegistryResponseInit {
      readonly change?: macp.v1.RegistryChangedInit | null | undefined;
    }
    const WatchModeRegistryResponse: Codec<macp.v1.WatchModeRegistryResponse, macp.v1.WatchModeRegistryResponseInit>;
    /** One notice about the roots. */
    interface WatchRootsResponse {
      change: macp.v1.RootsChanged | null;
    }
    interface WatchRootsResponseInit {
      readonly change?: macp.v1.RootsChangedInit | null | undefined;
    }
    const WatchRootsResponse: Codec<macp.v1.WatchRootsResponse, macp.v1.WatchRootsResponseInit>;
    /** Asks for the extension modes. */
    interface ListExtModesRequest {
    }
    interface ListExtModesRequestInit {
    }
    const ListExtModesRequest: Codec<macp.v1.ListExtModesRequest, macp.v1.ListExtModesRequestInit>;
    /** The extension modes, built in and registered. */
    interface ListExtModesResponse {
      modes: macp.v1.ModeDescriptor[];
    }
    interface ListExtModesResponseInit {
      readonly modes?: readonly macp.v1.ModeDescriptorInit[] | null | undefined;
    }
    const ListExtModesResponse: Codec<macp.v1.ListExtModesResponse, macp.v1.ListExtModesResponseInit>;
    /** Asks to add an extension mode. */
    interface RegisterExtModeRequest {
      /** Required. */
      modeDescriptor: macp.v1.ModeDescriptor | null;
    }
    interface RegisterExtModeRequestInit {
      readonly modeDescriptor?: macp.v1.ModeDescriptorInit | null | undefined;
    }
    const RegisterExtModeRequest: Codec<macp.v1.RegisterExtModeRequest, macp.v1.RegisterExtModeRequestInit>;
    /** Whether the mode was added. */
    interface RegisterExtModeResponse {
      ok: boolean;
      error: string;
    }
    interface RegisterExtModeResponseInit {
      readonly ok?: boolean | null | undefined;
      readonly error?: string | null | undefined;
    }
    const RegisterExtModeResponse: Codec<macp.v1.RegisterExtModeResponse, macp.v1.RegisterExtModeResponseInit>;
    /** Asks to remove an extension mode. */
    interface UnregisterExtModeRequest {
      mode: string;
    }
    interface UnregisterExtModeRequestInit {
      readonly mode?: string | null | undefined;
    }
    const UnregisterExtModeRequest: Codec<macp.v1.UnregisterExtModeRequest, macp.v1.UnregisterExtModeRequestInit>;
    /** Whether the mode was removed. */
    interface UnregisterExtModeResponse {
      ok: boolean;
      error: string;
    }
    interface UnregisterExtModeResponseInit {
      readonly ok?: boolean | null | undefined;
      readonly error?: string | null | undefined;
    }
    const UnregisterExtModeResponse: Codec<macp.v1.UnregisterExtModeResponse, macp.v1.UnregisterExtModeResponseInit>;
    /** Asks to make an extension mode a standards-track one. */
    interface PromoteModeRequest {
      mode: string;
      /** Empty keeps the present id. */
      promotedModeName: string;
    }
    interface PromoteModeRequestInit {
      readonly mode?: string | null | undefined;
      readonly promotedModeName?: string | null | undefined;
    }
    const PromoteModeRequest: Codec<macp.v1.PromoteModeRequest, macp.v1.PromoteModeRequestInit>;
    /** Whether the mode was promoted. */
    interface PromoteModeResponse {
      ok: boolean;
      error: string;
      /** The id after promotion. */
      mode: string;
    }
    interface PromoteModeResponseInit {
      readonly ok?: boolean | null | undefined;
      readonly error?: string | null | undefined;
      readonly mode?: string | null | undefined;
    }
    const PromoteModeResponse: Codec<macp.v1.PromoteModeResponse, macp.v1.PromoteModeResponseInit>;
    /** Subscribes to the ambient plane. */
    interface WatchSignalsRequest {
    }
    interface WatchSignalsRequestInit {
    }
    const WatchSignalsRequest: Codec<macp.v1.WatchSignalsRequest, macp.v1.WatchSignalsRequestInit>;
    /** One ambient envelope. */
    interface WatchSignalsResponse {
      envelope: macp.v1.Envelope | null;
      /** The sender comes from a verified credential. */
      senderAuthenticated: boolean;
    }
    interface WatchSignalsResponseInit {
      readonly envelope?: macp.v1.EnvelopeInit | null | undefined;
      readonly senderAuthenticated?: boolean | null | undefined;
    }
    const WatchSignalsResponse: Codec<macp.v1.WatchSignalsResponse, macp.v1.WatchSignalsResponseInit>;
    /** Asks for one page of sessions, in ascending byte order of their ids. */
    interface ListSessionsRequest {
      /** 0 takes the default; negative is refused; the cap clamps silently. */
      pageSize: number;
      /** Empty starts over. */
      pageToken: string;
    }
    interface ListSessionsRequestInit {
      readonly pageSize?: number | null | undefined;
      readonly pageToken?: string | null | undefined;
    }
    const ListSessionsRequest: Codec<macp.v1.ListSessionsRequest, macp.v1.ListSessionsRequestInit>;
    /** One page of sessions. */
    interface ListSessionsResponse {
      sessions: macp.v1.SessionMetadata[];
      /** Empty when nothing is left. */
      nextPageToken: string;
    }
    interface ListSessionsResponseInit {
      readonly sessions?: readonly macp.v1.SessionMetadataInit[] | null | undefined;
      readonly nextPageToken?: string | null | undefined;
    }
    const ListSessionsResponse: Codec<macp.v1.ListSessionsResponse, macp.v1.ListSessionsResponseInit>;
    /** Subscribes to session lifecycles. */
    interface WatchSessionsRequest {
    }
    interface WatchSessionsRequestInit {
    }
    const WatchSessionsRequest: Codec<macp.v1.WatchSessionsRequest, macp.v1.WatchSessionsRequestInit>;
    /** One transition of one session. */
    interface SessionLifecycleEvent {
      eventType: macp.v1.SessionLifecycleEvent.EventType;
      /** May be absent when the session has left memory. */
      session: macp.v1.SessionMetadata | null;
      /** The session's start for events of the first synchronisation. */
      observedAtUnixMs: Long;
    }
    interface SessionLifecycleEventInit {
      readonly eventType?: macp.v1.SessionLifecycleEvent.EventType | null | undefined;
      readonly session?: macp.v1.SessionMetadataInit | null | undefined;
      readonly observedAtUnixMs?: Long | number | null | undefined;
    }
    const SessionLifecycleEvent: Codec<macp.v1.SessionLifecycleEvent, macp.v1.SessionLifecycleEventInit> & { readonly EventType: {"EVENT_TYPE_UNSPECIFIED":0,"EVENT_TYPE_CREATED":1,"EVENT_TYPE_RESOLVED":2,"EVENT_TYPE_EXPIRED":3,"EVENT_TYPE_SUSPENDED":4,"EVENT_TYPE_RESUMED":5,"EVENT_TYPE_CANCELLED":6} };
    namespace SessionLifecycleEvent {
      /** What happened to a session. */
      type EventType = 0 | 1 | 2 | 3 | 4 | 5 | 6;
    }
    /** One lifecycle notice. */
    interface WatchSessionsResponse {
      event: macp.v1.SessionLifecycleEvent | null;
    }
    interface WatchSessionsResponseInit {
      readonly event?: macp.v1.SessionLifecycleEventInit | null | undefined;
    }
    const WatchSessionsResponse: Codec<macp.v1.WatchSessionsResponse, macp.v1.WatchSessionsResponseInit>;
    /** Asks for the receipt of a resolved session. */
    interface GetDecisionReceiptRequest {
      sessionId: string;
    }
    interface GetDecisionReceiptRequestInit {
      readonly sessionId?: string | null | undefined;
    }
    const GetDecisionReceiptRequest: Codec<macp.v1.GetDecisionReceiptRequest, macp.v1.GetDecisionReceiptRequestInit>;
    /** The receipt asked for. */
    interface GetDecisionReceiptResponse {
      /** The same bytes at every call. */
      receiptJson: string;
    }
    interface GetDecisionReceiptResponseInit {
      readonly receiptJson?: string | null | undefined;
    }
    const GetDecisionReceiptResponse: Codec<macp.v1.GetDecisionReceiptResponse, macp.v1.GetDecisionReceiptResponseInit>;
    /** Asks for the keys that receipts verify with. */
    interface GetReceiptKeysRequest {
    }
    interface GetReceiptKeysRequestInit {
    }
    const GetReceiptKeysRequest: Codec<macp.v1.GetReceiptKeysRequest, macp.v1.GetReceiptKeysRequestInit>;
    /** The keys that receipts verify with. */
    interface GetReceiptKeysResponse {
      /** A JWK Set. */
      jwksJson: string;
    }
    interface GetReceiptKeysResponseInit {
      readonly jwksJson?: string | null | undefined;
    }
    const GetReceiptKeysResponse: Codec<macp.v1.GetReceiptKeysResponse, macp.v1.GetReceiptKeysResponseInit>;
    /** Lifecycle state of a session. */
    enum SessionState {
      /** Unknown or not applicable. */
      SESSION_STATE_UNSPECIFIED = 0,
      /** Accepts messages. */
      SESSION_STATE_OPEN = 1,
      /** Ended by a Commitment. */
      SESSION_STATE_RESOLVED = 2,
      /** Ended by its deadline or by a suspension cap. */
      SESSION_STATE_EXPIRED = 3,
      /** Paused. */
      SESSION_STATE_SUSPENDED = 4,
      /** Ended by a caller. */
      SESSION_STATE_CANCELLED = 5,
    }
    /** The unit that agents and the runtime exchange: routing fields plus one typed payload (RFC-MACP-0001). */
    interface Envelope {
      /** Always `1.0`. */
      macpVersion: string;
      /** Empty on the ambient plane only. */
      mode: string;
      /** Selects, with the mode, the payload message. */
      messageType: string;
      /** Chosen by the sender; unique within the session, so that a retry is recognised. */
      messageId: string;
      /** Empty on the ambient plane only. */
      sessionId: string;
      /** Empty or the authenticated identity; the runtime always stores the latter. */
      sender: string;
      /** The client's clock, any value; a SessionStart's anchors the deadline. */
      timestampUnixMs: Long;
      /** Protobuf bytes of the payload message. */
      payload: Uint8Array;
    }
    interface EnvelopeInit {
      readonly macpVersion?: string | null | undefined;
      readonly mode?: string | null | undefined;
      readonly messageType?: string | null | undefined;
      readonly messageId?: string | null | undefined;
      readonly sessionId?: string | null | undefined;
      readonly sender?: string | null | undefined;
      readonly timestampUnixMs?: Long | number | null | undefined;
      readonly payload?: Uint8Array | null | undefined;
    }
    const Envelope: Codec<macp.v1.Envelope, macp.v1.EnvelopeInit>;
    /** A refusal in machine-readable form, as Acks, stream frames and HTTP bodies carry it. */
    interface MACPError {
      /** A code of the error registry. */
      code: string;
      /** For people; not contractual. */
      message: string;
      sessionId: string;
      messageId: string;
      /** UTF-8 JSON where the code defines any, else empty. */
      details: Uint8Array;
    }
    interface MACPErrorInit {
      readonly code?: string | null | undefined;
      readonly message?: string | null | undefined;
      readonly sessionId?: string | null | undefined;
      readonly messageId?: string | null | undefined;
      readonly details?: Uint8Array | null | undefined;
    }
    const MACPError: Codec<macp.v1.MACPError, macp.v1.MACPErrorInit>;
    /** The verdict on one envelope or one control call. */
    interface Ack {
      /** Accepted, now or before. */
      ok: boolean;
      /** Accepted before; nothing was applied again. */
      duplicate: boolean;
      messageId: string;
      sessionId: string;
      /** Clock of the runtime when it built this Ack. */
      acceptedAtUnixMs: Long;
      /** State afterwards; unspecified on a refusal. */
      sessionState: macp.v1.SessionState;
      /** Present exactly when `ok` is false. */
      error: macp.v1.MACPError | null;
    }
    interface AckInit {
      readonly ok?: boolean | null | undefined;
      readonly duplicate?: boolean | null | undefined;
      readonly messageId?: string | null | undefined;
      readonly sessionId?: string | null | undefined;
      readonly acceptedAtUnixMs?: Long | number | null | undefined;
      readonly sessionState?: macp.v1.SessionState | null | undefined;
      readonly error?: macp.v1.MACPErrorInit | null | undefined;
    }
    const Ack: Codec<macp.v1.Ack, macp.v1.AckInit>;
    /** A governance policy as the registry holds it (RFC-MACP-0012). */
    interface PolicyDescriptor {
      policyId: string;
      /** A mode id, or `*` for every mode. */
      mode: string;
      description: string;
      /** A JSON object. */
      rules: string;
      /** The rule schema this policy is always judged by: 1, 2 or 3. */
      schemaVersion: number;
      /** Set by the runtime, ignored from clients. */
      registeredAtUnixMs: Long;
    }
    interface PolicyDescriptorInit {
      readonly policyId?: string | null | undefined;
      readonly mode?: string | null | undefined;
      readonly description?: string | null | undefined;
      readonly rules?: string | null | undefined;
      readonly schemaVersion?: number | null | undefined;
      readonly registeredAtUnixMs?: Long | number | null | undefined;
    }
    const PolicyDescriptor: Codec<macp.v1.PolicyDescriptor, macp.v1.PolicyDescriptorInit>;
    /** Which policy RPCs work. */
    interface PolicyRegistryCapability {
      registerPolicy: boolean;
      listPolicies: boolean;
      listChanged: boolean;
      /** Vendor rule keys that are admitted, sorted. */
      ruleExtensions: string[];
      whatIfReplay: boolean;
    }
    interface PolicyRegistryCapabilityInit {
      readonly registerPolicy?: boolean | null | undefined;
      readonly listPolicies?: boolean | null | undefined;
      readonly listChanged?: boolean | null | undefined;
      readonly ruleExtensions?: readonly string[] | null | undefined;
      readonly whatIfReplay?: boolean | null | undefined;
    }
    const PolicyRegistryCapability: Codec<macp.v1.PolicyRegistryCapability, macp.v1.PolicyRegistryCapabilityInit>;
    /** Asks to admit a policy. */
    interface RegisterPolicyRequest {
      /** Required. */
      policyDescriptor: macp.v1.PolicyDescriptor | null;
    }
    interface RegisterPolicyRequestInit {
      readonly policyDescriptor?: macp.v1.PolicyDescriptorInit | null | undefined;
    }
    const RegisterPolicyRequest: Codec<macp.v1.RegisterPolicyRequest, macp.v1.RegisterPolicyRequestInit>;
    /** Whether the policy was admitted. */
    interface RegisterPolicyResponse {
      ok: boolean;
      error: string;
    }
    interface RegisterPolicyResponseInit {
      readonly ok?: boolean | null | undefined;
      readonly error?: string | null | undefined;
    }
    const RegisterPolicyResponse: Codec<macp.v1.RegisterPolicyResponse, macp.v1.RegisterPolicyResponseInit>;
    /** Asks to remove a policy. */
    interface UnregisterPolicyRequest {
      policyId: string;
    }
    interface UnregisterPolicyRequestInit {
      readonly policyId?: string | null | undefined;
    }
    const UnregisterPolicyRequest: Codec<macp.v1.UnregisterPolicyRequest, macp.v1.UnregisterPolicyRequestInit>;
    /** Whether the policy was removed. */
    interface UnregisterPolicyResponse {
      ok: boolean;
      error: string;
    }
    interface UnregisterPolicyResponseInit {
      readonly ok?: boolean | null | undefined;
      readonly error?: string | null | undefined;
    }
    const UnregisterPolicyResponse: Codec<macp.v1.UnregisterPolicyResponse, macp.v1.UnregisterPolicyResponseInit>;
    /** Asks for one policy. */
    interface GetPolicyRequest {
      policyId: string;
    }
    interface GetPolicyRequestInit {
      readonly policyId?: string | null | undefined;
    }
    const GetPolicyRequest: Codec<macp.v1.GetPolicyRequest, macp.v1.GetPolicyRequestInit>;
    /** The policy asked for. */
    interface GetPolicyResponse {
      policyDescriptor: macp.v1.PolicyDescriptor | null;
    }
    interface GetPolicyResponseInit {
      readonly policyDescriptor?: macp.v1.PolicyDescriptorInit | null | undefined;
    }
    const GetPolicyResponse: Codec<macp.v1.GetPolicyResponse, macp.v1.GetPolicyResponseInit>;
    /** Asks for the registered policies. */
    interface ListPoliciesRequest {
      /** Empty lists all. */
      mode: string;
    }
    interface ListPoliciesRequestInit {
      readonly mode?: string | null | undefined;
    }
    const ListPoliciesRequest: Codec<macp.v1.ListPoliciesRequest, macp.v1.ListPoliciesRequestInit>;
    /** The registered policies. */
    interface ListPoliciesResponse {
      descriptors: macp.v1.PolicyDescriptor[];
    }
    interface ListPoliciesResponseInit {
      readonly descriptors?: readonly macp.v1.PolicyDescriptorInit[] | null | undefined;
    }
    const ListPoliciesResponse: Codec<macp.v1.ListPoliciesResponse, macp.v1.ListPoliciesResponseInit>;
    /** Subscribes to the policy registry. */
    interface WatchPoliciesRequest {
    }
    interface WatchPoliciesRequestInit {
    }
    const WatchPoliciesRequest: Codec<macp.v1.WatchPoliciesRequest, macp.v1.WatchPoliciesRequestInit>;
    /** The whole registry, at connect and after every change. */
    interface WatchPoliciesResponse {
      descriptors: macp.v1.PolicyDescriptor[];
      observedAtUnixMs: Long;
    }
    interface WatchPoliciesResponseInit {
      readonly descriptors?: readonly macp.v1.PolicyDescriptorInit[] | null | undefined;
      readonly observedAtUnixMs?: Long | number | null | undefined;
    }
    const WatchPoliciesResponse: Codec<macp.v1.WatchPoliciesResponse, macp.v1.WatchPoliciesResponseInit>;
    /** Asks how a session's history would have gone under another policy; changes nothing. */
    interface WhatIfReplayRequest {
      sessionId: string;
      /** Required; its mode is the session's or `*`. */
      candidate: macp.v1.PolicyDescriptor | null;
    }
    interface WhatIfReplayRequestInit {
      readonly sessionId?: string | null | undefined;
      readonly candidate?: macp.v1.PolicyDescriptorInit | null | undefined;
    }
    const WhatIfReplayRequest: Codec<macp.v1.WhatIfReplayRequest, macp.v1.WhatIfReplayRequestInit>;
    /** What became of one entry of the history in one of the two replays. */
    interface WhatIfEntryOutcome {
      kind: macp.v1.WhatIfEntryOutcome.Kind;
      state: macp.v1.SessionState;
      /** Only for a refused entry. */
      errorCode: string;
      /** As in MACPError, only for POLICY_DENIED. */
      details: Uint8Array;
    }
    interface WhatIfEntryOutcomeInit {
      readonly kind?: macp.v1.WhatIfEntryOutcome.Kind | null | undefined;
      readonly state?: macp.v1.SessionState | null | undefined;
      readonly errorCode?: string | null | undefined;
      readonly details?: Uint8Array | null | undefined;
    }
    const WhatIfEntryOutcome: Codec<macp.v1.WhatIfEntryOutcome, macp.v1.WhatIfEntryOutcomeInit> & { readonly Kind: {"KIND_UNSPECIFIED":0,"KIND_APPLIED":1,"KIND_NOT_OPEN":2,"KIND_REFUSED":3,"KIND_NO_SESSION":4} };
    namespace WhatIfEntryOutcome {
      /** How a replay treated an entry. */
      type Kind = 0 | 1 | 2 | 3 | 4;
    }
    /** One entry of the history, under both policies. */
    interface WhatIfEntry {
      /** From 0, the SessionStart: one less than the ordinal. */
      historyIndex: Long;
      messageId: string;
      messageType: string;
      recorded: macp.v1.WhatIfEntryOutcome | null;
      candidate: macp.v1.WhatIfEntryOutcome | null;
    }
    interface WhatIfEntryInit {
      readonly historyIndex?: Long | number | null | undefined;
      readonly messageId?: string | null | undefined;
      readonly messageType?: string | null | undefined;
      readonly recorded?: macp.v1.WhatIfEntryOutcomeInit | null | undefined;
      readonly candidate?: macp.v1.WhatIfEntryOutcomeInit | null | undefined;
    }
    const WhatIfEntry: Codec<macp.v1.WhatIfEntry, macp.v1.WhatIfEntryInit>;
    /** How one of the two replays ended. */
    interface WhatIfOutcome {
      /** Unspecified when no session came to exist. */
      state: macp.v1.SessionState;
      /** Payload of the resolving Commitment, or empty. */
      resolution: Uint8Array;
      resolvedByHistoryIndex: Long;
      resolvedByMessageId: string;
      resolvedByMessageType: string;
    }
    interface WhatIfOutcomeInit {
      readonly state?: macp.v1.SessionState | null | undefined;
      readonly resolution?: Uint8Array | null | undefined;
      readonly resolvedByHistoryIndex?: Long | number | null | undefined;
      readonly resolvedByMessageId?: string | null | undefined;
      readonly resolvedByMessageType?: string | null | undefined;
    }
    const WhatIfOutcome: Codec<macp.v1.WhatIfOutcome, macp.v1.WhatIfOutcomeInit>;
    /** One denial by the candidate policy. */
    interface WhatIfDenial {
      historyIndex: Long;
      messageId: string;
      /** As in MACPError. */
      details: Uint8Array;
    }
    interface WhatIfDenialInit {
      readonly historyIndex?: Long | number | null | undefined;
      readonly messageId?: string | null | undefined;
      readonly details?: Uint8Array | null | undefined;
    }
    const WhatIfDenial: Codec<macp.v1.WhatIfDenial, macp.v1.WhatIfDenialInit>;
    /** The two replays side by side. */
    interface WhatIfReplayResponse {
      candidatePolicyId: string;
      recordedPolicyId: string;
      recorded: macp.v1.WhatIfOutcome | null;
      candidate: macp.v1.WhatIfOutcome | null;
      /** Index of the first entry the policies treat differently; absent when there is none. */
      firstDivergence: Long | null;
      denials: macp.v1.WhatIfDenial[];
      entries: macp.v1.WhatIfEntry[];
    }
    interface WhatIfReplayResponseInit {
      readonly candidatePolicyId?: string | null | undefined;
      readonly recordedPolicyId?: string | null | undefined;
      readonly recorded?: macp.v1.WhatIfOutcomeInit | null | undefined;
      readonly candidate?: macp.v1.WhatIfOutcomeInit | null | undefined;
      readonly firstDivergence?: Long | number | null | undefined;
      readonly denials?: readonly macp.v1.WhatIfDenialInit[] | null | undefined;
      readonly entries?: readonly macp.v1.WhatIfEntryInit[] | null | undefined;
    }
    const WhatIfReplayResponse: Codec<macp.v1.WhatIfReplayResponse, macp.v1.WhatIfReplayResponseInit>;
  }
  namespace runtime {
    namespace v1 {
      /** Opens an epoch: from here on only its owner's batches of this partition count. */
      interface ClaimRecord {
        /** Id of the epoch, never used twice. */
        epoch: string;
        /** The process that claims the partition. */
        owner: string;
        /** Generation of the group assignment the claim rests on. */
        generation: Long;
        /** Number of partitions sessions are spread over; a claim with another number than the log's is refused. */
        partitions: number;
        /** Identity of the fact log. */
        logId: string;
        /** Identity of the command log. */
        commandLogId: string;
        /** Last epoch whose batches count; empty when there is none. */
        lastValidEpoch: string;
        /** Sequence of the last batch of that epoch that counts. */
        lastValidSeq: Long;
        /** Log offset of that batch; -1 when there is none. */
        lastValidOffset: Long;
        /** Wall clock of the claim. */
        claimedAtMs: Long;
      }
      interface ClaimRecordInit {
        readonly epoch?: string | null | undefined;
        readonly owner?: string | null | undefined;
        readonly generation?: Long | number | null | undefined;
        readonly partitions?: number | null | undefined;
        readonly logId?: string | null | undefined;
        readonly commandLogId?: string | null | undefined;
        readonly lastValidEpoch?: string | null | undefined;
        readonly lastValidSeq?: Long | number | null | undefined;
        readonly lastValidOffset?: Long | number | null | undefined;
        readonly claimedAtMs?: Long | number | null | undefined;
      }
      const ClaimRecord: Codec<macp.runtime.v1.ClaimRecord, macp.runtime.v1.ClaimRecordInit>;
      /** What one decision round made durable, as one record: facts, outcomes and read position stand or fall together. */
      interface BatchRecord {
        /** Epoch of the writer; a batch of a superseded epoch is ignored. */
        epoch: string;
        /** From 1, one more for each batch of the epoch. */
        seq: Long;
        /** Command offset up to which everything is decided, `parked` excepted; -1 when nothing is. */
        decidedUpTo: Long;
        /** Command offsets at or below `decided_up_to` that are still undecided, ascending. */
        parked: Long[];
        /** Wall clock when the batch was formed; never runs backwards within a partition. */
        recordedAtMs: Long;
        /** Answers to commands of this batch, so that a repeated command gets the answer of the first. */
        outcomes: macp.runtime.v1.RecordedOutcome[];
        /** Encoded SessionFact or RegistryFact, by the log they are in, in order of decision. */
        facts: Uint8Array[];
      }
      interface BatchRecordInit {
        readonly epoch?: string | null | undefined;
        readonly seq?: Long | number | null | undefined;
        readonly decidedUpTo?: Long | number | null | undefined;
        readonly parked?: readonly (Long | number)[] | null | undefined;
        readonly recordedAtMs?: Long | number | null | undefined;
        readonly outcomes?: readonly macp.runtime.v1.RecordedOutcomeInit[] | null | undefined;
        readonly facts?: readonly Uint8Array[] | null | undefined;
      }
      const BatchRecord: Codec<macp.runtime.v1.BatchRecord, macp.runtime.v1.BatchRecordInit>;
      /** The answer a command got, kept until nobody can ask again. */
      interface RecordedOutcome {
        /** Id the requester gave the command. */
        correlationId: string;
        /** Offset of the command in the command log. */
        commandOffset: Long;
        /** Wall clock after which the outcome may be forgotten. */
        expiresAtMs: Long;
        /** Encoded SessionOutcome or RegistryOutcome, by the log it is in. */
        outcome: Uint8Array;
      }
      interface RecordedOutcomeInit {
        readonly correlationId?: string | null | undefined;
        readonly commandOffset?: Long | number | null | undefined;
        readonly expiresAtMs?: Long | number | null | undefined;
        readonly outcome?: Uint8Array | null | undefined;
      }
      const RecordedOutcome: Codec<macp.runtime.v1.RecordedOutcome, macp.runtime.v1.RecordedOutcomeInit>;
      /** A point from which a partition can be rebuilt without reading what came before it. */
      interface CheckpointRecord {
        /** Log offset of the last record the checkpoint covers. */
        offset: Long;
        /** Epoch of that record. */
        epoch: string;
        /** Sequence of that record within its epoch. */
        seq: Long;
        /** As in BatchRecord. */
        decidedUpTo: Long;
        /** As in BatchRecord. */
        parked: Long[];
        /** As in BatchRecord. */
        recordedAtMs: Long;
        /** Hash of the partition's state here: a rebuild that does not reach it is refused. */
        stateHash: Uint8Array;
        /** Identity of the fact log. */
        logId: string;
        /** Identity of the command log. */
        commandLogId: string;
        /** Number of partitions sessions are spread over. */
        partitions: number;
        /** Outcomes that may still be asked for. */
        outcomes: macp.runtime.v1.RecordedOutcome[];
      }
      interface CheckpointRecordInit {
        readonly offset?: Long | number | null | undefined;
        readonly epoch?: string | null | undefined;
        readonly seq?: Long | number | null | undefined;
        readonly decidedUpTo?: Long | number | null | undefined;
        readonly parked?: readonly (Long | number)[] | null | undefined;
        readonly recordedAtMs?: Long | number | null | undefined;
        readonly stateHash?: Uint8Array | null | undefined;
        readonly logId?: string | null | undefined;
        readonly commandLogId?: string | null | undefined;
        readonly partitions?: number | null | undefined;
        readonly outcomes?: readonly macp.runtime.v1.RecordedOutcomeInit[] | null | undefined;
      }
      const CheckpointRecord: Codec<macp.runtime.v1.CheckpointRecord, macp.runtime.v1.CheckpointRecordInit>;
      /** One thing that happened to one session; exactly one member of `fact` is present. */
      interface SessionFact {
        /** The session it happened to. */
        sessionId: string;
        started: macp.runtime.v1.SessionStarted | null;
        accepted: macp.runtime.v1.EnvelopeAccepted | null;
        expired: macp.runtime.v1.SessionExpired | null;
        cancelled: macp.runtime.v1.SessionCancelled | null;
        suspended: macp.runtime.v1.SessionSuspended | null;
        resumed: macp.runtime.v1.SessionResumed | null;
        /** Name of the member that is present. */
        readonly fact: 'started' | 'accepted' | 'expired' | 'cancelled' | 'suspended' | 'resumed' | undefined;
      }
      interface SessionFactInit {
        readonly sessionId?: string | null | undefined;
        readonly started?: macp.runtime.v1.SessionStartedInit | null | undefined;
        readonly accepted?: macp.runtime.v1.EnvelopeAcceptedInit | null | undefined;
        readonly expired?: macp.runtime.v1.SessionExpiredInit | null | undefined;
        readonly cancelled?: macp.runtime.v1.SessionCancelledInit | null | undefined;
        readonly suspended?: macp.runtime.v1.SessionSuspendedInit | null | undefined;
        readonly resumed?: macp.runtime.v1.SessionResumedInit | null | undefined;
      }
      const SessionFact: Codec<macp.runtime.v1.SessionFact, macp.runtime.v1.SessionFactInit>;
      /** The session came to exist. Everything its later course depends on is here, so that replay asks nobody. */
      interface SessionStarted {
        /** As accepted: authenticated sender, timestamp never 0. */
        envelope: macp.v1.Envelope | null;
        /** Always 1. */
        ordinal: Long;
        /** Acceptance clock. */
        acceptedAtMs: Long;
        /** Acceptance rules the session lives under for good. */
        semanticsRevision: number;
        /** The whole definition, frozen. */
        policy: macp.runtime.v1.PolicyDefinition | null;
        /** Resolved cap on the total time suspended. */
        maxSuspendMs: Long;
        /** The bound mode version. */
        modeVersion: string;
        /** First deadline. */
        expiresAtMs: Long;
        /** Set exactly when the mode is a registered extension. */
        extension: macp.runtime.v1.BoundExtension | null;
      }
      interface SessionStartedInit {
        readonly envelope?: macp.v1.EnvelopeInit | null | undefined;
        readonly ordinal?: Long | number | null | undefined;
        readonly acceptedAtMs?: Long | number | null | undefined;
        readonly semanticsRevision?: number | null | undefined;
        readonly policy?: macp.runtime.v1.PolicyDefinitionInit | null | undefined;
        readonly maxSuspendMs?: Long | number | null | undefined;
        readonly modeVersion?: string | null | undefined;
        readonly expiresAtMs?: Long | number | null | undefined;
        readonly extension?: macp.runtime.v1.BoundExtensionInit | null | undefined;
      }
      const SessionStarted: Codec<macp.runtime.v1.SessionStarted, macp.runtime.v1.SessionStartedInit>;
      /** What a session in a registered extension mode keeps of the mode's descriptor, whatever the registry says later. */
      interface BoundExtension {
        /** Message types as registered. */
        messageTypes: string[];
      }
      interface BoundExtensionInit {
        readonly messageTypes?: readonly string[] | null | undefined;
      }
      const BoundExtension: Codec<macp.runtime.v1.BoundExtension, macp.runtime.v1.BoundExtensionInit>;
      /** An envelope entered the session's history. */
      interface EnvelopeAccepted {
        /** As accepted: authenticated sender. */
        envelope: macp.v1.Envelope | null;
        /** One more than that of the envelope before. */
        ordinal: Long;
        /** Acceptance clock. */
        acceptedAtMs: Long;
        /** True for envelopes of the runtime itself. */
        runtimeOriginated: boolean;
        /** Present exactly when a policy was asked. */
        verdict: macp.runtime.v1.PolicyVerdict | null;
      }
      interface EnvelopeAcceptedInit {
        readonly envelope?: macp.v1.EnvelopeInit | null | undefined;
        readonly ordinal?: Long | number | null | undefined;
        readonly acceptedAtMs?: Long | number | null | undefined;
        readonly runtimeOriginated?: boolean | null | undefined;
        readonly verdict?: macp.runtime.v1.PolicyVerdictInit | null | undefined;
      }
      const EnvelopeAccepted: Codec<macp.runtime.v1.EnvelopeAccepted, macp.runtime.v1.EnvelopeAcceptedInit>;
      /** The session's deadline, or its suspension cap, was seen to have passed. */
      interface SessionExpired {
        /** Acceptance clock of the observation. */
        atMs: Long;
      }
      interface SessionExpiredInit {
        readonly atMs?: Long | number | null | undefined;
      }
      const SessionExpired: Codec<macp.runtime.v1.SessionExpired, macp.runtime.v1.SessionExpiredInit>;
      /** A caller ended the session. */
      interface SessionCancelled {
        /** Acceptance clock. */
        atMs: Long;
        /** The caller's words. */
        reason: string;
        /** Authenticated caller. */
        cancelledBy: string;
      }
      interface SessionCancelledInit {
        readonly atMs?: Long | number | null | undefined;
        readonly reason?: string | null | undefined;
        readonly cancelledBy?: string | null | undefined;
      }
      const SessionCancelled: Codec<macp.runtime.v1.SessionCancelled, macp.runtime.v1.SessionCancelledInit>;
      /** A caller paused the session. */
      interface SessionSuspended {
        /** Acceptance clock. */
        atMs: Long;
        /** The caller's words. */
        reason: string;
        /** Authenticated caller. */
        suspendedBy: string;
      }
      interface SessionSuspendedInit {
        readonly atMs?: Long | number | null | undefined;
        readonly reason?: string | null | undefined;
        readonly suspendedBy?: string | null | undefined;
      }
      const SessionSuspended: Codec<macp.runtime.v1.SessionSuspended, macp.runtime.v1.SessionSuspendedInit>;
      /** A caller continued the session. */
      interface SessionResumed {
        /** Acceptance clock. */
        atMs: Long;
        /** The caller's words. */
        reason: string;
        /** Authenticated caller. */
        resumedBy: string;
        /** Lifetime that was left at the suspension; for information, replay derives it again. */
        bankedMs: Long;
      }
      interface SessionResumedInit {
        readonly atMs?: Long | number | null | undefined;
        readonly reason?: string | null | undefined;
        readonly resumedBy?: string | null | undefined;
        readonly bankedMs?: Long | number | null | undefined;
      }
      const SessionResumed: Codec<macp.runtime.v1.SessionResumed, macp.runtime.v1.SessionResumedInit>;
      /** A governance policy exactly as admitted (RFC-MACP-0012). */
      interface PolicyDefinition {
        /** Never used again for other content. */
        policyId: string;
        /** A mode id, or `*` for every mode. */
        mode: string;
        /** For people. */
        description: string;
        /** Rules object as compact JSON with sorted keys. */
        rules: string;
        /** 1, 2 or 3. */
        schemaVersion: number;
      }
      interface PolicyDefinitionInit {
        readonly policyId?: string | null | undefined;
        readonly mode?: string | null | undefined;
        readonly description?: string | null | undefined;
        readonly rules?: string | null | undefined;
        readonly schemaVersion?: number | null | undefined;
      }
      const PolicyDefinition: Codec<macp.runtime.v1.PolicyDefinition, macp.runtime.v1.PolicyDefinitionInit>;
      /** What a policy said about a Commitment; replay takes it from here and asks nobody. */
      interface PolicyVerdict {
        /** True exactly when there are no denials. */
        allowed: boolean;
        /** In order of evaluation. */
        denials: macp.runtime.v1.PolicyDenial[];
      }
      interface PolicyVerdictInit {
        readonly allowed?: boolean | null | undefined;
        readonly denials?: readonly macp.runtime.v1.PolicyDenialInit[] | null | undefined;
      }
      const PolicyVerdict: Codec<macp.runtime.v1.PolicyVerdict, macp.runtime.v1.PolicyVerdictInit>;
      /** One reason of a refusal. */
      interface PolicyDenial {
        /** Snake case, from an open set. */
        code: string;
        /** Never names a participant. */
        message: string;
        /** Sorted, without repeats. */
        participants: string[];
      }
      interface PolicyDenialInit {
        readonly code?: string | null | undefined;
        readonly message?: string | null | undefined;
        readonly participants?: readonly string[] | null | undefined;
      }
      const PolicyDenial: Codec<macp.runtime.v1.PolicyDenial, macp.runtime.v1.PolicyDenialInit>;
      /** One change of a registry: policies, modes, or the open sessions of an identity; exactly one member of `fact` is present. */
      interface RegistryFact {
        registered: macp.runtime.v1.PolicyRegistered | null;
        unregistered: macp.runtime.v1.PolicyUnregistered | null;
        modeRegistered: macp.runtime.v1.ModeRegistered | null;
        modeUnregistered: macp.runtime.v1.ModeUnregistered | null;
        modePromoted: macp.runtime.v1.ModePromoted | null;
        sessionReserved: macp.runtime.v1.SessionReserved | null;
        sessionsReleased: macp.runtime.v1.SessionsReleased | null;
        /** Name of the member that is present. */
        readonly fact: 'registered' | 'unregistered' | 'modeRegistered' | 'modeUnregistered' | 'modePromoted' | 'sessionReserved' | 'sessionsReleased' | undefined;
      }
      interface RegistryFactInit {
        readonly registered?: macp.runtime.v1.PolicyRegisteredInit | null | undefined;
        readonly unregistered?: macp.runtime.v1.PolicyUnregisteredInit | null | undefined;
        readonly modeRegistered?: macp.runtime.v1.ModeRegisteredInit | null | undefined;
        readonly modeUnregistered?: macp.runtime.v1.ModeUnregisteredInit | null | undefined;
        readonly modePromoted?: macp.runtime.v1.ModePromotedInit | null | undefined;
        readonly sessionReserved?: macp.runtime.v1.SessionReservedInit | null | undefined;
        readonly sessionsReleased?: macp.runtime.v1.SessionsReleasedInit | null | undefined;
      }
      const RegistryFact: Codec<macp.runtime.v1.RegistryFact, macp.runtime.v1.RegistryFactInit>;
      /** A policy was admitted. */
      interface PolicyRegistered {
        /** The policy. */
        policy: macp.runtime.v1.PolicyDefinition | null;
        /** Wall clock of the admission. */
        atMs: Long;
        /** Authenticated caller, or the source it was loaded from. */
        registeredBy: string;
      }
      interface PolicyRegisteredInit {
        readonly policy?: macp.runtime.v1.PolicyDefinitionInit | null | undefined;
        readonly atMs?: Long | number | null | undefined;
        readonly registeredBy?: string | null | undefined;
      }
      const PolicyRegistered: Codec<macp.runtime.v1.PolicyRegistered, macp.runtime.v1.PolicyRegisteredInit>;
      /** A policy was removed; sessions it is bound to keep it. */
      interface PolicyUnregistered {
        /** The policy. */
        policyId: string;
        /** Wall clock of the removal. */
        atMs: Long;
        /** Authenticated caller. */
        unregisteredBy: string;
      }
      interface PolicyUnregisteredInit {
        readonly policyId?: string | null | undefined;
        readonly atMs?: Long | number | null | undefined;
        readonly unregisteredBy?: string | null | undefined;
      }
      const PolicyUnregistered: Codec<macp.runtime.v1.PolicyUnregistered, macp.runtime.v1.PolicyUnregisteredInit>;
      /** An extension mode was registered. */
      interface ModeRegistered {
        /** As registered. */
        descriptor: macp.v1.ModeDescriptor | null;
        /** Wall clock of the registration. */
        atMs: Long;
        /** Authenticated caller. */
        registeredBy: string;
      }
      interface ModeRegisteredInit {
        readonly descriptor?: macp.v1.ModeDescriptorInit | null | undefined;
        readonly atMs?: Long | number | null | undefined;
        readonly registeredBy?: string | null | undefined;
      }
      const ModeRegistered: Codec<macp.runtime.v1.ModeRegistered, macp.runtime.v1.ModeRegisteredInit>;
      /** A registered extension mode was removed. */
      interface ModeUnregistered {
        /** The mode. */
        mode: string;
        /** Wall clock of the removal. */
        atMs: Long;
        /** Authenticated caller. */
        unregisteredBy: string;
      }
      interface ModeUnregisteredInit {
        readonly mode?: string | null | undefined;
        readonly atMs?: Long | number | null | undefined;
        readonly unregisteredBy?: string | null | undefined;
      }
      const ModeUnregistered: Codec<macp.runtime.v1.ModeUnregistered, macp.runtime.v1.ModeUnregisteredInit>;
      /** An extension mode joined the standards track. */
      interface ModePromoted {
        /** Its name until then. */
        mode: string;
        /** Its name from then on; the same where it was not renamed. */
        promotedMode: string;
        /** Wall clock of the promotion. */
        atMs: Long;
        /** Authenticated caller. */
        promotedBy: string;
      }
      interface ModePromotedInit {
        readonly mode?: string | null | undefined;
        readonly promotedMode?: string | null | undefined;
        readonly atMs?: Long | number | null | undefined;
        readonly promotedBy?: string | null | undefined;
      }
      const ModePromoted: Codec<macp.runtime.v1.ModePromoted, macp.runtime.v1.ModePromotedInit>;
      /** An identity with a limit of open sessions took one of its places. */
      interface SessionReserved {
        /** Authenticated identity. */
        identity: string;
        /** The session the place is for. */
        sessionId: string;
        /** Wall clock after which the session can no longer start on this reservation. */
        startsByMs: Long;
        /** Wall clock of the reservation. */
        atMs: Long;
        /** Names the one SessionStart that the place is for; empty: there are several, or it is not known. */
        startId: string;
      }
      interface SessionReservedInit {
        readonly identity?: string | null | undefined;
        readonly sessionId?: string | null | undefined;
        readonly startsByMs?: Long | number | null | undefined;
        readonly atMs?: Long | number | null | undefined;
        readonly startId?: string | null | undefined;
      }
      const SessionReserved: Codec<macp.runtime.v1.SessionReserved, macp.runtime.v1.SessionReservedInit>;
      /** Places of an identity became free. */
      interface SessionsReleased {
        /** Authenticated identity. */
        identity: string;
        /** The sessions the places were for. */
        sessionIds: string[];
        /** Wall clock of the release. */
        atMs: Long;
      }
      interface SessionsReleasedInit {
        readonly identity?: string | null | undefined;
        readonly sessionIds?: readonly string[] | null | undefined;
        readonly atMs?: Long | number | null | undefined;
      }
      const SessionsReleased: Codec<macp.runtime.v1.SessionsReleased, macp.runtime.v1.SessionsReleasedInit>;
      /** The answer to a session command; exactly one member of `outcome` is present. */
      interface SessionOutcome {
        accepted: macp.runtime.v1.OutcomeAccepted | null;
        rejected: macp.runtime.v1.OutcomeRejected | null;
        /** Name of the member that is present. */
        readonly outcome: 'accepted' | 'rejected' | undefined;
      }
      interface SessionOutcomeInit {
        readonly accepted?: macp.runtime.v1.OutcomeAcceptedInit | null | undefined;
        readonly rejected?: macp.runtime.v1.OutcomeRejectedInit | null | undefined;
      }
      const SessionOutcome: Codec<macp.runtime.v1.SessionOutcome, macp.runtime.v1.SessionOutcomeInit>;
      /** The command was accepted, now or before. */
      interface OutcomeAccepted {
        /** True when it had been accepted before and nothing was applied again. */
        duplicate: boolean;
        /** State of the session afterwards. */
        state: macp.v1.SessionState;
        /** Ordinal the envelope took; 0 where none was taken. */
        ordinal: Long;
        /** Acceptance clock of the decision. */
        acceptedAtMs: Long;
      }
      interface OutcomeAcceptedInit {
        readonly duplicate?: boolean | null | undefined;
        readonly state?: macp.v1.SessionState | null | undefined;
        readonly ordinal?: Long | number | null | undefined;
        readonly acceptedAtMs?: Long | number | null | undefined;
      }
      const OutcomeAccepted: Codec<macp.runtime.v1.OutcomeAccepted, macp.runtime.v1.OutcomeAcceptedInit>;
      /** The command was refused. */
      interface OutcomeRejected {
        /** A code of the error registry. */
        code: string;
        /** For people; not contractual. */
        message: string;
        /** Only with POLICY_DENIED, in order of evaluation. */
        denials: macp.runtime.v1.PolicyDenial[];
      }
      interface OutcomeRejectedInit {
        readonly code?: string | null | undefined;
        readonly message?: string | null | undefined;
        readonly denials?: readonly macp.runtime.v1.PolicyDenialInit[] | null | undefined;
      }
      const OutcomeRejected: Codec<macp.runtime.v1.OutcomeRejected, macp.runtime.v1.OutcomeRejectedInit>;
      /** The answer to a registry command. */
      interface RegistryOutcome {
        /** Whether the registry changed. */
        ok: boolean;
        /** Text when it did not. */
        error: string;
        /** A code of the error registry when the refusal is one, else empty. */
        code: string;
        /** Only when every place of an identity is taken: who has them. */
        reserved: macp.runtime.v1.SessionReserved[];
      }
      interface RegistryOutcomeInit {
        readonly ok?: boolean | null | undefined;
        readonly error?: string | null | undefined;
        readonly code?: string | null | undefined;
        readonly reserved?: readonly macp.runtime.v1.SessionReservedInit[] | null | undefined;
      }
      const RegistryOutcome: Codec<macp.runtime.v1.RegistryOutcome, macp.runtime.v1.RegistryOutcomeInit>;
      /** What is asked of one session; exactly one member of `command` is present. */
      interface SessionCommand {
        /** Format the writer used; a reader refuses formats above its own. */
        format: number;
        submit: macp.runtime.v1.SubmitEnvelope | null;
        cancel: macp.runtime.v1.ControlSession | null;
        suspend: macp.runtime.v1.ControlSession | null;
        resume: macp.runtime.v1.ControlSession | null;
        observe: macp.runtime.v1.ObserveSession | null;
        /** Name of the member that is present. */
        readonly command: 'submit' | 'cancel' | 'suspend' | 'resume' | 'observe' | undefined;
      }
      interface SessionCommandInit {
        readonly format?: number | null | undefined;
        readonly submit?: macp.runtime.v1.SubmitEnvelopeInit | null | undefined;
        readonly cancel?: macp.runtime.v1.ControlSessionInit | null | undefined;
        readonly suspend?: macp.runtime.v1.ControlSessionInit | null | undefined;
        readonly resume?: macp.runtime.v1.ControlSessionInit | null | undefined;
        readonly observe?: macp.runtime.v1.ObserveSessionInit | null | undefined;
      }
      const SessionCommand: Codec<macp.runtime.v1.SessionCommand, macp.runtime.v1.SessionCommandInit>;
      /** A client's envelope past the checks of the edge. */
      interface SubmitEnvelope {
        /** With its authenticated sender; the timestamp is the client's. */
        envelope: macp.v1.Envelope | null;
      }
      interface SubmitEnvelopeInit {
        readonly envelope?: macp.v1.EnvelopeInit | null | undefined;
      }
      const SubmitEnvelope: Codec<macp.runtime.v1.SubmitEnvelope, macp.runtime.v1.SubmitEnvelopeInit>;
      /** A caller cancels, suspends or resumes a session. */
      interface ControlSession {
        /** The session. */
        sessionId: string;
        /** Authenticated caller. */
        caller: string;
        /** The caller's words. */
        reason: string;
      }
      interface ControlSessionInit {
        readonly sessionId?: string | null | undefined;
        readonly caller?: string | null | undefined;
        readonly reason?: string | null | undefined;
      }
      const ControlSession: Codec<macp.runtime.v1.ControlSession, macp.runtime.v1.ControlSessionInit>;
      /** A caller reads a session's metadata. */
      interface ObserveSession {
        /** The session. */
        sessionId: string;
        /** Authenticated caller. */
        caller: string;
        /** Whether the caller may read any session. */
        observer: boolean;
      }
      interface ObserveSessionInit {
        readonly sessionId?: string | null | undefined;
        readonly caller?: string | null | undefined;
        readonly observer?: boolean | null | undefined;
      }
      const ObserveSession: Codec<macp.runtime.v1.ObserveSession, macp.runtime.v1.ObserveSessionInit>;
      /** What is asked of the policy registry; exactly one member of `command` is present. */
      interface RegistryCommand {
        /** Format the writer used; a reader refuses formats above its own. */
        format: number;
        register: macp.runtime.v1.RegisterPolicy | null;
        unregister: macp.runtime.v1.UnregisterPolicy | null;
        registerExtMode: macp.runtime.v1.RegisterExtMode | null;
        unregisterExtMode: macp.runtime.v1.UnregisterExtMode | null;
        promoteMode: macp.runtime.v1.PromoteMode | null;
        reserveSession: macp.runtime.v1.ReserveSession | null;
        releaseSessions: macp.runtime.v1.ReleaseSessions | null;
        /** Name of the member that is present. */
        readonly command: 'register' | 'unregister' | 'registerExtMode' | 'unregisterExtMode' | 'promoteMode' | 'reserveSession' | 'releaseSessions' | undefined;
      }
      interface RegistryCommandInit {
        readonly format?: number | null | undefined;
        readonly register?: macp.runtime.v1.RegisterPolicyInit | null | undefined;
        readonly unregister?: macp.runtime.v1.UnregisterPolicyInit | null | undefined;
        readonly registerExtMode?: macp.runtime.v1.RegisterExtModeInit | null | undefined;
        readonly unregisterExtMode?: macp.runtime.v1.UnregisterExtModeInit | null | undefined;
        readonly promoteMode?: macp.runtime.v1.PromoteModeInit | null | undefined;
        readonly reserveSession?: macp.runtime.v1.ReserveSessionInit | null | undefined;
        readonly releaseSessions?: macp.runtime.v1.ReleaseSessionsInit | null | undefined;
      }
      const RegistryCommand: Codec<macp.runtime.v1.RegistryCommand, macp.runtime.v1.RegistryCommandInit>;
      /** A caller adds a policy. */
      interface RegisterPolicy {
        /** As received; its rules may be any text. */
        descriptor: macp.runtime.v1.PolicyDefinition | null;
        /** Authenticated caller, or the source it is loaded from. */
        caller: string;
      }
      interface RegisterPolicyInit {
        readonly descriptor?: macp.runtime.v1.PolicyDefinitionInit | null | undefined;
        readonly caller?: string | null | undefined;
      }
      const RegisterPolicy: Codec<macp.runtime.v1.RegisterPolicy, macp.runtime.v1.RegisterPolicyInit>;
      /** A caller removes a policy. */
      interface UnregisterPolicy {
        /** The policy. */
        policyId: string;
        /** Authenticated caller. */
        caller: string;
      }
      interface UnregisterPolicyInit {
        readonly policyId?: string | null | undefined;
        readonly caller?: string | null | undefined;
      }
      const UnregisterPolicy: Codec<macp.runtime.v1.UnregisterPolicy, macp.runtime.v1.UnregisterPolicyInit>;
      /** A caller adds an extension mode. */
      interface RegisterExtMode {
        /** As received. */
        descriptor: macp.v1.ModeDescriptor | null;
        /** Authenticated caller. */
        caller: string;
      }
      interface RegisterExtModeInit {
        readonly descriptor?: macp.v1.ModeDescriptorInit | null | undefined;
        readonly caller?: string | null | undefined;
      }
      const RegisterExtMode: Codec<macp.runtime.v1.RegisterExtMode, macp.runtime.v1.RegisterExtModeInit>;
      /** A caller removes an extension mode. */
      interface UnregisterExtMode {
        /** The mode. */
        mode: string;
        /** Authenticated caller. */
        caller: string;
      }
      interface UnregisterExtModeInit {
        readonly mode?: string | null | undefined;
        readonly caller?: string | null | undefined;
      }
      const UnregisterExtMode: Codec<macp.runtime.v1.UnregisterExtMode, macp.runtime.v1.UnregisterExtModeInit>;
      /** A caller moves an extension mode to the standards track. */
      interface PromoteMode {
        /** Its name. */
        mode: string;
        /** Its name afterwards; empty to keep it. */
        promotedMode: string;
        /** Authenticated caller. */
        caller: string;
      }
      interface PromoteModeInit {
        readonly mode?: string | null | undefined;
        readonly promotedMode?: string | null | undefined;
        readonly caller?: string | null | undefined;
      }
      const PromoteMode: Codec<macp.runtime.v1.PromoteMode, macp.runtime.v1.PromoteModeInit>;
      /** An identity with a limit of open sessions is about to start one. */
      interface ReserveSession {
        /** Authenticated identity. */
        identity: string;
        /** The session. */
        sessionId: string;
        /** Wall clock after which the session can no longer start on this reservation. */
        startsByMs: Long;
        /** Most places that may be taken. */
        limit: number;
        /** Sessions with a place that do not count at the moment. */
        exempt: string[];
        /** Names this attempt to start it, as no other attempt is named; empty: not known. */
        startId: string;
      }
      interface ReserveSessionInit {
        readonly identity?: string | null | undefined;
        readonly sessionId?: string | null | undefined;
        readonly startsByMs?: Long | number | null | undefined;
        readonly limit?: number | null | undefined;
        readonly exempt?: readonly string[] | null | undefined;
        readonly startId?: string | null | undefined;
      }
      const ReserveSession: Codec<macp.runtime.v1.ReserveSession, macp.runtime.v1.ReserveSessionInit>;
      /** Sessions of an identity have ended or will never start. */
      interface ReleaseSessions {
        /** Authenticated identity. */
        identity: string;
        /** Sessions that nobody can start any more. */
        sessionIds: string[];
        /** Places that were over when they were listed: `session_id` and `starts_by_ms`, which a place must still have. */
        over: macp.runtime.v1.SessionReserved[];
        /** Starts that were refused: `session_id` and `start_id`, which a place must have. */
        refused: macp.runtime.v1.SessionReserved[];
      }
      interface ReleaseSessionsInit {
        readonly identity?: string | null | undefined;
        readonly sessionIds?: readonly string[] | null | undefined;
        readonly over?: readonly macp.runtime.v1.SessionReservedInit[] | null | undefined;
        readonly refused?: readonly macp.runtime.v1.SessionReservedInit[] | null | undefined;
      }
      const ReleaseSessions: Codec<macp.runtime.v1.ReleaseSessions, macp.runtime.v1.ReleaseSessionsInit>;
    }
  }
  namespace modes {
    namespace decision {
      namespace v1 {
        /** Payload of Proposal: puts an option up for decision. */
        interface ProposalPayload {
          proposalId: string;
          option: string;
          rationale: string;
          supportingData: Uint8Array;
        }
        interface ProposalPayloadInit {
          readonly proposalId?: string | null | undefined;
          readonly option?: string | null | undefined;
          readonly rationale?: string | null | undefined;
          readonly supportingData?: Uint8Array | null | undefined;
        }
        const ProposalPayload: Codec<macp.modes.decision.v1.ProposalPayload, macp.modes.decision.v1.ProposalPayloadInit>;
        /** Payload of Evaluation: advice on a proposal; binds nobody. */
        interface EvaluationPayload {
          proposalId: string;
          /** APPROVE, REVIEW, BLOCK or REJECT. */
          recommendation: string;
          confidence: number;
          reason: string;
        }
        interface EvaluationPayloadInit {
          readonly proposalId?: string | null | undefined;
          readonly recommendation?: string | null | undefined;
          readonly confidence?: number | null | undefined;
          readonly reason?: string | null | undefined;
        }
        const EvaluationPayload: Codec<macp.modes.decision.v1.EvaluationPayload, macp.modes.decision.v1.EvaluationPayloadInit>;
        /** Payload of Objection: a formal concern about a proposal. */
        interface ObjectionPayload {
          proposalId: string;
          reason: string;
          /** low, medium, high or critical. */
          severity: string;
        }
        interface ObjectionPayloadInit {
          readonly proposalId?: string | null | undefined;
          readonly reason?: string | null | undefined;
          readonly severity?: string | null | undefined;
        }
        const ObjectionPayload: Codec<macp.modes.decision.v1.ObjectionPayload, macp.modes.decision.v1.ObjectionPayloadInit>;
        /** Payload of Vote: the sender's ballot on a proposal. */
        interface VotePayload {
          proposalId: string;
          /** APPROVE, REJECT or ABSTAIN. */
          vote: string;
          reason: string;
        }
        interface VotePayloadInit {
          readonly proposalId?: string | null | undefined;
          readonly vote?: string | null | undefined;
          readonly reason?: string | null | undefined;
        }
        const VotePayload: Codec<macp.modes.decision.v1.VotePayload, macp.modes.decision.v1.VotePayloadInit>;
      }
    }
    namespace handoff {
      namespace v1 {
        /** Payload of HandoffOffer: offers a responsibility to another participant. */
        interface HandoffOfferPayload {
          handoffId: string;
          /** The only one who may accept or decline. */
          targetParticipant: string;
          scope: string;
          reason: string;
        }
        interface HandoffOfferPayloadInit {
          readonly handoffId?: string | null | undefined;
          readonly targetParticipant?: string | null | undefined;
          readonly scope?: string | null | undefined;
          readonly reason?: string | null | undefined;
        }
        const HandoffOfferPayload: Codec<macp.modes.handoff.v1.HandoffOfferPayload, macp.modes.handoff.v1.HandoffOfferPayloadInit>;
        /** Payload of HandoffContext: adds context to an offer. */
        interface HandoffContextPayload {
          handoffId: string;
          contentType: string;
          context: Uint8Array;
        }
        interface HandoffContextPayloadInit {
          readonly handoffId?: string | null | undefined;
          readonly contentType?: string | null | undefined;
          readonly context?: Uint8Array | null | undefined;
        }
        const HandoffContextPayload: Codec<macp.modes.handoff.v1.HandoffContextPayload, macp.modes.handoff.v1.HandoffContextPayloadInit>;
        /** Payload of HandoffAccept: takes the responsibility over. */
        interface HandoffAcceptPayload {
          handoffId: string;
          acceptedBy: string;
          reason: string;
          /** Only on the runtime's own accept after a time-out; refused from clients. */
          implicit: boolean;
        }
        interface HandoffAcceptPayloadInit {
          readonly handoffId?: string | null | undefined;
          readonly acceptedBy?: string | null | undefined;
          readonly reason?: string | null | undefined;
          readonly implicit?: boolean | null | undefined;
        }
        const HandoffAcceptPayload: Codec<macp.modes.handoff.v1.HandoffAcceptPayload, macp.modes.handoff.v1.HandoffAcceptPayloadInit>;
        /** Payload of HandoffDecline: refuses the responsibility. */
        interface HandoffDeclinePayload {
          handoffId: string;
          declinedBy: string;
          reason: string;
        }
        interface HandoffDeclinePayloadInit {
          readonly handoffId?: string | null | undefined;
          readonly declinedBy?: string | null | undefined;
          readonly reason?: string | null | undefined;
        }
        const HandoffDeclinePayload: Codec<macp.modes.handoff.v1.HandoffDeclinePayload, macp.modes.handoff.v1.HandoffDeclinePayloadInit>;
      }
    }
    namespace multi_round {
      namespace v1 {
        /** Payload of Contribute; a reader may also meet the older JSON form {"value":"..."}. */
        interface ContributePayload {
          /** Compared for equality only. */
          value: string;
        }
        interface ContributePayloadInit {
          readonly value?: string | null | undefined;
        }
        const ContributePayload: Codec<macp.modes.multi_round.v1.ContributePayload, macp.modes.multi_round.v1.ContributePayloadInit>;
      }
    }
    namespace proposal {
      namespace v1 {
        /** Payload of Proposal: a first offer. */
        interface ProposalPayload {
          proposalId: string;
          title: string;
          summary: string;
          details: Uint8Array;
          tags: string[];
        }
        interface ProposalPayloadInit {
          readonly proposalId?: string | null | undefined;
          readonly title?: string | null | undefined;
          readonly summary?: string | null | undefined;
          readonly details?: Uint8Array | null | undefined;
          readonly tags?: readonly string[] | null | undefined;
        }
        const ProposalPayload: Codec<macp.modes.proposal.v1.ProposalPayload, macp.modes.proposal.v1.ProposalPayloadInit>;
        /** Payload of CounterProposal: a revised offer; the offer it answers stays live. */
        interface CounterProposalPayload {
          /** Id of the new offer. */
          proposalId: string;
          /** The offer it answers. */
          supersedesProposalId: string;
          title: string;
          summary: string;
          details: Uint8Array;
        }
        interface CounterProposalPayloadInit {
          readonly proposalId?: string | null | undefined;
          readonly supersedesProposalId?: string | null | undefined;
          readonly title?: string | null | undefined;
          readonly summary?: string | null | undefined;
          readonly details?: Uint8Array | null | undefined;
        }
        const CounterProposalPayload: Codec<macp.modes.proposal.v1.CounterProposalPayload, macp.modes.proposal.v1.CounterProposalPayloadInit>;
        /** Payload of Accept: agrees to a live offer. */
        interface AcceptPayload {
          proposalId: string;
          reason: string;
        }
        interface AcceptPayloadInit {
          readonly proposalId?: string | null | undefined;
          readonly reason?: string | null | undefined;
        }
        const AcceptPayload: Codec<macp.modes.proposal.v1.AcceptPayload, macp.modes.proposal.v1.AcceptPayloadInit>;
        /** Payload of Reject: turns an offer down. */
        interface RejectPayload {
          proposalId: string;
          /** Allows a negative commitment. */
          terminal: boolean;
          reason: string;
        }
        interface RejectPayloadInit {
          readonly proposalId?: string | null | undefined;
          readonly terminal?: boolean | null | undefined;
          readonly reason?: string | null | undefined;
        }
        const RejectPayload: Codec<macp.modes.proposal.v1.RejectPayload, macp.modes.proposal.v1.RejectPayloadInit>;
        /** Payload of Withdraw: takes back the sender's own offer. */
        interface WithdrawPayload {
          proposalId: string;
          reason: string;
        }
        interface WithdrawPayloadInit {
          readonly proposalId?: string | null | undefined;
          readonly reason?: string | null | undefined;
        }
        const WithdrawPayload: Codec<macp.modes.proposal.v1.WithdrawPayload, macp.modes.proposal.v1.WithdrawPayloadInit>;
      }
    }
    namespace quorum {
      namespace v1 {
        /** Payload of ApprovalRequest: opens the session's one ballot. */
        interface ApprovalRequestPayload {
          requestId: string;
          action: string;
          summary: string;
          details: Uint8Array;
          /** From 1 to the number of participants; a policy may override it. */
          requiredApprovals: number;
        }
        interface ApprovalRequestPayloadInit {
          readonly requestId?: string | null | undefined;
          readonly action?: string | null | undefined;
          readonly summary?: string | null | undefined;
          readonly details?: Uint8Array | null | undefined;
          readonly requiredApprovals?: number | null | undefined;
        }
        const ApprovalRequestPayload: Codec<macp.modes.quorum.v1.ApprovalRequestPayload, macp.modes.quorum.v1.ApprovalRequestPayloadInit>;
        /** Payload of Approve: a ballot for the request. */
        interface ApprovePayload {
          requestId: string;
          reason: string;
        }
        interface ApprovePayloadInit {
          readonly requestId?: string | null | undefined;
          readonly reason?: string | null | undefined;
        }
        const ApprovePayload: Codec<macp.modes.quorum.v1.ApprovePayload, macp.modes.quorum.v1.ApprovePayloadInit>;
        /** Payload of Reject: a ballot against the request. */
        interface RejectPayload {
          requestId: string;
          reason: string;
        }
        interface RejectPayloadInit {
          readonly requestId?: string | null | undefined;
          readonly reason?: string | null | undefined;
        }
        const RejectPayload: Codec<macp.modes.quorum.v1.RejectPayload, macp.modes.quorum.v1.RejectPayloadInit>;
        /** Payload of Abstain: a ballot that counts for neither side. */
        interface AbstainPayload {
          requestId: string;
          reason: string;
        }
        interface AbstainPayloadInit {
          readonly requestId?: string | null | undefined;
          readonly reason?: string | null | undefined;
        }
        const AbstainPayload: Codec<macp.modes.quorum.v1.AbstainPayload, macp.modes.quorum.v1.AbstainPayloadInit>;
      }
    }
    namespace task {
      namespace v1 {
        /** Payload of TaskRequest: opens the session's task. */
        interface TaskRequestPayload {
          taskId: string;
          title: string;
          instructions: string;
          /** Empty lets any eligible participant take it. */
          requestedAssignee: string;
          input: Uint8Array;
          deadlineUnixMs: Long;
        }
        interface TaskRequestPayloadInit {
          readonly taskId?: string | null | undefined;
          readonly title?: string | null | undefined;
          readonly instructions?: string | null | undefined;
          readonly requestedAssignee?: string | null | undefined;
          readonly input?: Uint8Array | null | undefined;
          readonly deadlineUnixMs?: Long | number | null | undefined;
        }
        const TaskRequestPayload: Codec<macp.modes.task.v1.TaskRequestPayload, macp.modes.task.v1.TaskRequestPayloadInit>;
        /** Payload of TaskAccept: takes the task on. */
        interface TaskAcceptPayload {
          taskId: string;
          assignee: string;
          reason: string;
        }
        interface TaskAcceptPayloadInit {
          readonly taskId?: string | null | undefined;
          readonly assignee?: string | null | undefined;
          readonly reason?: string | null | undefined;
        }
        const TaskAcceptPayload: Codec<macp.modes.task.v1.TaskAcceptPayload, macp.modes.task.v1.TaskAcceptPayloadInit>;
        /** Payload of TaskReject: declines the task. */
        interface TaskRejectPayload {
          taskId: string;
          assignee: string;
          reason: string;
        }
        interface TaskRejectPayloadInit {
          readonly taskId?: string | null | undefined;
          readonly assignee?: string | null | undefined;
          readonly reason?: string | null | undefined;
        }
        const TaskRejectPayload: Codec<macp.modes.task.v1.TaskRejectPayload, macp.modes.task.v1.TaskRejectPayloadInit>;
        /** Payload of TaskUpdate: an interim report; the envelope's sender is its author. */
        interface TaskUpdatePayload {
          taskId: string;
          status: string;
          progress: number;
          message: string;
          partialOutput: Uint8Array;
        }
        interface TaskUpdatePayloadInit {
          readonly taskId?: string | null | undefined;
          readonly status?: string | null | undefined;
          readonly progress?: number | null | undefined;
          readonly message?: string | null | undefined;
          readonly partialOutput?: Uint8Array | null | undefined;
        }
        const TaskUpdatePayload: Codec<macp.modes.task.v1.TaskUpdatePayload, macp.modes.task.v1.TaskUpdatePayloadInit>;
        /** Payload of TaskComplete: reports success. */
        interface TaskCompletePayload {
          taskId: string;
          assignee: string;
          output: Uint8Array;
          summary: string;
        }
        interface TaskCompletePayloadInit {
          readonly taskId?: string | null | undefined;
          readonly assignee?: string | null | undefined;
          readonly output?: Uint8Array | null | undefined;
          readonly summary?: string | null | undefined;
        }
        const TaskCompletePayload: Codec<macp.modes.task.v1.TaskCompletePayload, macp.modes.task.v1.TaskCompletePayloadInit>;
        /** Payload of TaskFail: reports failure. */
        interface TaskFailPayload {
          taskId: string;
          assignee: string;
          errorCode: string;
          reason: string;
          /** Another attempt could succeed. */
          retryable: boolean;
        }
        interface TaskFailPayloadInit {
          readonly taskId?: string | null | undefined;
          readonly assignee?: string | null | undefined;
          readonly errorCode?: string | null | undefined;
          readonly reason?: string | null | undefined;
          readonly retryable?: boolean | null | undefined;
        }
        const TaskFailPayload: Codec<macp.modes.task.v1.TaskFailPayload, macp.modes.task.v1.TaskFailPayloadInit>;
      }
    }
  }
}
