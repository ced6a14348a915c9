import {
  AppConfigDataClient,
  GetLatestConfigurationCommand,
  StartConfigurationSessionCommand,
} from '@aws-sdk/client-appconfigdata';
import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { inProcess } from '../../../simulator/in-process.ts';
import { account, credentials, other, start, stubSimulator } from '../stub-simulator.ts';

function configFor(simulator: ReturnType<typeof stubSimulator>, keys = credentials) {
  return { region: 'eu-central-1', credentials: keys, requestHandler: inProcess(simulator), maxAttempts: 1 };
}

describe('STS', () => {
  const role = `arn:aws:iam::${other}:role/dormouse`;

  it('takes an unknown access key for one of the first account', async () => {
    const sts = new STSClient(configFor(stubSimulator()));

    const identity = await sts.send(new GetCallerIdentityCommand());

    expect(identity).toMatchObject({ Account: account, Arn: `arn:aws:iam::${account}:user/simulator` });
  });

  it('takes it for one of a role where a test says so, as a function has it', async () => {
    const sts = new STSClient(configFor(stubSimulator({ role: 'dormouse' })));

    const { Arn } = await sts.send(new GetCallerIdentityCommand());

    expect(Arn).toBe(`arn:aws:sts::${account}:assumed-role/dormouse/simulator`);
  });

  it('hands out keys that act as the role in its account', async () => {
    const simulator = stubSimulator();
    const assume = new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'me', ExternalId: 'sesame' });

    const { Credentials } = await new STSClient(configFor(simulator)).send(assume);
    const keys = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
    };
    const identity = await new STSClient(configFor(simulator, keys)).send(new GetCallerIdentityCommand());

    expect(keys.accessKeyId).toMatch(/^ASIA[0-9A-F]{16}$/);
    expect(identity).toMatchObject({ Account: other, Arn: `arn:aws:sts::${other}:assumed-role/dormouse/me` });
    expect(simulator.calls.list()).toMatchObject([
      { action: 'AssumeRole', account, resources: [role] },
      { action: 'GetCallerIdentity', account: other, role },
    ]);
  });

  it.each([
    ['a wrong external id', role, 'mellon', 'AccessDenied'],
    ['no external id', role, undefined, 'AccessDenied'],
    ['another role', `arn:aws:iam::${other}:role/admin`, 'sesame', 'AccessDenied'],
    ['an unknown account', 'arn:aws:iam::999999999999:role/dormouse', 'sesame', 'AccessDenied'],
    ['no ARN', 'dormouse', 'sesame', 'ValidationError'],
  ])('does not let one assume a role with %s', async (_, RoleArn, ExternalId, name) => {
    const sts = new STSClient(configFor(stubSimulator()));

    const assume = sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me', ExternalId }));

    await expect(assume).rejects.toMatchObject({ name });
  });
});

describe('EventBridge', () => {
  const entry: PutEventsRequestEntry = { Source: 'dormouse', DetailType: 'Outcome', Detail: '{"a":1}' };

  it('keeps what is put on a bus, in order', async () => {
    const simulator = stubSimulator();
    const events = new EventBridgeClient(configFor(simulator));

    await events.send(new PutEventsCommand({ Entries: [entry, { ...entry, EventBusName: 'home' }] }));

    const common = { time: start, account, region: 'eu-central-1', source: 'dormouse', detail: { a: 1 } };
    expect(simulator.bus).toMatchObject([
      { bus: 'default', ...common },
      { bus: 'home', ...common },
    ]);
    expect(simulator.calls.list()[0]?.resources).toEqual([
      `arn:aws:events:eu-central-1:${account}:event-bus/default`,
      `arn:aws:events:eu-central-1:${account}:event-bus/home`,
    ]);
  });

  it('refuses bad entries one by one', async () => {
    const simulator = stubSimulator();
    const bad = [
      { ...entry, Source: '' },
      { ...entry, Detail: 'text' },
      { ...entry, Detail: '7' },
    ];

    const answer = await new EventBridgeClient(configFor(simulator)).send(
      new PutEventsCommand({ Entries: [...bad, entry] }),
    );

    expect(answer.FailedEntryCount).toBe(3);
    expect(answer.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      'InvalidArgument',
      'MalformedDetail',
      'MalformedDetail',
      undefined,
    ]);
    expect(simulator.bus).toHaveLength(1);
  });

  it.each([0, 11])('refuses %i entries at once', async (count) => {
    const events = new EventBridgeClient(configFor(stubSimulator()));

    const put = events.send(new PutEventsCommand({ Entries: Array(count).fill(entry) }));

    await expect(put).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('SSM', () => {
  it('gives a parameter by name or ARN', async () => {
    const simulator = stubSimulator({ parameters: { '/dormouse/policy': 'version: 1' } });
    const ssm = new SSMClient(configFor(simulator));
    const arn = `arn:aws:ssm:eu-central-1:${account}:parameter/dormouse/policy`;

    const answers = [
      await ssm.send(new GetParameterCommand({ Name: '/dormouse/policy' })),
      await ssm.send(new GetParameterCommand({ Name: arn })),
    ];

    for (const { Parameter } of answers) expect(Parameter).toMatchObject({ Value: 'version: 1', ARN: arn });
  });

  it('says that a parameter is not there', async () => {
    const get = new SSMClient(configFor(stubSimulator())).send(new GetParameterCommand({ Name: '/no' }));

    await expect(get).rejects.toMatchObject({ name: 'ParameterNotFound' });
  });
});

describe('AppConfig Data', () => {
  const session = new StartConfigurationSessionCommand({
    ApplicationIdentifier: 'dormouse',
    EnvironmentIdentifier: 'prod',
    ConfigurationProfileIdentifier: 'policy',
  });

  it('gives a configuration, nothing while it stays the same, and then the new one', async () => {
    const simulator = stubSimulator({ configurations: { 'dormouse/prod/policy': 'one' } });
    const client = new AppConfigDataClient(configFor(simulator));
    let { InitialConfigurationToken: token } = await client.send(session);
    async function poll(): Promise<string> {
      const answer = await client.send(new GetLatestConfigurationCommand({ ConfigurationToken: token }));
      token = answer.NextPollConfigurationToken;
      return answer.Configuration?.transformToString() ?? '';
    }

    const texts = [await poll(), await poll()];
    simulator.configurations.set('dormouse/prod/policy', 'two');
    texts.push(await poll());

    expect(texts).toEqual(['one', '', 'two']);
  });

  it('takes a token once', async () => {
    const client = new AppConfigDataClient(
      configFor(stubSimulator({ configurations: { 'dormouse/prod/policy': '' } })),
    );
    const { InitialConfigurationToken: ConfigurationToken } = await client.send(session);
    await client.send(new GetLatestConfigurationCommand({ ConfigurationToken }));

    const again = client.send(new GetLatestConfigurationCommand({ ConfigurationToken }));

    await expect(again).rejects.toMatchObject({ name: 'BadRequestException' });
  });

  it('says that a configuration is not there', async () => {
    const open = new AppConfigDataClient(configFor(stubSimulator())).send(session);

    await expect(open).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      $metadata: { httpStatusCode: 404 },
    });
  });
});
