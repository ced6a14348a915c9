import { DeleteDBClusterSnapshotCommand, RDSClient } from '@aws-sdk/client-rds';
import { describe, expect, test } from 'vitest';
import { recipe as copySnapshots } from '../../functions/copy-snapshots.ts';
import { recipe as createSnapshots } from '../../functions/create-snapshots.ts';
import { recipe as pruneSnapshots } from '../../functions/prune-snapshots.ts';
import { recipe as startClusters } from '../../functions/start-clusters.ts';
import { recipe as stopIdleClusters } from '../../functions/stop-idle-clusters.ts';
import type { Recipe } from '../../shared/runtime/recipe.ts';
import type { CallRecord } from '../../simulator/calls.ts';
import { home } from '../support/cloudformation.ts';
import { type IamRequest, isAllowed, unusedPermissions } from '../support/iam/judge.ts';
import { toRequests } from '../support/iam/requests.ts';
import type { Statement } from '../support/iam/statement.ts';
import { accessKeyOf } from '../support/lambda.ts';
import { packagedFunctions } from '../support/packaged.ts';
import { packages } from '../support/packages.ts';
import { policyText, spoke, work } from './fleet.ts';
import { run, serve } from './stage.ts';

const recipes: Readonly<Record<string, Pick<Recipe, 'permissions'>>> = {
  copySnapshots,
  createSnapshots,
  pruneSnapshots,
  startClusters,
  stopIdleClusters,
};
const sources = ['file', 'ssm', 'appconfig'] as const;
const cases = Object.keys(recipes).flatMap((name) => sources.map((source) => ({ name, source })));

describe.each(cases)('$name with its policy from $source', ({ name, source }) => {
  test('may do every call it makes at home, and needs every permission it has', async () => {
    const { own, statements } = await tour(name, source);

    expect(own.filter((request) => !isAllowed(statements, request))).toEqual([]);
    expect(unusedPermissions(statements, own)).toEqual([]);
  });

  test('could not do without any one statement of its role', async () => {
    const { own, statements } = await tour(name, source);

    for (const one of statements) {
      const others = statements.filter((statement) => statement !== one);
      expect(
        own.every((request) => isAllowed(others, request)),
        `without ${JSON.stringify(one)}`,
      ).toBe(false);
    }
  });
});

test.each(Object.entries(recipes))(
  'in a target account, %s makes the calls that it declares, and no others',
  async (name, recipe) => {
    const { assumed } = await tour(name, 'file');

    const actions = new Set(assumed.map(({ action }) => action));
    expect([...actions].sort()).toEqual([...recipe.permissions].sort());
  },
);

test.each([
  ['is ours by name and tag', 'dormouse-pruned-near-202611200300-01234561', true],
  ['is ours by name alone', 'dormouse-untagged-pruned-near', false],
  ['is ours by tag alone', 'tagged-pruned-near', false],
])('the role of pruneSnapshots lets a snapshot that %s be deleted: %s is %s', async (_, id, expected) => {
  const { url, calls } = await serve();
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  const rds = new RDSClient({ endpoint: url, region: home.region, credentials });
  const fn = packagedFunctions(packages.file.folder).find(({ name }) => name === 'pruneSnapshots');

  await rds.send(new DeleteDBClusterSnapshotCommand({ DBClusterSnapshotIdentifier: id }));

  const requests = calls.list({ action: 'DeleteDBClusterSnapshot' }).flatMap(toRequests);
  expect(requests.map((request) => isAllowed(fn?.statements ?? [], request))).toEqual([expected]);
});

interface Tour {
  /** What it asks IAM as itself. */
  readonly own: readonly IamRequest[];
  /** What it asks IAM as the role in the target account. */
  readonly assumed: readonly IamRequest[];
  readonly statements: readonly Statement[];
}

/** Runs a function once, over two accounts, with something to do in both. */
async function tour(name: string, source: keyof typeof packages): Promise<Tour> {
  const role = `arn:aws:iam::${spoke.account}:role/dormouse`;
  const policy = policyText(
    'enforce',
    `{ account: "${spoke.account}", role: "${role}", regions: [eu-central-1] }`,
  );
  const { url, calls, parameters, configurations } = await serve();
  parameters.set(packages.ssm.policy.replace('ssm:', ''), policy);
  configurations.set(packages.appconfig.policy.replace('appconfig:', ''), policy);
  const { invoke, fn } = await run(name, { endpoint: url, ...(source === 'file' && { policy }) }, source);

  const invocation = await invoke({});

  expect(invocation).toMatchObject({
    ok: true,
    payload: { summary: { status: { done: work[name]?.everywhere } } },
  });
  const isOwn = (call: CallRecord): boolean => call.accessKeyId === accessKeyOf(fn);
  return {
    own: calls.list().filter(isOwn).flatMap(toRequests),
    assumed: calls
      .list()
      .filter((call) => call.role === role)
      .flatMap(toRequests),
    statements: fn.statements.filter((statement) => !isForLogs(statement)),
  };
}

/** Lambda writes the logs, in the function's name: the function itself makes no such call. */
function isForLogs({ Action }: Statement): boolean {
  return Action.every((action) => action.startsWith('logs:'));
}
