import { createHome } from '../../shared/aws/client/clients.ts';
import { listOrganizationAccounts } from '../../shared/aws/read/organization.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { whyLeftOut } from '../../shared/runtime/report/left-out.ts';
import { createOrganizationAccounts } from '../../shared/runtime/sweep/organization-accounts.ts';
import { CliError } from '../errors/cli-error.ts';
import { forPeople } from '../errors/explain-error.ts';
import { readPolicy } from '../input/policy-file.ts';
import type { Io } from '../terminal/io.ts';
import { withProgress } from '../terminal/progress.ts';
import { findHome } from './home.ts';
import { readerSession } from './reader.ts';

/**
 * A policy that may be used, as `readPolicy` gives it, with the accounts of its organizations among the targets.
 *
 * @throws PolicyError with every problem, CliError when the accounts of an organization could not be listed.
 */
export async function readListedPolicy(path: string, io: Io): Promise<Policy> {
  return listTargets(await readPolicy(path, io), io);
}

/**
 * The policy with the accounts of its organizations among the targets, for whoever is to look at all of them.
 *
 * @throws CliError when they could not be listed.
 */
export async function listTargets(policy: Policy, io: Pick<Io, 'stderr'>): Promise<Policy> {
  if (policy.organizations === undefined) return policy;
  return withProgress(io.stderr, 'listing accounts', async ({ warn }) => {
    const home = await findHome();
    const aws = createHome(home.region);
    const listed = await createOrganizationAccounts().resolve(policy, {
      home: async () => home,
      listAccounts: async (organization) => {
        try {
          return await listOrganizationAccounts(aws, organization, readerSession.name);
        } catch (error) {
          throw forPeople(error);
        }
      },
      warn,
    });
    for (const one of listed.leftOut ?? []) warn(whyLeftOut(one));
    if (listed.unlisted === undefined) return listed.policy;
    const remedy =
      'run it as the management account or one that may list accounts, or name a listRole: docs/deploy.md';
    throw new CliError(`${listed.unlisted.name}: ${listed.unlisted.message}`, remedy);
  });
}
