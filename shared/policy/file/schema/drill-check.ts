import * as z from 'zod';
import { defined } from '../../../defined.ts';
import type { Reading } from '../../../document/problem.ts';
import type { DrillCheck } from '../../model/recovery-rule.ts';
import { reading, report } from './refine.ts';
import { duration } from './time.ts';

const percent = z
  .string()
  .regex(/^(?:0|[1-9]\d?)%$/)
  .transform((text) => Number.parseInt(text, 10))
  .meta({ title: 'a percentage from 0% to 99%', examples: ['10%'] });

const sqlCheck = z
  .strictObject({
    sql: z
      .string()
      .regex(/\S/)
      .max(4000)
      .meta({ title: 'a query', examples: ['select count(*) from orders'] })
      .describe('A query whose answer is one row of one column.'),
    database: z
      .string()
      .regex(/^[\w$-]{1,64}$/)
      .meta({ title: "a database's name", examples: ['shop'] })
      .describe('The database that it is asked in.'),
    atLeast: z.number().exactOptional().describe('The least number that passes.'),
    shrinkAtMost: percent
      .exactOptional()
      .describe('How much less it may be than when the check last passed: 0% to 99%.'),
    freshness: duration('1m', '400d')
      .exactOptional()
      .describe('The answer is a time, at most this old: 1m to 400d.'),
  })
  .check((ctx) => {
    const { freshness, atLeast, shrinkAtMost } = ctx.value;
    if (freshness === undefined || (atLeast === undefined && shrinkAtMost === undefined)) return;
    const remedy = 'give atLeast and shrinkAtMost to a check of their own';
    report(ctx, {
      path: ['freshness'],
      message: 'wants a time, and atLeast and shrinkAtMost want a number',
      remedy,
    });
  })
  .transform(
    ({ shrinkAtMost, freshness, ...rest }): DrillCheck => ({
      kind: 'sql',
      ...rest,
      ...defined({ shrinkAtMostPercent: shrinkAtMost, freshnessMs: freshness }),
    }),
  );

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
const FUNCTION = /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:([\w-]{1,64})(?::[\w$-]{1,128})?$/;

/** The roles of Dormouse may invoke no other function. */
function readFunction(text: string): Reading<string> {
  const name = FUNCTION.exec(text)?.[1] ?? '';
  if (name.startsWith('dormouse-drill-check-')) return { ok: true, value: text };
  const remedy = 'name the function dormouse-drill-check-…: the roles may invoke no other';
  return { ok: false, message: 'is not the ARN of a function that may check drills', remedy };
}

const functionCheck = z
  .strictObject({
    function: z
      .string()
      .regex(FUNCTION)
      .transform(reading(readFunction))
      .meta({
        title: "a Lambda function's ARN",
        examples: ['arn:aws:lambda:eu-central-1:111122223333:function:dormouse-drill-check-graph'],
      })
      .describe('A Lambda function that asks the restored cluster.'),
  })
  .transform(({ function: arn }): DrillCheck => ({ kind: 'function', arn }));

/** A question to the restored data. */
export const drillCheck = z.union([sqlCheck, functionCheck]).meta({
  title: 'a check',
  examples: [{ sql: 'select count(*) from orders', database: 'shop', atLeast: 1000 }],
});
