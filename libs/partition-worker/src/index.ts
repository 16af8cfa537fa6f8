/** The partition worker: claim, recover, batch, decide, append, publish, answer; generic over its aggregate. */
export type { Aggregate, AggregateCodec, AggregateDecision, AggregateTypes, DecideContext } from './aggregate.js';
export type { Answerer, Clock, Ids, OutcomeChannel, OutcomeDelivery } from './ports.js';
