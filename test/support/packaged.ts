import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { z } from 'zod';
import { home, parseTemplate, resourcesOfType } from './cloudformation.ts';
import { parseStatements, type Statement } from './iam/statement.ts';

/** A function as `serverless package` leaves it behind, and what the template says of it. */
export interface PackagedFunction {
  /** `stopIdleClusters` */
  readonly name: string;
  readonly arn: string;
  /** `functions/stop-idle-clusters.handler` */
  readonly handler: string;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly zip: string;
  /** All that its role allows and denies. */
  readonly statements: readonly Statement[];
}

const functionProperties = z.looseObject({
  FunctionName: z.string(),
  Handler: z.string(),
  MemorySize: z.number(),
  Role: z.string(),
  Code: z.looseObject({ S3Key: z.string() }),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }),
});

const inlinePolicies = z.array(z.looseObject({ PolicyDocument: z.unknown() }));
const attachedPolicy = z.looseObject({ Roles: z.array(z.string()), PolicyDocument: z.unknown() });

/** The functions in a folder that `serverless package` has filled. */
export function packagedFunctions(folder: string): PackagedFunction[] {
  const template = parseTemplate(
    readFileSync(join(folder, 'cloudformation-template-update-stack.json'), 'utf8'),
  );
  const roles = new Map(resourcesOfType(template, 'AWS::IAM::Role'));
  const attached = resourcesOfType(template, 'AWS::IAM::Policy').map(([, policy]) =>
    attachedPolicy.parse(policy),
  );
  return resourcesOfType(template, 'AWS::Lambda::Function').map(([, properties]) => {
    const { FunctionName, Handler, MemorySize, Role, Code, Environment } =
      functionProperties.parse(properties);
    const role = Role.split('/').at(-1) ?? '';
    const policies = [
      ...inlinePolicies.parse(roles.get(role)?.Policies),
      ...attached.filter(({ Roles }) => Roles.includes(role)),
    ];
    return {
      name: FunctionName.split('-').at(-1) ?? '',
      arn: `arn:aws:lambda:${home.region}:${home.account}:function:${FunctionName}`,
      handler: Handler,
      memoryMb: MemorySize,
      environment: Environment.Variables,
      zip: join(folder, Code.S3Key.split('/').at(-1) ?? ''),
      statements: policies.flatMap(({ PolicyDocument }) => parseStatements(PolicyDocument)),
    };
  });
}

/** Unpacks a function into a new folder, far from any node_modules, and tells where; the caller removes it. */
export function unpack({ name, zip }: Pick<PackagedFunction, 'name' | 'zip'>): string {
  const root = mkdtempSync(join(tmpdir(), `dormouse-${name}-`));
  for (const [path, content] of Object.entries(unzipSync(readFileSync(zip)))) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

/** The file with the handler, below a folder that the function was unpacked into. */
export function entryOf({ handler }: Pick<PackagedFunction, 'handler'>, root: string): string {
  const stem = join(root, handler.slice(0, handler.lastIndexOf('.')));
  const entry = ['.js', '.mjs', '.cjs'].map((extension) => stem + extension).find((file) => existsSync(file));
  if (entry === undefined) throw new Error(`there is no module for the handler ${handler}`);
  return entry;
}
