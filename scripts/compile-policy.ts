import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkPolicy } from '../shared/runtime/function/check-policy.ts';
import { type CompiledPolicy, compiledPath } from '../shared/runtime/function/compiled-policy.ts';
import { readConfig } from '../shared/runtime/function/config.ts';

/** What is used of a Serverless instance. */
interface Serverless {
  readonly serviceDir: string;
  readonly service: { readonly provider: { readonly environment: { readonly DORMOUSE_POLICY: string } } };
}

/**
 * A Serverless plugin: checks the policy file, and has it packaged with what was made of it, so that a cold start
 * parses no YAML. A policy with a problem fails the packaging.
 */
class CompilePolicy {
  readonly hooks: Readonly<Record<string, () => void>>;

  constructor(serverless: Serverless) {
    this.hooks = {
      'before:package:createDeploymentArtifacts': () => compile(serverless),
      'after:package:createDeploymentArtifacts': () => clear(serverless),
    };
  }
}

function compile(serverless: Serverless): void {
  const name = policyFile(serverless);
  if (name === undefined) return;
  const path = resolve(serverless.serviceDir, name);
  const text = readFileSync(path, 'utf8');
  const compiled: CompiledPolicy = { text, ...checkPolicy(text, name) };
  writeFileSync(compiledPath(path), JSON.stringify(compiled));
}

/** Left lying about, it would be what an older version had made of the file. */
function clear(serverless: Serverless): void {
  const name = policyFile(serverless);
  if (name !== undefined) rmSync(compiledPath(resolve(serverless.serviceDir, name)), { force: true });
}

/** The file's path, if the policy is one. */
function policyFile({ service }: Serverless): string | undefined {
  const { DORMOUSE_POLICY } = service.provider.environment;
  const { policy } = readConfig({ DORMOUSE_POLICY, AWS_REGION: 'any' });
  return policy.kind === 'file' ? policy.path : undefined;
}

// Serverless takes a plugin's default export.
export { CompilePolicy as default };
