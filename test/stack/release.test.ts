import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { functions } from '../../stack/functions.ts';
import type { Parameter } from '../../stack/release/parameter.ts';
import { lists, parameters } from '../../stack/release/parameters.ts';
import { sectionsOf } from '../../stack/release/sections.ts';
import { resolveTokens } from '../../stack/release/tokens.ts';
import { isThere, parseTemplate, resolve, type Template } from '../support/cloudformation.ts';
import { runs } from '../support/runs.ts';
import { defaults, settingsWith } from './builders.ts';
import { release, released } from './released.ts';

type Values = Readonly<Record<string, string>>;

/** Values of the parameters that have no list of them. */
const examples: Values = {
  CodeBucket: 'bucket-of-ours',
  CodePrefix: 'dormouse/1.2.3/',
  Stage: 'qa',
  PolicyParameter: '/dormouse/qa',
  PolicyProfile: 'dormouse/live/policy',
  PolicyBucket: 'policies-of-ours',
  PolicyKey: 'databases/policy.yml',
  Rate: 'rate(3 minutes)',
  CopyRate: 'rate(20 minutes)',
  PruneRate: 'rate(30 minutes)',
  StreamRate: 'rate(7 minutes)',
  CapacityRate: 'rate(1 minute)',
  DrillRate: 'rate(1 hour)',
  Accounts: '444455556666,777788889999',
  Organization: 'o-a1b2c3d4e5',
  KeyAccounts: '999988887777',
  RoleName: 'dormouse-eu',
  RolePath: '/platform/',
  PermissionsBoundary: 'boundaries/dormouse',
  AlarmEmailAddress: 'ops@example.com',
  KmsKey: 'arn:aws:kms:eu-central-1:111122223333:key/12345678-1234-1234-1234-123456789012',
  Runbooks: 'https://wiki.example.com/runbooks',
  ExistingEvidenceBucket: 'evidence-of-ours',
  EvidenceLogs: 'logs-of-ours',
  EvidenceRetention: '365',
  ArchiveRetention: '30',
  Concurrency: '9',
  QueueConcurrency: '5',
  ReservedConcurrency: '8',
};

/** Parameters that serverless.yml has under another name, or for a policy or zips that it packages. */
const renamed: Readonly<Record<string, string | undefined>> = {
  AlarmEmailAddress: 'alarmEmail',
  ExistingEvidenceBucket: 'evidenceBucket',
  ...{ CodeBucket: undefined, CodePrefix: undefined, Stage: undefined },
  ...{ PolicySource: 'policy', PolicyParameter: 'policy', PolicyProfile: 'policy' },
  ...{ PolicyBucket: 'policy', PolicyKey: 'policy' },
};

function inServerless(name: string): string | undefined {
  return name in renamed ? renamed[name] : name.replace(/^./, (letter) => letter.toLowerCase());
}

/** The example of a parameter, or the value without which the stack does without something. */
function anyValueOf(name: string, { AllowedValues, Default = '' }: Parameter): fc.Arbitrary<string> {
  if (AllowedValues) return fc.constantFrom(...AllowedValues.map(String));
  const example = examples[name] ?? '';
  if (name === 'ReservedConcurrency') return fc.constantFrom('0', example);
  return fc.constantFrom(example, ...(Default === '' || name === 'RoleName' ? [String(Default)] : []));
}

const anyValues: fc.Arbitrary<Values> = fc.record(
  Object.fromEntries(Object.entries(parameters).map(([name, each]) => [name, anyValueOf(name, each)])),
);

/** The parameters of a deployment by Serverless that mean the same. */
function deployment(values: Values): Record<string, string> {
  const given = Object.entries(values).flatMap(([name, value]) => {
    const own = inServerless(name);
    return own === undefined || own === 'policy' ? [] : [[own, value]];
  });
  const policies: Values = {
    ssm: `ssm:${values.PolicyParameter}`,
    appconfig: `appconfig:${values.PolicyProfile || 'a/b/c'}`,
    s3: `s3://${values.PolicyBucket || 'unnamed'}/${values.PolicyKey}`,
  };
  const none = values.ReservedConcurrency === '0' ? { reservedConcurrency: 'none' } : {};
  return { ...Object.fromEntries(given), ...none, policy: policies[values.PolicySource ?? ''] ?? '' };
}

