import * as z from 'zod';
import { duration } from './time.ts';

export const notify = z
  .strictObject({
    before: duration('5m', '24h').describe('How long before a change its warning is sent: 5m to 24h.'),
    of: z
      .array(z.enum(['stop', 'deleteSnapshot']))
      .min(1)
      .default(['stop', 'deleteSnapshot'])
      .describe('The changes to warn of. Default: both.'),
  })
  .transform(({ before, of }) => ({ beforeMs: before, of }))
  .describe('Send an event before clusters are stopped and snapshots deleted, so that people can hold them.');
