/** How outcomes travel between engines and ingresses: in the form they have in the log. Nothing is decided with these. */
import { outcomeCodec, sessionReads } from '@macp/internal-rpc';
import { builtInModes, coreCodec, modeLookup } from '@macp/modes';
import { registryAggregate, sessionAggregate } from '@macp/records';

export const sessionOutcomes = outcomeCodec(
  sessionAggregate({ modes: modeLookup(builtInModes), codec: coreCodec, policies: () => undefined }),
  sessionReads,
);

export const registryOutcomes = outcomeCodec(registryAggregate(builtInModes));
