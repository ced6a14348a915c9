import * as z from 'zod';
import { parseArn } from '../../model/arn.ts';
import { account, region, role } from './names.ts';
import { report } from './refine.ts';

const target = z
  .strictObject({
    account: account.describe('Account id, 12 digits in quotes.'),
    role: role.exactOptional().describe('IAM role of that account to assume. Omitted: the own credentials.'),
    externalId: z
      .string()
      .regex(/^[\w+=,.@:/-]{2,1224}$/)
      .meta({ title: 'an external ID', examples: ['dormouse-7f3a'] })
      .exactOptional()
      .describe("What the role's trust policy asks for as sts:ExternalId."),
    regions: z.array(region).min(1).describe('Regions of the account to sweep.'),
  })
  .check((ctx) => {
    const roleAccount = ctx.value.role === undefined ? undefined : parseArn(ctx.value.role)?.account;
    if (roleAccount !== undefined && roleAccount !== ctx.value.account) {
      const message = `is a role of account ${roleAccount}`;
      const remedy = `name a role of account ${ctx.value.account}`;
      report(ctx, { path: ['role'], value: ctx.value.role, message, remedy });
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
          const message = `of account ${id} is a target already`;
          const remedy = 'keep one entry for each account and Region';
          report(ctx, { path: [index, 'regions', position], value: name, message, remedy });
        }
        seen.add(`${id} ${name}`);
      }
    }
  })
  .describe('Accounts and Regions to sweep. Omitted: those that the functions run in.');
