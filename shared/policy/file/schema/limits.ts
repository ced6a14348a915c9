import * as z from 'zod';
import { type Action, actionRow, nameableActions } from '../../model/actions.ts';
import type { Amount } from '../../model/policy.ts';
import { hasUnknownKey, report } from './refine.ts';

const count = z
  .int()
  .min(1)
  .transform((value): Amount => ({ count: value }));

const percent = z
  .string()
  .regex(/^(?:[1-9]\d?|100)%$/)
  .transform((text): Amount => ({ percent: Number.parseInt(text, 10) }));

const amount = z
  .union([count, percent])
  .meta({ title: 'a count or a percentage from 1% to 100%', examples: [50, '50%'] });

const parts = {
  cap: amount.exactOptional().describe('The most changes of one sweep; the rest follows in later sweeps.'),
  breaker: amount
    .exactOptional()
    .describe('If there were more, nothing at all is done and an alarm says so.'),
};

function checkLimit(ctx: z.core.ParsePayload<{ cap?: Amount; breaker?: Amount; perCluster?: Amount }>): void {
  const { cap, breaker, perCluster } = ctx.value;
  if ([cap, breaker, perCluster].every((part) => part === undefined) && !hasUnknownKey(ctx)) {
    report(ctx, {
      path: [],
      message: 'limits nothing',
      remedy: 'give cap, breaker or both',
    });
  }
  if (cap !== undefined && breaker !== undefined && isAbove(cap, breaker)) {
    const remedy = 'lower the cap, raise the breaker or leave one out';
    report(ctx, { path: ['cap'], message: 'is above the breaker, so it is never reached', remedy });
  }
}

function isAbove(one: Amount, other: Amount): boolean {
  if ('count' in one) {
    return 'count' in other && one.count > other.count;
  }
  return 'percent' in other && one.percent > other.percent;
}

const limit = z
  .union([amount.transform((cap) => ({ cap })), z.strictObject(parts).check(checkLimit)])
  .meta({ title: 'a limit', examples: [50, '50%', { cap: 50, breaker: '50%' }] });

/** More than half of a cluster's snapshots are not deleted at once, whatever other clusters there are. */
const PER_CLUSTER: Amount = { percent: 50 };

/** The limit of deletions, which has a breaker for each cluster besides. Only that setting itself switches it off. */
const deleteLimit = z
  .union([
    amount.transform((cap) => ({ cap, perCluster: PER_CLUSTER })),
    z
      .strictObject({
        ...parts,
        perCluster: amount
          .prefault('50%')
          .describe(
            'If more than this, and more than five, of the snapshots of one cluster were to go, none of that cluster do and an alarm says so.',
          ),
      })
      .check(checkLimit),
  ])
  .meta({ title: 'a limit', examples: [50, '50%', { cap: 50, breaker: '50%', perCluster: '50%' }] });

/** The limit of an action, in the file under the action's name. */
function limitOf(name: Action) {
  const { limited, defaultLimit } = actionRow(name);
  const schema = name === 'deleteSnapshot' ? deleteLimit : limit;
  return (defaultLimit === undefined ? schema.exactOptional() : schema.prefault(defaultLimit)).describe(
    limited,
  );
}

/** A key that has a default is never missing once it is read, which its type need not say. */
const limitOfEach = Object.fromEntries(nameableActions.map((name) => [name, limitOf(name)])) as Record<
  Action,
  z.ZodExactOptional<typeof limit | typeof deleteLimit>
>;

export const limits = z
  .strictObject({
    ...limitOfEach,
    copiesInFlight: z
      .int()
      .min(1)
      .max(20)
      .default(5)
      .describe(
        'Snapshot copies at the same time to one destination Region of an account, from everybody: 1 to 20.',
      ),
  })
  .describe(
    'How much one sweep of an account and Region may do: a number, or a percentage of the clusters in scope.',
  );
