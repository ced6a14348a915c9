import * as z from 'zod';
import { aspectNames } from '../../model/actions.ts';
import { activityStream } from './activity-stream.ts';
import { capacity } from './capacity.ts';
import { changeCalendar } from './change-calendar.ts';
import { match } from './match.ts';
import { notify } from './notify.ts';
import { power } from './power.ts';
import { recovery } from './recovery.ts';
import { hasUnknownKey, report } from './refine.ts';
import { snapshots } from './snapshots.ts';
import { timezone } from './time.ts';

/** A custom check, for zod's own word on a literal knows no remedy but the literal. */
const mode = z
  .custom<'observe'>((value) => value === 'observe', {
    error: 'is not observe, the only mode that a rule can have',
    params: { remedy: 'write observe, or remove it and set the mode of the policy' },
  })
  .meta({ const: 'observe' })
  .describe('observe: what the rule decides is reported and not done, also when the policy enforces.');

export const rule = z
  .strictObject({
    name: z
      .string()
      .regex(/^\S(?:.{0,98}\S)?$/u)
      .meta({ title: 'a name of up to 100 characters', examples: ['developer databases'] })
      .describe('Names the rule in reports and tags. Unique.'),
    mode: mode.exactOptional(),
    enabled: z
      .boolean()
      .exactOptional()
      .describe(
        'false: nothing that the rule decides is done, and no later rule decides in its place. Default: true.',
      ),
    match,
    timezone: timezone.exactOptional().describe("The rule's own IANA time zone. Default: the policy's."),
    changeCalendar: changeCalendar
      .exactOptional()
      .describe("The rule's own AWS Systems Manager Change Calendar. Default: the policy's."),
    power: power.exactOptional(),
    snapshots: snapshots.exactOptional(),
    activityStream: activityStream.exactOptional(),
    capacity: capacity.exactOptional(),
    recovery: recovery.exactOptional(),
    notify: notify.exactOptional(),
  })
  .check((ctx) => {
    if (aspectNames.every((aspect) => ctx.value[aspect] === undefined) && !hasUnknownKey(ctx)) {
      const remedy = `give it one of ${aspectNames.join(', ')}`;
      report(ctx, { path: [], message: 'has none of the aspects that a rule can decide', remedy });
    }
  });
