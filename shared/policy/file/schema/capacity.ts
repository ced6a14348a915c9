import * as z from 'zod';
import { defined } from '../../../defined.ts';
import { report } from './refine.ts';
import { duration, hours } from './time.ts';

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html */
const units = z
  .number()
  .max(256)
  .multipleOf(0.5)
  .meta({ title: 'a number of capacity units', examples: [0.5, 2, 16] });

const line = z
  .strictObject({
    hours: hours.exactOptional().describe('When this line holds. Omitted: whenever no line above does.'),
    min: units.min(0).describe('Lowest capacity in steps of 0.5. 0: the cluster may pause by itself.'),
    max: units
      .min(1)
      .meta({ examples: [1, 16, 128] })
      .describe('Highest capacity in steps of 0.5, from 1.'),
    autoPauseAfter: duration('5m', '24h')
      .exactOptional()
      .describe('How long without connections until the cluster pauses: 5m to 24h, only with min 0.'),
    whenBusy: z
      .enum(['wait', 'apply'])
      .default('wait')
      .describe('Whether a smaller max waits while the cluster uses more than that.'),
  })
  .check((ctx) => {
    const { min, max, autoPauseAfter } = ctx.value;
    if (min > max && max >= 1) {
      report(ctx, {
        path: ['min'],
        value: min,
        message: `is above max, ${max}`,
        remedy: `write ${max} or less`,
      });
    }
    if (autoPauseAfter !== undefined && min > 0) {
      const remedy = 'write min: 0, or take autoPauseAfter out';
      report(ctx, { path: ['autoPauseAfter'], message: `has no effect with min ${min}`, remedy });
    }
  })
  .transform(({ autoPauseAfter, ...rest }) => ({
    ...rest,
    ...defined({ autoPauseAfterMs: autoPauseAfter }),
  }));

export const capacity = z
  .array(line)
  .min(1)
  .describe('Serverless capacity by the clock: the first line whose hours are now holds.');
