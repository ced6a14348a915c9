import * as z from 'zod';
import { defined } from '../../../defined.ts';
import type { Reading } from '../../../document/problem.ts';
import { parseArn } from '../../model/arn.ts';
import type { OrganizationTarget, Target } from '../../model/policy.ts';
import { account, region, role } from './names.ts';
import { hasUnknownKey, reading, report } from './refine.ts';

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
const organizationForm = /^o-[a-z0-9]{10,32}$/;

const organization = z
  .string()
  .transform(reading(readOrganization))
  .meta({
    title: 'the id of an organization',
    pattern: organizationForm.source,
    examples: ['o-a1b2c3d4e5'],
  });

function readOrganization(text: string): Reading<string> {
  if (organizationForm.test(text)) return { ok: true, value: text };
  if (/^ou-/.test(text)) {
    const remedy = 'write the organization here, o-…, and this under units';
    return { ok: false, message: 'is an organizational unit', remedy };
  }
  if (/^r-/.test(text)) {
    const remedy = 'write the organization here, o-…, without units';
    return { ok: false, message: 'is the root of an organization', remedy };
  }
  return {
    ok: false,
    message: 'is not the id of an organization',
    remedy: 'write for example o-a1b2c3d4e5; aws organizations describe-organization shows it',
  };
}

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_OrganizationalUnit.html */
const unit = z
  .string()
  .regex(/^ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}$/)
  .meta({ title: 'the id of an organizational unit', examples: ['ou-ab12-cdef3456'] });

const ARN_EXAMPLE = 'arn:aws:iam::111122223333:role/dormouse';
const roleName = /^[\w+=,.@/-]+$/;

/** An ARN for one account, a name for the accounts of an organization. */
const anyRole = z.string().meta({ title: 'an IAM role', examples: [ARN_EXAMPLE, 'dormouse'] });

const entry = z
  .strictObject({
    account: account.exactOptional().describe('Account id, 12 digits in quotes.'),
    organization: organization
      .exactOptional()
      .describe(
        'In place of account: all active accounts of this AWS organization, as they are at run time.',
      ),
    units: z
      .array(unit)
      .min(1)
      .exactOptional()
      .describe('Of an organization: only the accounts in these organizational units and the units below.'),
    exceptUnits: z
      .array(unit)
      .min(1)
      .exactOptional()
      .describe(
        'Of an organization: leave out the accounts in these organizational units and the units below.',
      ),
    except: z.array(account).min(1).exactOptional().describe('Of an organization: accounts to leave out.'),
    role: anyRole
      .exactOptional()
      .describe(
        "IAM role to assume: its ARN, or for an organization its name. Omitted: the own credentials; in an organization's accounts, dormouse.",
      ),
    readRole: anyRole
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
    listRole: role
      .exactOptional()
      .describe('Of an organization: the IAM role that may list its accounts. Omitted: the own credentials.'),
    regions: z.array(region).min(1).describe('Regions of the account to sweep.'),
  })
  .check((ctx) => {
    if (hasUnknownKey(ctx)) return;
    const { account: own, organization: org } = ctx.value;
    if (own === undefined && org === undefined) {
      const message = 'is missing';
      report(ctx, {
        path: ['account'],
        message,
        remedy: 'add account, or organization for all of its accounts',
      });
    } else if (own !== undefined && org !== undefined) {
      const message = 'cannot stand beside account';
      report(ctx, { path: ['organization'], value: org, message, remedy: 'make it an entry of its own' });
    } else if (org === undefined) checkAccount(ctx);
    else checkOrganization(ctx);
  });

type Entry = z.output<typeof entry>;
type Context = z.core.ParsePayload<Entry>;

function checkAccount(ctx: Context): void {
  for (const key of ['units', 'exceptUnits', 'except', 'listRole'] as const) {
    if (ctx.value[key] === undefined) continue;
    const message = 'belongs to an organization, and account names one account';
    report(ctx, { path: [key], message, remedy: `take ${key} out` });
  }
  for (const key of ['role', 'readRole'] as const) {
    const { [key]: value, account: own } = ctx.value;
    if (value === undefined) continue;
    const owner = role.safeParse(value).success ? parseArn(value)?.account : undefined;
    if (owner === undefined) {
      const message = "is not an IAM role's ARN";
      report(ctx, { path: [key], value, message, remedy: `write for example ${ARN_EXAMPLE}` });
    } else if (owner !== own) {
      const message = `is a role of account ${owner}`;
      report(ctx, { path: [key], value, message, remedy: `name a role of account ${own}` });
    }
  }
}

function checkOrganization(ctx: Context): void {
  for (const key of ['role', 'readRole'] as const) {
    const { [key]: value } = ctx.value;
    if (value === undefined || roleName.test(value)) continue;
    const name = parseArn(value) && value.split(':role/')[1];
    const message = 'is not the name of an IAM role, which each account of the organization has';
    report(ctx, { path: [key], value, message, remedy: `write ${name ?? 'for example dormouse'}` });
  }
}

const list = z
  .array(entry)
  .min(1)
  .check((ctx) => {
    const seen = new Set<string>();
    for (const [index, { account: own, organization: org, units, regions }] of ctx.value.entries()) {
      if (units !== undefined) continue;
      const id = own === undefined ? `organization ${org}` : `account ${own}`;
      for (const [position, name] of regions.entries()) {
        if (seen.has(`${id} ${name}`)) {
          const message = `of ${id} is already a target`;
          const remedy = `keep one entry for each ${own === undefined ? 'organization' : 'account'} and Region`;
          report(ctx, { path: [index, 'regions', position], value: name, message, remedy });
        }
        seen.add(`${id} ${name}`);
      }
    }
  });

const alone = entry.check((ctx) => {
  if (ctx.value.account === undefined) return;
  const remedy = 'write it as a list: [{ … }], or a dash before each of its maps';
  report(ctx, { path: [], value: ctx.value, message: 'is not a list', remedy });
});

export const targets = z
  .union([list, alone])
  .describe(
    'Accounts and Regions to sweep: a list, or one organization. Omitted: those that the functions run in.',
  );

/** The targets by number, and the organizations, if there are any. */
export function splitTargets(written: Entry | readonly Entry[] = []): {
  targets: Target[];
  organizations?: OrganizationTarget[];
} {
  const entries: readonly Entry[] = Array.isArray(written) ? written : [written];
  const organizations = entries.flatMap((each, position) =>
    each.organization === undefined
      ? []
      : [toOrganization(each, Array.isArray(written) ? position : undefined)],
  );
  return {
    targets: entries.flatMap(({ account: id, role: name, readRole, externalId, regions }) =>
      id === undefined ? [] : [{ account: id, ...defined({ role: name, readRole, externalId }), regions }],
    ),
    ...(organizations.length > 0 && { organizations }),
  };
}

function toOrganization(
  { organization: id = '', except = [], role: name = 'dormouse', regions, ...each }: Entry,
  position: number | undefined,
): OrganizationTarget {
  const { units, exceptUnits, readRole, externalId, listRole } = each;
  return {
    organization: id,
    except,
    role: name,
    regions,
    ...defined({ position, units, exceptUnits, readRole, externalId, listRole }),
  };
}
