import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clearCaches } from '@aws-lambda-powertools/parameters';
import {
  AppConfigDataClient,
  GetLatestConfigurationCommand,
  StartConfigurationSessionCommand,
} from '@aws-sdk/client-appconfigdata';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, expect, onTestFinished, test, vi } from 'vitest';
import { readConfig } from '../../../shared/runtime/function/config.ts';
import { loadPolicy } from '../../../shared/runtime/function/load-policy.ts';
import { PolicyError } from '../../../shared/runtime/request/errors.ts';
import { etagOf } from '../../../simulator/s3/checksums.ts';
import { credentials, stubSimulator } from '../../simulator/stub-simulator.ts';

vi.stubEnv('AWS_REGION', 'eu-central-1');
const folder = mkdtempSync(join(tmpdir(), 'dormouse-'));
afterAll(() => rmSync(folder, { recursive: true }));

const good =
  'version: 1\nmode: enforce\nrules:\n  - name: all\n    match: {}\n    power: { hours: always }\n';

function configOf(source: string) {
  return readConfig({ AWS_REGION: 'eu-central-1', LAMBDA_TASK_ROOT: folder, DORMOUSE_POLICY: source });
}

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return `file:${name}`;
}

test('reads the file that was packaged with the function', async () => {
  const { policy } = await loadPolicy(configOf(write('policy.yml', good)));

  expect(policy).toMatchObject({ mode: 'enforce', rules: [{ name: 'all' }] });
});

test('a policy with problems is none: every one is told with its place', async () => {
  const source = write('bad.yml', 'version: 1\nmode: perhaps\nrules:\n  - name: all\n    powr: {}\n');

  const loading = loadPolicy(configOf(source));

  await expect(loading).rejects.toThrow(PolicyError);
  await expect(loading).rejects.toThrow(/^bad\.yml:2:\d+ .*perhaps.*\n(.*\n)*bad\.yml:5:\d+ .*powr/);
});

test.each(['file:missing.yml', 'file:.'])('a policy that cannot be read is none: %s', async (source) => {
  const loading = loadPolicy(configOf(source));

  await expect(loading).rejects.toThrow(PolicyError);
  await expect(loading).rejects.toThrow("can't be read");
});

test('reads a parameter of SSM, and not again within the minute', async () => {
  const ssm = mockClient(SSMClient);
  ssm.on(GetParameterCommand, { Name: '/dormouse/policy' }).resolves({ Parameter: { Value: good } });

  await loadPolicy(configOf('ssm:/dormouse/policy'));
  const { policy } = await loadPolicy(configOf('ssm:/dormouse/policy'));

  expect(policy.mode).toBe('enforce');
  expect(ssm.commandCalls(GetParameterCommand)).toHaveLength(1);
});

test('checks a text once, for as long as it stays the same', async () => {
  const ssm = mockClient(SSMClient);
  const put = (text: string) =>
    ssm.on(GetParameterCommand, { Name: '/same' }).resolves({ Parameter: { Value: text } });
  const load = async () => {
    clearCaches();
    return (await loadPolicy(configOf('ssm:/same'))).policy;
  };

  put(good);
  const first = await load();
  const second = await load();
  put(good.replace('enforce', 'observe'));
  const changed = await load();

  expect(second.rules).toBe(first.rules);
  expect(ssm.commandCalls(GetParameterCommand)).toHaveLength(3);
  expect(changed.mode).toBe('observe');
});

test('reads a SecureString, too', async () => {
  const ssm = mockClient(SSMClient);
  const asked = { Name: '/dormouse/secure', WithDecryption: true };
  ssm.on(GetParameterCommand, asked).resolves({ Parameter: { Value: good } });

  const { policy } = await loadPolicy(configOf('ssm:/dormouse/secure'));

  expect(policy.mode).toBe('enforce');
});

test('a parameter that is not there is no policy', async () => {
  mockClient(SSMClient).on(GetParameterCommand).rejects(new Error('ParameterNotFound'));

  await expect(loadPolicy(configOf('ssm:/none'))).rejects.toThrow(
    /^ssm:\/none: can't be read: .*ParameterNotFound/,
  );
});

test('reads a configuration of AppConfig', async () => {
  const appconfig = mockClient(AppConfigDataClient);
  const body = new TextEncoder().encode(good);
  appconfig.on(StartConfigurationSessionCommand).resolves({ InitialConfigurationToken: 'first' });
  appconfig.on(GetLatestConfigurationCommand).callsFake(() => ({
    Configuration: body,
    NextPollConfigurationToken: 'next',
  }));

  const { policy } = await loadPolicy(configOf('appconfig:app/prod/policy'));

  expect(policy.mode).toBe('enforce');
  expect(appconfig.commandCalls(StartConfigurationSessionCommand)[0]?.args[0].input).toMatchObject({
    ApplicationIdentifier: 'app',
    EnvironmentIdentifier: 'prod',
    ConfigurationProfileIdentifier: 'policy',
  });
});

test('reads an object of S3, not again within the minute, and then only what has changed', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const simulator = stubSimulator({ buckets: [{ name: 'policies' }] });
  const { url, close } = await simulator.listen();
  onTestFinished(close);
  onTestFinished(() => void vi.useRealTimers());
  vi.stubEnv('AWS_ENDPOINT_URL', url);
  vi.stubEnv('AWS_ACCESS_KEY_ID', credentials.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', credentials.secretAccessKey);
  const put = (mode: string) => {
    const body = Buffer.from(good.replace('enforce', mode));
    const rest = { type: 'text/yaml', checksums: {}, metadata: {} };
    simulator.buckets.named('policies').put('policy.yml', { body, etag: etagOf(body), ...rest });
  };
  const load = async () => (await loadPolicy(configOf('s3://policies/policy.yml'))).policy.mode;
  const later = () => vi.advanceTimersByTime(61_000);

  put('enforce');
  expect([await load(), await load()]).toEqual(['enforce', 'enforce']);
  later();
  expect(await load()).toBe('enforce');
  put('observe');
  later();
  expect(await load()).toBe('observe');

  const answers = simulator.calls.list().map(({ action, outcome }) => `${action} ${outcome}`);
  expect(answers).toEqual(['GetObject ok', 'GetObject NotModified', 'GetObject ok']);
});
