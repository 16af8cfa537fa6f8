/** The sink of the specs keeps the contract of the feed sink. */
import { feedSinkContract } from '@macp/ports/contract';
import { MemoryFeedSink } from './memory-feed-sink.js';

feedSinkContract('MemoryFeedSink', async () => {
  const sink = new MemoryFeedSink(2);
  return {
    sink,
    elsewhere: sink,
    read: async (partition) => sink.records[partition]!,
    close: async () => undefined,
  };
});
