/** The calls of EC2, IAM and Lambda that a restore drill makes. */
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  IAMClient,
  paginateSimulatePrincipalPolicy,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DescribeDBSubnetGroupsCommand, RDSClient } from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import { inProcess } from '../../../simulator/in-process.ts';
import { FunctionTimeout } from '../../../simulator/services/functions.ts';
import { createSimulator } from '../../../simulator/simulator.ts';
import { account, credentials, other, start } from '../stub-simulator.ts';

const fleet = `
clusters: []
places:
  - region: eu-central-1
    subnetGroups: [{ name: drills }, { name: open, vpc: default }, { name: far, vpc: far }]
functions:
  - { name: check-graph, answer: { version: 1, ok: true, detail: 1200 nodes } }
  - { name: broken, error: no route to the graph }
  - { name: abroad, region: us-west-2 }
`;

function aSimulator() {
  const functionArn = (name: string, region = 'eu-central-1') =>
    `arn:aws:lambda:${region}:${account}:function:${name}`;
  const simulator = createSimulator({
    fleet,
    now: start,
    functions: [
      { arn: functionArn('echo'), answer: (event) => ({ got: event }) },
      {
        arn: functionArn('slow'),
        answer: () => {
          throw new FunctionTimeout(30);
        },
      },
      { arn: `arn:aws:lambda:eu-central-1:${other}:function:shared`, answer: () => 1, invokers: [account] },
      { arn: `arn:aws:lambda:eu-central-1:${other}:function:closed`, answer: () => 1 },
    ],
  });
  const config = {
    region: 'eu-central-1',
    credentials,
    maxAttempts: 1,
    requestHandler: inProcess(simulator),
  };
  const clients = {
    ec2: new EC2Client(config),
    iam: new IAMClient(config),
    lambda: new LambdaClient(config),
    rds: new RDSClient(config),
  };
  return { simulator, functionArn, ...clients };
}

describe('DescribeVpcs', () => {
  it('knows the VPCs of subnet groups, and which is the default one', async () => {
    const { ec2, rds } = aSimulator();
    const { DBSubnetGroups = [] } = await rds.send(new DescribeDBSubnetGroupsCommand({}));
    const VpcIds = [...new Set(DBSubnetGroups.flatMap(({ VpcId }) => VpcId ?? []))];
    const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({ VpcIds }));
    const isDefault = new Map(Vpcs.map(({ VpcId, IsDefault }) => [VpcId, IsDefault]));

    expect(
      Object.fromEntries(
        DBSubnetGroups.map((group) => [group.DBSubnetGroupName, isDefault.get(group.VpcId)]),
      ),
    ).toEqual({ default: true, drills: false, far: false, open: true });
  });

  it('filters', async () => {
    const { ec2 } = aSimulator();
    const Filters = [{ Name: 'is-default', Values: ['true'] }];

    expect((await ec2.send(new DescribeVpcsCommand({ Filters }))).Vpcs).toMatchObject([
      { IsDefault: true, OwnerId: account },
    ]);
  });

  it('refuses ids that there are not', async () => {
    const { ec2 } = aSimulator();

    await expect(ec2.send(new DescribeVpcsCommand({ VpcIds: ['vpc-0'] }))).rejects.toMatchObject({
      name: 'InvalidVpcID.NotFound',
      message: "The vpc ID 'vpc-0' does not exist",
    });
  });
});

describe('SimulatePrincipalPolicy', () => {
  const question = {
    PolicySourceArn: `arn:aws:iam::${account}:role/dormouse`,
    ActionNames: ['rds:DeleteDBCluster', 'rds:DeleteDBInstance'],
    ResourceArns: ['arn:aws:rds:eu-central-1:1:cluster:a', 'arn:aws:rds:eu-central-1:1:cluster:b'],
  };

  it('allows everything, until somebody judges', async () => {
    const { simulator, iam } = aSimulator();
    const decisions = async () =>
      (await iam.send(new SimulatePrincipalPolicyCommand(question))).EvaluationResults?.map(
        ({ EvalDecision }) => EvalDecision,
      );
    const before = await decisions();
    simulator.permissions.decide = ({ action, resource }) =>
      action === 'rds:DeleteDBCluster' && resource.endsWith(':b') ? 'implicitDeny' : 'allowed';

    expect(before).toEqual(['allowed', 'allowed', 'allowed', 'allowed']);
    expect(await decisions()).toEqual(['allowed', 'implicitDeny', 'allowed', 'allowed']);
  });

  it('comes in pages, and hands the context to the judge', async () => {
    const { simulator, iam: client } = aSimulator();
    const seen: unknown[] = [];
    simulator.permissions.decide = ({ context }) => {
      seen.push(context);
      return 'allowed';
    };
    const ContextEntries = [
      { ContextKeyName: 'aws:ResourceTag/a', ContextKeyType: 'string' as const, ContextKeyValues: ['b'] },
    ];
    const pages = paginateSimulatePrincipalPolicy({ client, pageSize: 3 }, { ...question, ContextEntries });
    const sizes: (number | undefined)[] = [];
    for await (const { EvaluationResults } of pages) sizes.push(EvaluationResults?.length);

    expect(sizes).toEqual([3, 1]);
    expect(seen[0]).toEqual({ 'aws:ResourceTag/a': ['b'] });
  });

  it.each([
    [`arn:aws:sts::${account}:assumed-role/dormouse/session`, 'InvalidInputException'],
    [`arn:aws:iam::${other}:role/dormouse`, 'NoSuchEntityException'],
  ])('of %s is refused: %s', async (PolicySourceArn, name) => {
    const { iam } = aSimulator();

    await expect(
      iam.send(new SimulatePrincipalPolicyCommand({ ...question, PolicySourceArn })),
    ).rejects.toMatchObject({ name });
  });
});

describe('Invoke', () => {
  async function invoke(FunctionName: string, more: object = {}) {
    const { lambda } = aSimulator();
    const answer = await lambda.send(new InvokeCommand({ FunctionName, ...more }));
    const payload = answer.Payload?.transformToString();
    return { ...answer, payload: payload ? JSON.parse(payload) : undefined };
  }

  it('calls a function with the event, and gives its answer', async () => {
    const { functionArn } = aSimulator();

    expect(await invoke(functionArn('echo'), { Payload: '{"drill":"x"}' })).toMatchObject({
      ...{ StatusCode: 200, ExecutedVersion: '$LATEST', payload: { got: { drill: 'x' } } },
    });
    expect((await invoke('echo:live')).payload).toEqual({ got: {} });
    expect((await invoke('check-graph')).payload).toEqual({ version: 1, ok: true, detail: '1200 nodes' });
    expect((await invoke('echo', { InvocationType: 'Event' })).StatusCode).toBe(202);
  });

  it.each([
    ['broken', { errorType: 'Error', errorMessage: 'no route to the graph' }],
    ['slow', { errorType: 'Sandbox.Timedout', errorMessage: 'Task timed out after 30.00 seconds' }],
  ])('says that %s failed', async (name, payload) => {
    expect(await invoke(name)).toMatchObject({ FunctionError: 'Unhandled', payload });
  });

  it('reaches functions of other accounts that let it', async () => {
    const arn = (name: string) => `arn:aws:lambda:eu-central-1:${other}:function:${name}`;

    expect((await invoke(arn('shared'))).payload).toBe(1);
    await expect(invoke(arn('closed'))).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it.each(['none', 'abroad', `arn:aws:lambda:us-west-2:${account}:function:abroad`])(
    'does not find %s',
    async (name) => {
      await expect(invoke(name)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    },
  );
});
