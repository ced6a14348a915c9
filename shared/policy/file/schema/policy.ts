import * as z from 'zod';
import type { Policy } from '../../model/policy.ts';
import { calendars } from './calendars.ts';
import { changeCalendar } from './change-calendar.ts';
import { limits } from './limits.ts';
import { inTimezone, protection } from './match.ts';
import { orphans } from './orphans.ts';
import { powerInTimezone } from './power.ts';
import { rule } from './rule.ts';
import { schedules } from './schedules.ts';
import { splitTargets, targets } from './targets.ts';
import { timezone } from './time.ts';

const file = z.strictObject({
  version: z.literal(1).describe("The file's format."),
  mode: z
    .enum(['observe', 'enforce'])
    .default('observe')
    .describe('observe: decide and report, change nothing. enforce: act.'),
  enabled: z
    .boolean()
    .exactOptional()
    .describe('false: decide and report, and do nothing until it is true again. Default: true.'),
  timezone: timezone.prefault('UTC').describe('IANA time zone of all hours; a rule may have its own.'),
  tagActions: z
    .boolean()
    .default(true)
    .describe('Write on a cluster what is about to be done to it, when and by which rule.'),
  targets: targets.exactOptional(),
  calendars,
  schedules,
  changeCalendar: changeCalendar
    .exactOptional()
    .describe(
      'While this AWS Systems Manager Change Calendar is CLOSED, changes wait; a rule may have its own.',
    ),
  limits: limits.prefault({}),
  orphans,
  protect: z
    .array(protection)
    .min(1)
    .exactOptional()
    .describe('Clusters to keep safe. Wins over every rule.'),
  rules: z
    .array(rule)
    .min(1)
    .describe(
      'For each of power, snapshots, activityStream, capacity and recovery, the first rule that has it and matches decides.',
    ),
});

/** Keys that begin with `x-` are places for YAML anchors. */
function withoutAnchors(document: unknown): unknown {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return document;
  return Object.fromEntries(Object.entries(document).filter(([key]) => !key.startsWith('x-')));
}

/** The policy file: what people write goes in, a `Policy` with all defaults comes out. */
export const policySchema = z
  .preprocess(withoutAnchors, file)
  .transform(
    ({ limits: { copiesInFlight, ...caps }, ...read }): Policy => ({
      ...read,
      limits: caps,
      copiesInFlight,
      ...splitTargets(read.targets),
      protect: (read.protect ?? []).map((entry) => inTimezone(entry, read.timezone)),
      rules: read.rules.map(({ power, ...each }) => {
        const timezone = each.timezone ?? read.timezone;
        return {
          ...each,
          ...(power && { power: powerInTimezone(power, timezone) }),
          match: inTimezone(each.match, timezone),
          timezone,
        };
      }),
    }),
  )
  .meta({
    title: 'a Dormouse policy',
    description: 'What Aurora, Neptune and DocumentDB clusters should be, by time of day.',
  });
