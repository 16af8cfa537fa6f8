/** A consumer of the public feed, as outside programs may be built. */
export { FeedDeduplication, FeedGap } from './feed-deduplication.js';
export { readFeedValue } from './feed-value.js';
export type { FeedEnvelope, FeedLifecycle, FeedValue } from './feed-value.js';
export { printFeed } from './print-feed.js';
export type { PrintFeedOptions } from './print-feed.js';
