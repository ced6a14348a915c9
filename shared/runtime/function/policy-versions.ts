import type { Config } from './config.ts';
import type { PolicyText } from './policy-text.ts';

/** The most versions that are tried: a policy that was broken more often in a row has no good one. */
const MAX_TRIED = 10;

/**
 * The versions of a policy, newest first, if its source keeps any: SSM and S3 do. Where AppConfig's validator refuses a
 * version, AppConfig itself goes on with the one before; a packaged file is checked before it is packaged.
 */
export async function* policyVersions({
  policy: source,
  region,
}: Pick<Config, 'policy' | 'region'>): AsyncGenerator<PolicyText> {
  if (source.kind !== 'ssm' && source.kind !== 's3') return;
  const { createHome } = await import('../../aws/client/clients.ts');
  const home = createHome(region);
  if (source.kind === 's3') {
    const { objectVersions } = await import('../../aws/read/policy-object.ts');
    yield* objectVersions(home, source, MAX_TRIED);
    return;
  }
  const { readParameter } = await import('../../aws/read/parameter.ts');
  const client = await home.ssm();
  const newest = await readParameter(client, source.name);
  if (newest === undefined) return;
  yield { text: newest.text, version: String(newest.version) };
  const oldest = Math.max(1, newest.version - MAX_TRIED + 1);
  for (let version = newest.version - 1; version >= oldest; version -= 1) {
    const found = await readParameter(client, `${source.name}:${version}`);
    if (found === undefined) return;
    yield { text: found.text, version: String(version) };
  }
}
