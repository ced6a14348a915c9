import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AppConfigDataClient,
  GetLatestConfigurationCommand,
  StartConfigurationSessionCommand,
} from '@aws-sdk/client-appconfigdata';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import CompilePolicy from '../../scripts/compile-policy.ts';
import { policyDigest } from '../../shared/policy/file/deployed.ts';

const good = 'version: 1\nrules:\n  - { name: all, match: {}, power: { hours: always } }\n';

const folder = mkdtempSync(join(tmpdir(), 'dormouse-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The plugin for a service with a policy file of this text. */
function packaging(text: string, DORMOUSE_POLICY = 'file:policy.yml', organization = '', role = '/dormouse') {
  const serviceDir = mkdtempSync(join(folder, 'service-'));
  writeFileSync(join(serviceDir, 'policy.yml'), text);
  const functions: Record<string, { tags?: Readonly<Record<string, string>> }> = {
    startClusters: { tags: { owner: 'dba' } },
  };
  const { hooks } = new CompilePolicy({
    serviceDir,
    service: { provider: { environment: { DORMOUSE_POLICY } }, custom: { organization, role }, functions },
    classes: { Error },
    getProvider: () => ({ getAwsSdkV3Config: async () => ({ region: 'eu-central-1' }) }),
  });
  return {
    functions,
    compiled: join(serviceDir, 'policy.yml.compiled.json'),
    begin: async () => hooks['before:package:createDeploymentArtifacts']?.(),
    end: () => hooks['after:package:createDeploymentArtifacts']?.(),
    deploy: async () => hooks['before:deploy:deploy']?.(),
  };
}

test('the policy is packaged with its text and what was made of it, and nothing is left behind', async () => {
  const { compiled, begin, end } = packaging(good);

  await begin();
  const made = JSON.parse(readFileSync(compiled, 'utf8'));
  await end();

  expect(made).toMatchObject({ text: good, policy: { rules: [{ name: 'all' }] }, warnings: [] });
  expect(existsSync(compiled)).toBe(false);
});

test('each function is tagged with the version, and with the digest of a policy that is packaged', async () => {
  const [own, other] = [packaging(good), packaging('', 'ssm:/dormouse/policy')];

  await own.begin();
  await other.begin();

  const version = { owner: 'dba', 'dormouse:version': manifest.version };
  expect(own.functions.startClusters?.tags).toEqual({ ...version, 'dormouse:policy': policyDigest(good) });
  expect(other.functions.startClusters?.tags).toEqual(version);
});

const ofAll = `targets: { organization: o-a1b2c3d4e5, regions: [eu-central-1] }\n${good}`;

test.each([
  ['o-a1b2c3d4e5', undefined],
  ['', 'is not set'],
  ['o-zzzzzzzzzz', 'is o-zzzzzzzzzz'],
])('targets of an organization are packaged with the parameter %j: %s', async (organization, has) => {
  const { begin } = packaging(ofAll, undefined, organization);

  if (has === undefined) await begin();
  else {
    await expect(begin()).rejects.toThrow(
      `policy.yml: targets name the organization o-a1b2c3d4e5, and the parameter organization ${has}; write organization: o-a1b2c3d4e5 into the parameters of the stage`,
    );
  }
});

const inSpoke = (role: string) =>
  `targets: [{ account: "444455556666", role: "arn:aws:iam::444455556666:role/${role}", regions: [us-east-1] }]\n${good}`;

test.each([
  [inSpoke('dormouse'), '/dormouse', undefined],
  [inSpoke('platform/dormouse-us'), '/platform/dormouse-us', undefined],
  [inSpoke('dormouse'), '/dormouse-us', ['dormouse', 'dormouse-us']],
  [inSpoke('dormouse-us'), '/dormouse', ['dormouse-us', 'dormouse']],
  [ofAll, '/dormouse', undefined],
  [ofAll, '/platform/dormouse', ['dormouse', 'platform/dormouse']],
  [good, '/dormouse-us', undefined],
])('the roles of targets are those that the functions may assume: %#', async (text, own, wrong) => {
  const { begin } = packaging(text, undefined, 'o-a1b2c3d4e5', own);

  if (wrong === undefined) await begin();
  else {
    await expect(begin()).rejects.toThrow(
      `policy.yml: targets name the role ${wrong[0]}, and the functions may assume ${wrong[1]} alone, by the parameters roleName and rolePath; write the same into both`,
    );
  }
});

test('a policy with a mistake is not packaged', async () => {
  const { begin } = packaging('version: 2\n');

  await expect(begin()).rejects.toThrow(/^policy\.yml:1:10 version: 2 is not 1/m);
});

test('a policy that is not there is not packaged, and the parameter to mend is named', async () => {
  const { begin } = packaging(good, 'file:policy.prod.yml');

  await expect(begin()).rejects.toThrow(
    /^policy\.prod\.yml: can't be read: .*ENOENT.*; set the parameter policy to a file that exists$/,
  );
});

test('a policy from elsewhere is not looked for when packaging, which needs no AWS', async () => {
  const { compiled, begin, end } = packaging('', 'ssm:/dormouse/policy');

  await begin();
  await end();

  expect(existsSync(compiled)).toBe(false);
});

describe('a policy in SSM', () => {
  const { deploy } = packaging('', 'ssm:/dormouse/policy');
  const ssm = mockClient(SSMClient);
  beforeEach(() => ssm.reset());

  test('is read as the functions read it, also from a SecureString, and may be deployed', async () => {
    const asked = { Name: '/dormouse/policy', WithDecryption: true };
    ssm.on(GetParameterCommand, asked, true).resolves({ Parameter: { Value: good } });

    await deploy();

    expect(ssm.commandCalls(GetParameterCommand)).toHaveLength(1);
  });

  test('is not deployed with a mistake', async () => {
    ssm.on(GetParameterCommand).resolves({ Parameter: { Value: 'version: 2\n' } });

    await expect(deploy()).rejects.toThrow(/^ssm:\/dormouse\/policy:1:10 version: 2 is not 1/m);
  });

  test('has to be there before the functions are', async () => {
    ssm.on(GetParameterCommand).rejects(new Error('ParameterNotFound'));

    await expect(deploy()).rejects.toThrow(
      "ssm:/dormouse/policy: can't be read: Error: ParameterNotFound; put the policy there before you deploy",
    );
  });
});

describe('a policy in AppConfig', () => {
  const { deploy } = packaging('', 'appconfig:app/prod/policy');
  const appconfig = mockClient(AppConfigDataClient);

  test.each([
    [good, undefined],
    ['version: 2\n', /^appconfig:app\/prod\/policy:1:10 version: 2 is not 1/m],
  ])('is checked before it is deployed: %j', async (text, mistake) => {
    appconfig.on(StartConfigurationSessionCommand).resolves({ InitialConfigurationToken: 'first' });
    appconfig.on(GetLatestConfigurationCommand, { ConfigurationToken: 'first' }).callsFake(() => ({
      Configuration: new TextEncoder().encode(text),
    }));

    const deployed = deploy();

    if (mistake === undefined) await expect(deployed).resolves.toBeUndefined();
    else await expect(deployed).rejects.toThrow(mistake);
  });
});

describe('a policy in S3', () => {
  const { deploy } = packaging('', 's3://policies/dormouse/policy.yml');
  const s3 = mockClient(S3Client);
  const put = (text: string, VersionId?: string) =>
    s3.on(GetObjectCommand, { Bucket: 'policies', Key: 'dormouse/policy.yml' }).callsFake(() => ({
      ETag: '"1"',
      Body: { transformToString: async () => text },
      ...(VersionId !== undefined && { VersionId }),
    }));

  test('may be deployed from a bucket that keeps versions', async () => {
    put(good, 'v1');

    await expect(deploy()).resolves.toBeUndefined();
  });

  test('is not deployed with a mistake', async () => {
    put('version: 2\n', 'v2');

    await expect(deploy()).rejects.toThrow(
      /^s3:\/\/policies\/dormouse\/policy\.yml:1:10 version: 2 is not 1/m,
    );
  });

  test.each([undefined, 'null'])('needs a bucket that keeps versions: %s', async (version) => {
    put(good, version);

    await expect(deploy()).rejects.toThrow(
      /can't be read: .* keeps no versions of it; enable them: aws s3api put-bucket-versioning --bucket policies /,
    );
  });

  test('has to be there before the functions are', async () => {
    s3.on(GetObjectCommand).rejects(new Error('NoSuchKey'));

    await expect(deploy()).rejects.toThrow("can't be read: Error: NoSuchKey; put the policy there before");
  });
});

test('a packaged policy needs nothing of AWS when it is deployed', async () => {
  await expect(packaging(good).deploy()).resolves.toBeUndefined();
});

test('a policy that is too large for its source is not deployed', async () => {
  const { deploy } = packaging('', 's3://policies/large.yml');
  mockClient(S3Client)
    .on(GetObjectCommand)
    .callsFake(() => ({
      ETag: '"1"',
      VersionId: 'v1',
      Body: { transformToString: async () => good.padEnd(1_048_577, '# ') },
    }));

  await expect(deploy()).rejects.toThrow('1,048,577 bytes are more than the 1,048,576');
});
