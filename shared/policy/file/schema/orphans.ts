import * as z from 'zod';
import { duration } from './time.ts';

export const orphans = z
  .union([
    z.literal('keep'),
    z
      .strictObject({
        expireAfter: duration('1d', '36500d')
          .meta({ title: 'a duration', examples: ['90d'] })
          .describe('Delete them when they are older than this: 1d to 36500d.'),
      })
      .transform(({ expireAfter }) => ({ expireAfterMs: expireAfter })),
  ])
  .meta({ title: 'keep or an age', examples: ['keep', { expireAfter: '90d' }] })
  .default('keep')
  .describe(
    'Snapshots that Dormouse made and whose cluster or rule is gone. The last of a cluster always stays.',
  );
