import * as z from 'zod';
import type { Reading } from '../../../document/problem.ts';
import type { OverrideBound } from '../../model/policy.ts';
import { MAX_OVERRIDE_MS } from '../../streams/override.ts';
import { parseDuration } from '../../time/duration.ts';
import { formatDuration } from '../../time/when.ts';
import { kmsKey } from './names.ts';
import { reading, report } from './refine.ts';
import { hours } from './time.ts';

const override = z
  .string()
  .regex(/^[a-z]/)
  .transform(reading(readOverride))
  .meta({ title: 'allow, deny or max and a duration', examples: ['allow', 'deny', 'max 7d'] });

function readOverride(text: string): Reading<OverrideBound> {
  if (text === 'allow') return { ok: true, value: { text, maxMs: MAX_OVERRIDE_MS } };
  if (text === 'deny') return { ok: true, value: { text, maxMs: 0 } };
  const maxMs = parseDuration(/^max +(.+)$/.exec(text)?.[1] ?? '');
  if (Number.isNaN(maxMs)) {
    const message = 'is not allow, deny or max and a duration';
    return { ok: false, message, remedy: 'write for example allow, deny or max 7d' };
  }
  return maxMs > 0 && maxMs <= MAX_OVERRIDE_MS
    ? { ok: true, value: { text, maxMs } }
    : {
        ok: false,
        message: 'is out of bounds',
        remedy: `write max 1m to max ${formatDuration(MAX_OVERRIDE_MS)}`,
      };
}

export const activityStream = z
  .strictObject({
    mode: z
      .enum(['async', 'sync', 'off'])
      .describe('async favours the database, sync the records; off: no stream.'),
    kmsKey: kmsKey.exactOptional().describe('Key that encrypts the stream. Needed unless mode is off.'),
    hours: hours.prefault('always').describe('The stream is on in these hours.'),
    restart: z
      .enum(['maintenanceWindow', 'offHours', 'anytime'])
      .default('maintenanceWindow')
      .describe('When a change may restart the cluster.'),
    override: override
      .prefault('allow')
      .describe(
        'Whether people may ask for something else for a while, by payload or tag, and for how long.',
      ),
  })
  .check((ctx) => {
    if (ctx.value.mode !== 'off' && ctx.value.kmsKey === undefined) {
      report(ctx, {
        path: ['kmsKey'],
        message: 'is missing',
        remedy: 'add for example kmsKey: alias/dormouse',
      });
    }
  })
  .transform(({ override: overrides, ...rest }) => ({ ...rest, overrides }))
  .describe('Database Activity Stream: keep it in a mode. Aurora only.');
