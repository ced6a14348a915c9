import * as z from 'zod';
import { defined } from '../../../defined.ts';
import { signalNames } from '../../model/engines.ts';
import type { IdleRule } from '../../model/policy.ts';
import { hasUnknownKey, report } from './refine.ts';

const percent = z
  .string()
  .regex(/^[1-9]\d?%$/)
  .transform((text) => Number.parseInt(text, 10))
  .meta({ title: 'a percentage from 1% to 99%', examples: ['20%'] });

/** The thresholds of idleness, where those of the engine do not fit; docs/power.md has the metrics of each signal. */
export const idle = z
  .strictObject({
    connections: z
      .int()
      .min(0)
      .max(1000)
      .exactOptional()
      .describe('The most client connections at any sample that are idle. Default: 0.'),
    cpu: percent
      .exactOptional()
      .describe('The most CPU of any instance that is idle: 1% to 99%. Default: 30%.'),
    queries: z
      .int()
      .min(0)
      .max(10_000)
      .exactOptional()
      .describe('The most queries, requests or commits a second that are idle. Default: by engine.'),
    connectionAttempts: z
      .int()
      .min(0)
      .max(10_000)
      .exactOptional()
      .describe('The most connection attempts a minute that are idle. Default: 60.'),
    ignore: z
      .array(z.enum(signalNames))
      .min(1)
      .exactOptional()
      .describe('Signals of which no value is use; connections and cpu not both.'),
  })
  .check((ctx) => {
    const { ignore = [], ...atMost } = ctx.value;
    if (Object.keys(ctx.value).length === 0 && !hasUnknownKey(ctx)) {
      const remedy = 'give for example connections: 2, or remove the key';
      report(ctx, { path: [], message: 'says nothing', remedy });
    }
    if (ignore.includes('connections') && ignore.includes('cpu')) {
      report(ctx, {
        path: ['ignore'],
        message: 'leaves no metric that AWS always sends, so nothing would show that a cluster is used',
        remedy: 'take connections or cpu out of the list, and give it a threshold instead',
      });
    }
    for (const signal of signalNames) {
      if (atMost[signal] === undefined || !ignore.includes(signal)) continue;
      const remedy = `remove ${signal} here or from ignore`;
      report(ctx, { path: [signal], message: 'has no effect, because ignore names it', remedy });
    }
  })
  .transform(
    ({ ignore = [], connections, cpu, queries, connectionAttempts }): IdleRule => ({
      atMost: defined({ connections, cpu, queries, connectionAttempts }),
      ignore,
    }),
  )
  .describe("What still counts as idle. Omitted: what the engine's own thresholds say.");
