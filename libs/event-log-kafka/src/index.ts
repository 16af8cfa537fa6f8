/** Kafka adapters of the log ports (ADR 0002). */
export {};
