/** The ingress side of a command: joining, waiting for the outcome, sending again. */
export { PendingSubmissions } from './pending-submissions.js';
export { sessionJoining, sizeOfSessionCommand } from './session-joining.js';
export type { Joining, PendingSubmissionsOptions, SubmissionCounts } from './submission-options.js';