/** Resources and outputs that a stack has, with everything carried out. CloudFormation knows text alone. */
function carriedOut(template: Template, values: Values): unknown {
  const given = Object.entries(values).map(([name, value]) => [
    name,
    lists.has(name) ? value.split(',').filter((each) => each !== '') : value,
  ]);
  const whole: Template = { ...template, values: Object.fromEntries(given) };
  const Outputs = whole.Outputs as Template['Resources'];
  const [resources, outputs] = [whole.Resources, Outputs].map((section) =>
    Object.entries(section)
      .filter(([, { Condition }]) => isThere(whole, Condition))
      .map(([id, { Condition: _, ...each }]) => [id, asText(resolve(whole, each))])
      .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );
  return { resources, outputs };
}

function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asText);
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asText(inner)]));
}

test('the released template with any parameters is what Serverless would deploy with the same ones', () => {
  fc.assert(
    fc.property(anyValues, (given) => {
      const asked = { s3: { PolicyBucket: 'policies-of-ours' }, appconfig: { PolicyProfile: 'a/b/c' } };
      const values: Values = { ...given, ...asked[given.PolicySource as keyof typeof asked] };
      const settings = settingsWith(deployment(values), values.Stage);
      const direct = resolveTokens(sectionsOf(release)(settings));

      expect(carriedOut(released, values)).toEqual(carriedOut(parseTemplate(JSON.stringify(direct)), values));
    }),
    runs(400, 60),
  );
});

test('every parameter of serverless.yml is one of the release, but for those that a release cannot have', () => {
  const known = new Set(Object.keys(parameters).map(inServerless));
  // Tags, role and protection are given with the stack. CloudFormation computes nothing, so that the visibility of messages,
  // and the resources that outlive the stack, are as serverless.yml has them.
  const others = ['tags', 'deploymentRole', 'terminationProtection', 'batchWindow', 'retain'];

  expect(
    Object.keys(defaults)
      .filter((name) => !known.has(name))
      .toSorted(),
  ).toEqual(others.toSorted());
});

test('a parameter has the default of serverless.yml', () => {
  const different = Object.entries(parameters).filter(([name, { Default }]) => {
    const own = inServerless(name);
    return own !== undefined && own !== 'policy' && String(defaults[own]) !== String(Default);
  });

  expect(different).toEqual([]);
});

test.each(Object.entries(parameters))(
  '%s is described, and takes its default and its example',
  (name, each) => {
    const { Description, AllowedPattern, AllowedValues, ConstraintDescription, Default, MinValue, Type } =
      each;
    expect(Description).toMatch(/^\S.{15,}[^.]$/);
    const pattern = new RegExp(AllowedPattern ?? '');
    const items = [Default, examples[name]]
      .filter((value) => value !== undefined)
      .flatMap((value) => (Type === 'CommaDelimitedList' ? String(value).split(',') : [String(value)]));
    expect(items.filter((value) => !pattern.test(value))).toEqual([]);
    expect(AllowedPattern ?? AllowedValues ?? MinValue).toBeDefined();
    if (AllowedPattern !== undefined && name !== 'Runbooks') expect(ConstraintDescription).toBeDefined();
  },
);

describe('the released template', () => {
  test('names the roles of functions so that spokes let them in, in 64 characters', () => {
    const longest = functions.map(({ id }) => `dormouse-${'s'.repeat(14)}-${id}Role-ap-southeast-1`.length);

    expect(Math.max(...longest)).toBeLessThanOrEqual(64);
    for (const { id } of functions)
      expect(released.Resources[`${id}Role`]?.Properties.RoleName).toEqual({
        'Fn::Sub': `dormouse-\${Stage}-${id}Role-\${AWS::Region}`,
      });
  });

  test('is within the limits of CloudFormation', () => {
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
    expect(Object.keys(released.Resources).length).toBeLessThanOrEqual(500);
    expect(Object.keys(parameters).length).toBeLessThanOrEqual(200);
    expect(JSON.stringify(released, undefined, 1).length).toBeLessThan(1_000_000);
  });

  test('asks for nothing that is computed when it is deployed but by Ref, Sub, If and FindInMap', () => {
    const asked = new Set([...JSON.stringify(released).matchAll(/"(Fn::\w+)":/g)].map(([, name]) => name));

    expect([...asked].toSorted()).toEqual([
      'Fn::And',
      'Fn::Equals',
      'Fn::FindInMap',
      'Fn::GetAtt',
      'Fn::If',
      'Fn::Join',
      'Fn::Not',
      'Fn::Select',
      'Fn::Split',
      'Fn::Sub',
    ]);
  });
});
