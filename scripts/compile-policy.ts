import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import manifest from '../package.json' with { type: 'json' };
import { DIGEST_TAG, policyDigest, VERSION_TAG } from '../shared/policy/file/deployed.ts';
import { otherOrganization } from '../shared/policy/file/organizations.ts';
import { fitOf } from '../shared/policy/file/size.ts';
import { type PolicySource, parseSource, SOURCE_FORMS } from '../shared/policy/file/source.ts';
import { otherRole } from '../shared/policy/file/target-roles.ts';
import type { Policy } from '../shared/policy/model/policy.ts';
import { checkPolicy } from '../shared/runtime/function/check-policy.ts';
import { type CompiledPolicy, compiledPath } from '../shared/runtime/function/compiled-policy.ts';
import { type AwsConfig, readRemotePolicy } from './read-remote-policy.ts';

/** The part of a Serverless instance that the plugin uses. */
interface Serverless {
  readonly serviceDir: string;
  readonly service: {
    readonly provider: { readonly environment: { readonly DORMOUSE_POLICY: string } };
    readonly custom?: { readonly organization?: string; readonly role?: string };
    /** By key, with the tags that they get. */
    readonly functions?: Readonly<Record<string, { tags?: Readonly<Record<string, string>> }>>;
  };
  readonly classes: { readonly Error: new (message: string, code: string) => Error };
  getProvider(name: 'aws'): { getAwsSdkV3Config(): Promise<AwsConfig> };
}

/**
 * A Serverless plugin: checks the policy before it is packaged or, where it is in SSM, AppConfig or S3, before it is deployed.
 * A problem in the policy ends either. A file is packaged with its compiled form, so that a cold start parses no YAML.
 */
class CompilePolicy {
  readonly hooks: Readonly<Record<string, () => void | Promise<void>>>;

  constructor(serverless: Serverless) {
    const plainly = async (work: () => void | Promise<void>): Promise<void> => {
      try {
        await work();
      } catch (error) {
        // Serverless shows its own errors without a stack trace.
        throw new serverless.classes.Error(error instanceof Error ? error.message : String(error), 'POLICY');
      }
    };
    this.hooks = {
      'before:package:createDeploymentArtifacts': () => plainly(() => compile(serverless)),
      'after:package:createDeploymentArtifacts': () => clear(serverless),
      'before:deploy:deploy': () => plainly(() => checkRemote(serverless)),
    };
  }
}

function compile(serverless: Serverless): void {
  const source = sourceOf(serverless);
  tagFunctions(serverless, { [VERSION_TAG]: manifest.version });
  if (source.kind !== 'file') return;
  const path = resolve(serverless.serviceDir, source.path);
  const text = readPolicy(path, source.path);
  tagFunctions(serverless, { [DIGEST_TAG]: policyDigest(text) });
  const compiled: CompiledPolicy = { text, ...checkPolicy(text, source.path) };
  checkTargets(serverless, compiled.policy, source.path);
  writeFileSync(compiledPath(path), JSON.stringify(compiled));
}

/** Says on each function what is deployed, for `dormouse doctor`. */
function tagFunctions({ service }: Serverless, tags: Readonly<Record<string, string>>): void {
  for (const fn of Object.values(service.functions ?? {})) fn.tags = { ...fn.tags, ...tags };
}

function readPolicy(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new Error(`${name}: can't be read: ${cause}; set the parameter policy to a file that exists`, {
      cause,
    });
  }
}

/** Refuses targets that the roles of the functions could not enter. */
function checkTargets({ service }: Serverless, policy: Policy, name: string): void {
  const { organization, role } = service.custom ?? {};
  const problem =
    otherOrganization(policy, organization || undefined) ?? (role && otherRole(policy, role)) ?? undefined;
  if (problem !== undefined) throw new Error(`${name}: ${problem}`);
}

/** A file left behind would be the output of an older version. */
function clear(serverless: Serverless): void {
  const source = sourceOf(serverless);
  if (source.kind === 'file') {
    rmSync(compiledPath(resolve(serverless.serviceDir, source.path)), { force: true });
  }
}

/** The functions would fail with a policy that is not there, or that has a problem. */
async function checkRemote(serverless: Serverless): Promise<void> {
  const source = sourceOf(serverless);
  if (source.kind === 'file') return;
  const name = serverless.service.provider.environment.DORMOUSE_POLICY;
  const config = await serverless.getProvider('aws').getAwsSdkV3Config();
  const text = await readRemotePolicy(source, config).catch((cause: unknown) => {
    throw new Error(`${name}: can't be read: ${cause}; put the policy there before you deploy`, { cause });
  });
  const fit = fitOf(Buffer.byteLength(text), source);
  if (!fit.fits) throw new Error(`${name}: ${fit.problem}; ${fit.remedy}`);
  checkTargets(serverless, checkPolicy(text, name).policy, name);
}

function sourceOf({ service }: Serverless): PolicySource {
  const { DORMOUSE_POLICY } = service.provider.environment;
  const source = parseSource(DORMOUSE_POLICY);
  if (source === undefined) throw new Error(`the policy must be ${SOURCE_FORMS}: ${DORMOUSE_POLICY}`);
  return source;
}

// Serverless takes a plugin's default export.
export { CompilePolicy as default };
