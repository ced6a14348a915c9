import { resolve } from 'node:path';
import { VERSION } from '../../aws/client/version.ts';
import { defined } from '../../defined.ts';
import { policyDigest } from '../../policy/file/deployed.ts';
import { stampOf } from '../../policy/model/tags.ts';
import { PolicyError } from '../request/errors.ts';
import type { LoadedPolicy } from './check-policy.ts';
import { readCompiled } from './compiled-policy.ts';
import type { Config } from './config.ts';
import { type PolicyText, readPolicyText } from './policy-text.ts';

/** A policy that a run goes by. */
export interface UsedPolicy extends LoadedPolicy {
  /** Tells its text from every other. */
  readonly digest: string;
  /** Its version, as far as its source says one. */
  readonly version?: string;
  /** Why a newer version can't be used. Absent: it is the newest. */
  readonly outdated?: string;
}

/** The last policies that could be used, and their texts, by their sources, while this instance of the function lives. */
const lastGood = new Map<string, { readonly text: string; readonly used: UsedPolicy }>();

/** The policies in use in the place of newer ones with a problem, by their sources, for as long as that problem is the same. */
const inPlaceOf = new Map<string, { readonly problem: string; readonly used: UsedPolicy }>();

/**
 * Reads and checks the policy that DORMOUSE_POLICY names. A file that was checked when it was packaged is not checked
 * again. If the newest version can't be read or has a problem, the last one that had none is used, as outdated: the newest
 * good one of the versions that its source keeps, or else the one that this instance has used before.
 *
 * @throws PolicyError with every problem of the newest version and its place in the file, if there is no other.
 */
export async function loadPolicy(config: Config): Promise<UsedPolicy> {
  const used = await newestOrLastGood(config);
  const stamp = stampOf(used.digest, VERSION);
  return { ...used, policy: { ...used.policy, deployment: config.deployment, stamp } };
}

async function newestOrLastGood(config: Config): Promise<UsedPolicy> {
  try {
    const used = await readNewest(config);
    inPlaceOf.delete(config.policyText);
    return used;
  } catch (error) {
    if (!(error instanceof PolicyError) || config.policy.kind === 'file') throw error;
    const last = await findLastGood(config, error);
    if (last === undefined) throw error;
    return last;
  }
}

async function readNewest(config: Config): Promise<UsedPolicy> {
  const { policy: source, policyText, taskRoot } = config;
  const read = await readPolicyText(config).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : cause;
    throw new PolicyError(`${nameOf(config)}: can't be read: ${why}`, { cause });
  });
  const compiled = source.kind === 'file' && (await readCompiled(resolve(taskRoot, source.path), read.text));
  if (compiled) return { ...compiled, digest: policyDigest(read.text) };
  const last = lastGood.get(policyText);
  // A warm function mostly reads the text that it has checked before.
  if (last?.text === read.text && last.used.version === read.version) return last.used;
  const used = await checked(read, nameOf(config));
  lastGood.set(policyText, { text: read.text, used });
  return used;
}

async function checked({ text, version }: PolicyText, name: string): Promise<UsedPolicy> {
  const { checkPolicy } = await import('./check-policy.ts');
  return { ...checkPolicy(text, name), digest: policyDigest(text), ...defined({ version }) };
}

async function findLastGood(config: Config, problem: PolicyError): Promise<UsedPolicy | undefined> {
  const { policyText: source } = config;
  const known = inPlaceOf.get(source);
  const before =
    known?.problem === problem.message
      ? known.used
      : ((await newestGood(config)) ?? known?.used ?? lastGood.get(source)?.used);
  if (before === undefined) return undefined;
  inPlaceOf.set(source, { problem: problem.message, used: before });
  const [first = ''] = problem.message.split('\n');
  const version =
    before.version === undefined ? 'the last one that could be read' : `version ${before.version}`;
  return { ...before, outdated: `the newest policy can't be used, so ${version} decides: ${first}` };
}

/** The newest of the versions without a problem; undefined when there is none, or none can be read. */
async function newestGood(config: Config): Promise<UsedPolicy | undefined> {
  try {
    const { policyVersions } = await import('./policy-versions.ts');
    for await (const version of policyVersions(config)) {
      const good = await checked(version, nameOf(config)).catch(ifPolicyError);
      if (good !== undefined) return good;
    }
  } catch {
    // Mostly the same problem keeps all versions from being read: the error of the newest one is reported.
  }
  return undefined;
}

function ifPolicyError(error: unknown): undefined {
  if (!(error instanceof PolicyError)) throw error;
}

function nameOf({ policy: source, policyText }: Config): string {
  return source.kind === 'file' ? source.path : policyText;
}
