/** What the log says of the certificates that this process shows to brokers and to its like. */
import { INTERNAL_KEY_PAIR, KAFKA_KEY_PAIR, OUT_OF_TIME, outOfTime } from '@macp/config';
import type { ProcessContext } from '../services/process-context.js';

/** Warns of each certificate that is not valid now, once: nobody else says why connections are refused. */
export function tellCertificates({ config, log, clock }: Pick<ProcessContext, 'config' | 'log' | 'clock'>): void {
  const shown = [
    [KAFKA_KEY_PAIR.certificate, config.kafka.tlsCertificate],
    [INTERNAL_KEY_PAIR.certificate, config.internal.tlsCertificate],
  ] as const;
  for (const [setting, certificate] of shown) {
    const problem = certificate === undefined ? undefined : outOfTime(certificate, clock.nowMs());
    if (problem !== undefined) log.warn({ setting, problem }, OUT_OF_TIME);
  }
}
