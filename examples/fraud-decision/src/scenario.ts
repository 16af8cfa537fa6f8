/** The facts of one card payment, as all agents see them. Nothing is defaulted: a scenario names each of its facts. */

/** One payment to decide on. */
export interface Scenario {
  /** At least 0. */
  readonly amountUsd: number;
  /** From 0, an unknown device, to 1, one seen many times. */
  readonly deviceTrust: number;
  /** At least 0. */
  readonly accountAgeDays: number;
  readonly vip: boolean;
  /** Whole, at least 0. */
  readonly earlierChargebacks: number;
}

type Facts = Readonly<Record<string, unknown>>;

function numberOf(facts: Facts, name: keyof Scenario, most = Number.MAX_SAFE_INTEGER): number {
  const value = facts[name];
  if (typeof value === 'number' && value >= 0 && value <= most) return value;
  throw new Error(`scenario: '${name}' must be a number from 0 to ${most}`);
}

/** Reads a scenario from JSON text; throws with the name of the fact that is missing, unknown or out of range. */
export function readScenario(text: string): Scenario {
  const facts: unknown = JSON.parse(text);
  if (typeof facts !== 'object' || facts === null) throw new Error('scenario: must be a JSON object');
  const { vip, ...others } = facts as Facts;
  if (typeof vip !== 'boolean') throw new Error("scenario: 'vip' must be true or false");
  const scenario = {
    amountUsd: numberOf(others, 'amountUsd'),
    deviceTrust: numberOf(others, 'deviceTrust', 1),
    accountAgeDays: numberOf(others, 'accountAgeDays'),
    vip,
    earlierChargebacks: numberOf(others, 'earlierChargebacks'),
  };
  if (!Number.isInteger(scenario.earlierChargebacks)) throw new Error("scenario: 'earlierChargebacks' must be whole");
  const unknown = Object.keys(facts).find((name) => !(name in scenario));
  if (unknown !== undefined) throw new Error(`scenario: '${unknown}' is not a fact of a scenario`);
  return scenario;
}
