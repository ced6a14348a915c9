import * as z from 'zod';
import { parseArn } from '../../model/arn.ts';
import { account, region, role } from './names.ts';
import { report } from './refine.ts';

const target = z
  .strictObject({
    account: account.describe('Account id, 12 digits in quotes.'),
    role: role.exactOptional().describe('IAM role of that account to assume. Omitted: the own credentials.'),
    readRole: role
      .exactOptional()
      .describe(
        'IAM role that `dormouse plan` and `explain` assume instead of `role`, to look without being able to change anything.',
      ),
    externalId: z
      .string()
      .regex(/^[\w+=,.@:/-]{2,1224}$/)
      .meta({ title: 'an external ID', examples: ['dormouse-7f3a'] })
      .exactOptional()
      .describe("sts:ExternalId that the roles' trust policies ask for."),
    regions: z.array(region).min(1).describe('Regions of the account to sweep.'),
  })
  .check((ctx) => {
    for (const key of ['role', 'readRole'] as const) {
      const { [key]: value, account: own } = ctx.value;
      const roleAccount = value === undefined ? undefined : parseArn(value)?.account;
      if (roleAccount !== undefined && roleAccount !== own) {
        const message = `is a role of account ${roleAccount}`;
        report(ctx, { path: [key], value, message, remedy: `name a role of account ${own}` });
      }
    }
  });

export const targets = z
  .array(target)
  .min(1)
  .check((ctx) => {
    const seen = new Set<string>();
    for (const [index, { account: id, regions }] of ctx.value.entries()) {
      for (const [position, name] of regions.entries()) {
        if (seen.has(`${id} ${name}`)) {
          const message = `of account ${id} is already a target`;
          const remedy = 'keep one entry for each account and Region';
          report(ctx, { path: [index, 'regions', position], value: name, message, remedy });
        }
        seen.add(`${id} ${name}`);
      }
    }
  })
  .describe('Accounts and Regions to sweep. Omitted: those that the functions run in.');
