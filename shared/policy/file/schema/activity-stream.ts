import * as z from 'zod';
import { kmsKey } from './names.ts';
import { override } from './override.ts';
import { report } from './refine.ts';
import { hours } from './time.ts';

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
