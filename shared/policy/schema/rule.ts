import * as z from 'zod';
import { activityStream } from './activity-stream.ts';
import { capacity } from './capacity.ts';
import { match } from './match.ts';
import { power } from './power.ts';
import { report } from './refine.ts';
import { snapshots } from './snapshots.ts';
import { timezone } from './time.ts';

export const aspects = ['power', 'snapshots', 'activityStream', 'capacity'] as const;

export const rule = z
  .strictObject({
    name: z
      .string()
      .regex(/^\S(?:.{0,98}\S)?$/u)
      .meta({ title: 'a name of up to 100 characters', examples: ['developer databases'] })
      .describe('Names the rule in reports and tags. Unique.'),
    match,
    timezone: timezone.exactOptional().describe("The rule's own IANA time zone. Default: the policy's."),
    power: power.exactOptional(),
    snapshots: snapshots.exactOptional(),
    activityStream: activityStream.exactOptional(),
    capacity: capacity.exactOptional(),
  })
  .check((ctx) => {
    if (aspects.every((aspect) => ctx.value[aspect] === undefined)) {
      const remedy = `give it one of ${aspects.join(', ')}`;
      report(ctx, { path: [], message: 'says nothing of its clusters', remedy });
    }
  });
