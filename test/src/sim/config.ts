/** Which worlds the simulation specs run: `SIM_SEED` is the first seed, `SIM_SEEDS` their number. */
export const SIM_CONFIG = {
  firstSeed: Number(process.env['SIM_SEED'] ?? 1),
  seeds: Number(process.env['SIM_SEEDS'] ?? 1_000),
} as const;
