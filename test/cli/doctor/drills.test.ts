import { SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { dormouse, NOON, openAws, policyFile } from '../run-cli.ts';
import { deployed } from './deployed.ts';

const without = `version: 1
rules:
  - { name: all, match: {}, power: { hours: "mon-fri 07:00-19:00" } }
`;
const withDrills = `version: 1
rules:
  - name: all
    match: {}
    recovery:
      drill: { every: 30d, hours: always }
      network: { subnetGroup: drills, securityGroups: [sg-0123456789abcdef0] }
      instance: { class: smallest }
      checks: [{ sql: select count(*) from orders, database: shop, atLeast: 1 }]
`;
const FUNCTION = 'dormouse-prod-drillRestores';

let aws: Awaited<ReturnType<typeof openAws>>;

beforeEach(async () => {
  aws = await openAws(NOON, 'clusters: [{ id: dev-orders }]');
});

afterEach(async () => {
  await aws.close();
  vi.unstubAllEnvs();
});

async function doctor(policy: string, change: (stack: ReturnType<typeof deployed>) => void = () => {}) {
  const stack = deployed(policy);
  change(stack);
  const { exitCode, stdout } = await dormouse(['doctor', '--policy', await policyFile(policy), '--json']);
  stack.restore();
  const { findings }: { findings: { state: string; detail: string; remedy?: string }[] } = JSON.parse(stdout);
  return { exitCode, wrong: findings.filter(({ state }) => state !== 'ok') };
}

/** A deployment without the function of drills, its queue, and its sweeps. */
function notDeployed({ lambda, sqs }: ReturnType<typeof deployed>): void {
  const missing = (name: string) => Object.assign(new Error(name), { name, $fault: 'client', $metadata: {} });
  lambda
    .on(GetFunctionConfigurationCommand, { FunctionName: FUNCTION })
    .rejects(missing('ResourceNotFoundException'));
  sqs.on(GetQueueUrlCommand, { QueueName: `${FUNCTION}-dead-letters` }).rejects(missing('QueueDoesNotExist'));
}

describe('the function of restore drills', () => {
  test('is missed by nobody where no rule wants drills', async () => {
    expect(await doctor(without, notDeployed)).toEqual({ exitCode: 0, wrong: [] });
  });

  test('is missed where a rule wants them, with the parameter that brings it', async () => {
    const { exitCode, wrong } = await doctor(withDrills, notDeployed);

    expect(exitCode).toBe(2);
    expect(wrong[0]).toMatchObject({
      detail: 'functions are missing: drill-restores',
      remedy: expect.stringContaining('with drills: true in its parameters'),
    });
  });

  test('has no rule for RDS events, and is asked about what drills make', async () => {
    const asked: string[] = [];
    const { wrong } = await doctor(withDrills, ({ iam }) => {
      iam.on(SimulatePrincipalPolicyCommand).callsFake(({ ActionNames = [], ResourceArns = [] }) => {
        asked.push(...ResourceArns);
        return {
          EvaluationResults: ActionNames.map((EvalActionName: string) => ({
            EvalActionName,
            EvalDecision: 'allowed',
          })),
        };
      });
    });

    expect(wrong).toEqual([]);
    expect(asked).toContain('arn:aws:rds:eu-central-1:111122223333:cluster:dormouse-drill-any');
    expect(asked).toContain('arn:aws:lambda:eu-central-1:111122223333:function:dormouse-drill-check-any');
  });
});
