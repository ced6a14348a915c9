import * as z from 'zod';
import { defined } from '../../../defined.ts';
import type { PowerRule } from '../../model/policy.ts';
import { idle } from './idle.ts';
import { inTimezone, match } from './match.ts';
import { boundedOverride } from './override.ts';
import { hoursOrTag } from './schedules.ts';
import { duration } from './time.ts';

const startBefore = z
  .union([duration('1m', '2h'), z.literal('auto')])
  .meta({ title: 'a duration or auto', examples: ['15m', 'auto'] })
  .describe(
    'How long before its hours a cluster is started, to be available when they begin: 1m to 2h, or auto, by how long its starts take.',
  );

const longest = duration('30m', '7d');

const maxUptime = z
  .union([
    longest.transform((ms) => ({ ms, evenIfUsed: false })),
    z
      .strictObject({ atOnce: longest.describe('The time after which it is stopped even while it is used.') })
      .transform(({ atOnce: ms }) => ({ ms, evenIfUsed: true })),
  ])
  .meta({ title: 'a duration, or a map with atOnce', examples: ['10h', { atOnce: '10h' }] })
  .describe(
    'How long a cluster may be up that was started outside its hours: 30m to 7d. Stopped then once it is idle, or at once.',
  );

export const power = z
  .strictObject({
    hours: hoursOrTag
      .exactOptional()
      .describe('Up in these hours, or in those of the schedule that a tag names. Omitted: on demand only.'),
    override: boundedOverride
      .exactOptional()
      .describe(
        'How far ahead the tag dormouse:hours of a cluster may override its hours. Omitted: not at all.',
      ),
    start: z
      .boolean()
      .exactOptional()
      .describe('Start in its hours and the maintenance window that it honours. Default: true with either.'),
    startBefore: startBefore.exactOptional(),
    stagger: duration('2m', '2h')
      .exactOptional()
      .describe('Spread the starts of its clusters over this time: 2m to 2h.'),
    stop: z
      .enum(['whenIdle', 'atOnce', 'atEnd', 'never'])
      .default('whenIdle')
      .describe('What happens outside hours: stop when idle, at once, once when they end, or never.'),
    idleFor: duration('5m', '14d')
      .prefault('60m')
      .describe('How long without a sign of use is idle: 5m to 14d.'),
    idle: idle.exactOptional(),
    minUptime: duration('0m', '7d')
      .prefault('30m')
      .describe('How long a cluster is up before it is stopped: 0m to 7d.'),
    maxUptime: maxUptime.exactOptional(),
    afterAwsRestart: z
      .enum(['stop', 'leave'])
      .default('stop')
      .describe(
        'AWS restarts a stopped cluster after 7 days: stop it again, or leave it until its next hours end.',
      ),
    maintenance: z
      .enum(['ignore', 'honour'])
      .default('ignore')
      .describe("honour: be up in the cluster's own maintenance window."),
    after: match
      .exactOptional()
      .describe('Clusters of the same account and Region that are started before, and stopped after, these.'),
    snapshotFirst: z.boolean().default(false).describe('Take a snapshot before each stop.'),
  })
  .transform(({ idleFor, minUptime, start, stagger: staggerMs, override: overrides, ...rest }) => ({
    ...rest,
    ...defined({ overrides, staggerMs }),
    start: start ?? (rest.hours !== undefined || rest.maintenance === 'honour'),
    idleForMs: idleFor,
    minUptimeMs: minUptime,
  }))
  .describe('When the clusters are up. {} stops what is idle.');

/** The settings with the instants that dates in `after` mean in the time zone. */
export function powerInTimezone({ after, ...rest }: z.infer<typeof power>, timezone: string): PowerRule {
  return { ...rest, ...(after && { after: inTimezone(after, timezone) }) };
}
