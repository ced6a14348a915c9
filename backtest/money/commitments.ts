import { z } from 'zod';
import { formatProblems } from '../../shared/document/problem.ts';
import { readDocument } from '../../shared/document/read-document.ts';
import { type EpochMs, HOUR_MS } from '../../shared/policy/time/units.ts';
import type { Steps } from './cluster-bill.ts';

/** Database Savings Plans take up to 35 % off: https://aws.amazon.com/savingsplans/database-pricing/ */
const MOST_DISCOUNT = 35;

const schema = z.strictObject({
  reservedInstances: z
    .array(
      z.strictObject({
        region: z.string(),
        engine: z.string(),
        instanceClass: z.string(),
        count: z.int().min(1),
      }),
    )
    .default([])
    .meta({ description: 'Reserved DB instances that are paid for whether anything runs or not.' }),
  savingsPlans: z
    .array(
      z.strictObject({
        hourly: z.number().min(0).meta({ description: 'Commitment in US dollars an hour.' }),
        discount: z
          .number()
          .min(0)
          .max(90)
          .default(MOST_DISCOUNT)
          .meta({ description: 'Percent off on demand.' }),
      }),
    )
    .default([])
    .meta({ description: 'Database Savings Plans.' }),
});

export type Commitments = z.infer<typeof schema>;

/** A file of commitments that cannot be used; the message has a line for each problem, with its place in the file. */
export class CommitmentsError extends Error {
  override readonly name = 'CommitmentsError';
}

/**
 * The commitments in a text, YAML or JSON; `file` is its name in messages.
 *
 * @throws CommitmentsError
 */
export function loadCommitments(text: string, file = 'commitments'): Commitments {
  const result = readDocument<Commitments>(text, schema);
  if (!result.ok) throw new CommitmentsError(formatProblems(result.problems, file));
  return result.value;
}

/** Dollars that something costs by the hour over time, with Dormouse and without. */
export interface Hourly {
  readonly with: readonly Steps[];
  readonly without: readonly Steps[];
}

/**
 * The part of the dollars saved that `covered` dollars an hour cost anyway, over [from, to): what is committed covers the
 * same use with fewer hours, and the rest of it lies idle.
 */
export function spentAnyway(hourly: Hourly, covered: number, from: EpochMs, to: EpochMs): number {
  if (covered <= 0) return 0;
  return coveredCost(hourly.without, covered, from, to) - coveredCost(hourly.with, covered, from, to);
}

function coveredCost(all: readonly Steps[], covered: number, from: EpochMs, to: EpochMs): number {
  const changes: [EpochMs, number][] = [];
  for (const steps of all) {
    let before = 0;
    for (const [at, usd] of steps) {
      changes.push([Math.max(at, from), usd - before]);
      before = usd;
    }
  }
  changes.sort(([a], [b]) => a - b);
  let [sum, now, since] = [0, 0, from];
  for (const [at, by] of changes) {
    sum += Math.min(now, covered) * (Math.min(at, to) - since);
    since = Math.min(at, to);
    now += by;
  }
  return (sum + Math.min(now, covered) * (to - since)) / HOUR_MS;
}
