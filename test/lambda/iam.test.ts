import {
  DeleteDBClusterSnapshotCommand,
  DescribeDBClusterSnapshotsCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { describe, expect, test } from 'vitest';
import { recipe as copySnapshots } from '../../functions/recipes/copy-snapshots.ts';
import { recipe as createSnapshots } from '../../functions/recipes/create-snapshots.ts';
import { recipe as pruneSnapshots } from '../../functions/recipes/prune-snapshots.ts';
import { recipe as scaleCapacity } from '../../functions/recipes/scale-capacity.ts';
import { recipe as startClusters } from '../../functions/recipes/start-clusters.ts';
import { recipe as stopIdleClusters } from '../../functions/recipes/stop-idle-clusters.ts';
import { recipe as toggleActivityStreams } from '../../functions/recipes/toggle-activity-streams.ts';
import type { Recipe } from '../../shared/runtime/sweep/recipe.ts';
import type { CallRecord } from '../../simulator/core/calls.ts';
import { home } from '../support/cloudformation.ts';
import { type IamRequest, isAllowed, unusedPermissions } from '../support/iam/evaluate.ts';
import { toRequests } from '../support/iam/requests.ts';
import type { Statement } from '../support/iam/statement.ts';
import { accessKeyOf } from '../support/lambda.ts';
import { packagedFunctions } from '../support/packaged.ts';
import { packagedQueues } from '../support/packaged-queues.ts';
import { packages } from '../support/packages.ts';
import { policyText, spoke, spokeRole, spokeTarget, work } from './fleet.ts';
import { send, stopOf } from './messages.ts';
import { feed, queuesOf, run, serve } from './stage.ts';

const recipes: Readonly<Record<string, Pick<Recipe, 'permissions'>>> = {
  copySnapshots,
  createSnapshots,
  pruneSnapshots,
  scaleCapacity,
  startClusters,
  stopIdleClusters,
  toggleActivityStreams,
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
  ['is ours by name and tag', /^dormouse-pruned-near-202611200300-/, true],
  ['is ours by name alone', /^dormouse-untagged-pruned-near$/, false],
  ['is ours by tag alone', /^tagged-pruned-near$/, false],
])('the role of pruneSnapshots lets a snapshot that %s be deleted: %s is %s', async (_, id, expected) => {
  const { url, calls } = await serve();
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  const rds = new RDSClient({ endpoint: url, region: home.region, credentials });
  const fn = packagedFunctions(packages.file.folder).find(({ name }) => name === 'pruneSnapshots');

  const { DBClusterSnapshots: all = [] } = await rds.send(new DescribeDBClusterSnapshotsCommand());
  const ids = all.map(({ DBClusterSnapshotIdentifier = '' }) => DBClusterSnapshotIdentifier);
  const [found = 'none'] = ids.filter((one) => id.test(one));
  await rds.send(new DeleteDBClusterSnapshotCommand({ DBClusterSnapshotIdentifier: found }));

  const requests = calls.list({ action: 'DeleteDBClusterSnapshot' }).flatMap(toRequests);
  expect(requests.map((request) => isAllowed(fn?.statements ?? [], request))).toEqual([expected]);
});

/** And GetQueueAttributes: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-permissions */
const byPoller = ['sqs:DeleteMessage', 'sqs:ReceiveMessage'];
const byFunction = ['sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes', 'sqs:SendMessage'];

test.each(Object.keys(recipes))('%s may use its own queue, and fill its own dead letters, alone', (name) => {
  const fn = packagedFunctions(packages.file.folder).find((one) => one.name === name);
  const mine = fn && queuesOf(fn);
  const others = ['sqs:DeleteQueue', 'sqs:PurgeQueue', 'sqs:SetQueueAttributes'];
  const actions = [...byFunction, ...byPoller, ...others];
  const requests = packagedQueues(packages.file.folder).flatMap(({ arn: resource }) =>
    actions.map((action) => ({ action, resource, context: {} })),
  );

  const allowed = requests.filter((request) => isAllowed(fn?.statements ?? [], request));

  expect(allowed).toEqual(
    requests.filter(
      ({ action, resource }) =>
        (resource === mine?.own && !others.includes(action)) ||
        (resource === mine?.deadLetters && action === 'sqs:SendMessage'),
    ),
  );
});

interface Tour {
  /** The requests that it makes to IAM as itself. */
  readonly own: readonly IamRequest[];
  /** The requests that it makes to IAM as the role in the target account. */
  readonly assumed: readonly IamRequest[];
  /** The decisions of its role on calls that it makes itself. */
  readonly statements: readonly Statement[];
}

/** Runs a function over two accounts, with something to do in both: at once, and by way of its queue. */
async function tour(name: string, source: keyof typeof packages): Promise<Tour> {
  const policy = policyText('enforce', spokeTarget);
  const simulator = await serve();
  const { url, calls, queues, parameters, configurations } = simulator;
  parameters.set(packages.ssm.policy.replace('ssm:', ''), policy);
  configurations.set(packages.appconfig.policy.replace('appconfig:', ''), policy);
  const running = await run(name, { endpoint: url, ...(source === 'file' && { policy }) }, source);
  const { invoke, fn } = running;

  const invocation = await invoke({ accounts: [home.account, spoke.account] });
  const split = await invoke({});
  // One that nobody understands is buried, and one that is too early waits.
  for (const body of ['poison', stopOf('prod-idle', simulator)]) send(queues, queuesOf(fn).own, body);
  const answers = await feed(simulator, running);

  expect(invocation).toMatchObject({
    ok: true,
    payload: { summary: { status: { done: work[name]?.everywhere } } },
  });
  expect(split).toMatchObject({ ok: true });
  expect(answers).toMatchObject([{ batchItemFailures: [{}] }]);
  const isOwn = (call: CallRecord): boolean => call.accessKeyId === accessKeyOf(fn);
  return {
    own: calls.list().filter(isOwn).flatMap(toRequests),
    assumed: calls
      .list()
      .filter((call) => call.role === spokeRole)
      .flatMap(toRequests),
    statements: fn.statements.flatMap(ofItself),
  };
}

/** Lambda writes the logs and polls the queue, in the function's name: the function itself makes no such call. */
function ofItself(statement: Statement): Statement[] {
  const Action = statement.Action.filter(
    (action) => !action.startsWith('logs:') && !byPoller.includes(action),
  );
  return Action.length > 0 ? [{ ...statement, Action }] : [];
}
