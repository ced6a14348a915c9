import { nearest } from '../../shared/document/nearest.ts';
import { parsePolicy } from '../../shared/policy/file/parse.ts';
import { CliError } from '../errors/cli-error.ts';
import { readPolicyText } from '../input/policy-file.ts';
import { fitted, type Io } from '../terminal/io.ts';

/**
 * Warns about an account for which the policy names no targets: its pause would hold nobody up. Says nothing where that is
 * not known: there is no policy file that can be read, or an organization names the accounts. It is no error, because
 * another version of the policy may be deployed.
 */
export async function warnOfStranger(account: string, file: string, home: string, io: Io): Promise<void> {
  const accounts = await accountsOf(file, home, io);
  if (accounts === undefined || accounts.includes(account)) return;
  const near = nearest(account, accounts);
  const question = near === undefined ? '' : `; did you mean ${near}?`;
  io.stderr.write(
    fitted(
      `${file} has no account ${account}, where this pause would hold nobody up${question}\n`,
      io.stderr,
    ),
  );
}

async function accountsOf(file: string, home: string, io: Io): Promise<readonly string[] | undefined> {
  try {
    const { text } = await readPolicyText(file, io);
    const parsed = parsePolicy(text, { now: Date.now() });
    if (!parsed.ok || parsed.policy.organizations !== undefined) return undefined;
    const { targets } = parsed.policy;
    return targets.length === 0 ? [home] : targets.map((target) => target.account);
  } catch (error) {
    if (error instanceof CliError) return undefined;
    throw error;
  }
}
