import { z } from 'zod';
import { formatProblems } from '../../shared/document/problem.ts';
import { readDocument } from '../../shared/document/read-document.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';
import { costOfSteps, partOfSteps, sumOfSteps } from './steps.ts';
import type { Usage } from './usage.ts';

/** Database Savings Plans take up to 35 % off: https://aws.amazon.com/savingsplans/database-pricing/ */
const MOST_DISCOUNT = 35;

const schema = z.strictObject({
  reservedInstances: z
    .array(
      z.strictObject({
        account: z
          .string()
          .regex(/^\d{12}$/)
          .optional()
          .meta({ description: 'Only of this account; default: of all.' }),
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

/**
 * Dollars on demand of what is committed covers, over [from, to): reserved instances first, which cover instances of a class,
 * then Savings Plans, which cover what is left. `instanceUsd` gives the price of an hour, if it is known.
 */
export function coveredCost(
  { reservedInstances, savingsPlans }: Commitments,
  usage: readonly Usage[],
  instanceUsd: (instance: Required<Pick<Usage, 'region' | 'engine' | 'instanceClass'>>) => number | undefined,
  { from, to }: { readonly from: EpochMs; readonly to: EpochMs },
): number {
  let sum = 0;
  let left = usage;
  // Those of one account first: the others may cover what these leave.
  const ordered = reservedInstances.toSorted(
    (a, b) => Number(a.account === undefined) - Number(b.account === undefined),
  );
  for (const { account, region, engine, instanceClass, count } of ordered) {
    const usd = instanceUsd({ region, engine, instanceClass });
    if (usd === undefined) continue;
    const isCovered = (one: Usage) =>
      one.region === region &&
      one.engine === engine &&
      one.instanceClass === instanceClass &&
      (account === undefined || one.account === account);
    const all = sumOfSteps(left.filter(isCovered).map(({ steps }) => steps));
    sum += costOfSteps(partOfSteps(all, 'upTo', count * usd), from, to);
    const rest = partOfSteps(all, 'beyond', count * usd);
    left = [
      ...left.filter((one) => !isCovered(one)),
      { account: account ?? '', region, engine, instanceClass, steps: rest },
    ];
  }
  const most = savingsPlans.reduce((usd, { hourly, discount }) => usd + hourly / (1 - discount / 100), 0);
  if (most === 0) return sum;
  const all = sumOfSteps(left.map(({ steps }) => steps));
  return sum + costOfSteps(partOfSteps(all, 'upTo', most), from, to);
}
