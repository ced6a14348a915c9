import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ObjectText } from '../../aws/read/policy-object.ts';
import type { PolicySource } from '../../policy/file/source.ts';
import type { Config } from './config.ts';

/** Seconds for which a warm function goes on with the policy it has read from outside its package. */
const MAX_AGE_SECONDS = 60;

/** The text of a policy. */
export interface PolicyText {
  readonly text: string;
  /** The version of the object in S3, for logs. Absent: the source has no versions, or does not say which one it is. */
  readonly version?: string;
}

interface ReadObject {
  readonly object: ObjectText;
  readonly at: number;
}

/** The objects that this instance of the function has read, by their URL. */
const warm = new Map<string, ReadObject>();

/** Reads the policy where it is. SDKs are loaded on demand: a bundled policy file does not pay for them at a cold start. */
export async function readPolicyText({
  policy: source,
  region,
  taskRoot,
}: Pick<Config, 'policy' | 'region' | 'taskRoot'>): Promise<PolicyText> {
  if (source.kind === 'file') return { text: await readFile(resolve(taskRoot, source.path), 'utf8') };
  if (source.kind === 's3') return readObject(source, region);
  if (source.kind === 'ssm') {
    const { getParameter } = await import('@aws-lambda-powertools/parameters/ssm');
    return { text: (await getParameter(source.name, { maxAge: MAX_AGE_SECONDS, decrypt: true })) ?? '' };
  }
  const { getAppConfig } = await import('@aws-lambda-powertools/parameters/appconfig');
  const { application, environment } = source;
  const bytes = await getAppConfig(source.profile, { application, environment, maxAge: MAX_AGE_SECONDS });
  return { text: new TextDecoder().decode(bytes) };
}

async function readObject(
  source: Extract<PolicySource, { kind: 's3' }>,
  region: string,
): Promise<PolicyText> {
  const url = `s3://${source.bucket}/${source.key}`;
  const known = warm.get(url);
  if (known !== undefined && Date.now() < known.at + MAX_AGE_SECONDS * 1_000) return known.object;
  const [{ createHome }, { readObjectText }] = await Promise.all([
    import('../../aws/client/clients.ts'),
    import('../../aws/read/policy-object.ts'),
  ]);
  const object = await readObjectText(createHome(region), source, known?.object);
  warm.set(url, { object, at: Date.now() });
  return object;
}
