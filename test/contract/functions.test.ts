import { expect, test } from 'vitest';
import { recipe as copySnapshots } from '../../functions/recipes/copy-snapshots.ts';
import { recipe as createSnapshots } from '../../functions/recipes/create-snapshots.ts';
import { recipe as drillRestores } from '../../functions/recipes/drill-restores.ts';
import { recipe as pruneSnapshots } from '../../functions/recipes/prune-snapshots.ts';
import { recipe as scaleCapacity } from '../../functions/recipes/scale-capacity.ts';
import { recipe as startClusters } from '../../functions/recipes/start-clusters.ts';
import { recipe as stopIdleClusters } from '../../functions/recipes/stop-idle-clusters.ts';
import { recipe as toggleActivityStreams } from '../../functions/recipes/toggle-activity-streams.ts';
import { files, functionNames } from './repository.ts';
import { keyOf, serverless, statementsOf } from './serverless.ts';

const recipes = [
  ...[copySnapshots, createSnapshots, drillRestores, pruneSnapshots, scaleCapacity],
  ...[startClusters, stopIdleClusters, toggleActivityStreams],
];
const wide = /^(\*|arn:[^:]*:[^:]*:[^:]*:[^:]*:\*)$/;
/** https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
const knowNoResources = [
  'cloudwatch:GetMetricData',
  'ec2:DescribeVpcs',
  'rds:DescribeAccountAttributes',
  'rds:DescribeDBEngineVersions',
  'rds:DescribeEvents',
  'rds:DescribeOrderableDBInstanceOptions',
];

test('this test knows every function, each by the name of its file', () => {
  expect(recipes.map(({ name }) => name)).toEqual(functionNames.toSorted());
});

test('serverless.yml deploys every function and no other', () => {
  expect(Object.keys(serverless.functions).toSorted()).toEqual(functionNames.map(keyOf).toSorted());
});

test.each(recipes)(
  '$name is deployed from its file, with a schedule whose failed sweeps are not tried again',
  ({ name }) => {
    const { handler, maximumRetryAttempts, events } = serverless.functions[keyOf(name)] ?? {};

    expect({ handler, maximumRetryAttempts }).toEqual({
      handler: `functions/${name}.handler`,
      maximumRetryAttempts: 0,
    });
    expect(events?.filter(({ schedule }) => schedule !== undefined)).toHaveLength(1);
  },
);

test.each(recipes)(
  '$name has a role of its own that allows what the recipe needs, no more, no less',
  (recipe) => {
    const { clusters = [] } = statementsOf(recipe.name);

    const allowed = new Set(clusters.flatMap(({ Action }) => Action));

    expect([...allowed].toSorted()).toEqual(recipe.permissions.toSorted());
    expect(
      Object.values(serverless.functions).filter(
        ({ role }) => role === serverless.functions[keyOf(recipe.name)]?.role,
      ),
    ).toHaveLength(1);
  },
);

test.each(recipes)('$name may write to its own log group and to no other', ({ name }) => {
  const { logs = [] } = statementsOf(name);
  const group = `${keyOf(name).replace(/^./, (letter) => letter.toUpperCase())}LogGroup.Arn`;

  expect(logs.flatMap(({ Resource }) => Resource)).toEqual([group]);
});

test.each(recipes)(
  '$name may use its own queue and send dead letters, and touch no other queue',
  ({ name }) => {
    const { queue = [], ...others } = statementsOf(name);
    const id = keyOf(name).replace(/^./, (letter) => letter.toUpperCase());

    expect(queue.map(({ Resource, Action }) => [...Resource, ...Action])).toEqual([
      [
        `${id}Queue.Arn`,
        ...['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
        ...['sqs:ReceiveMessage', 'sqs:SendMessage'],
      ],
      [`${id}DeadLetters.Arn`, 'sqs:SendMessage'],
    ]);
    expect(
      Object.values(others)
        .flat()
        .flatMap(({ Action }) => Action)
        .filter((action) => action.startsWith('sqs:')),
    ).toEqual([]);
  },
);

test.each(recipes)(
  '$name is allowed nothing on everything, but where an action knows no resources',
  ({ name }) => {
    const statements = Object.values(statementsOf(name)).flat();

    const unbounded = statements.filter(({ Resource }) => Resource.some((resource) => wide.test(resource)));

    expect(
      unbounded.flatMap(({ Action }) => Action).filter((action) => !knowNoResources.includes(action)),
    ).toEqual([]);
    expect(statements.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).toEqual([]);
  },
);

test.each(recipes)('$name has a test', ({ name }) => {
  expect(files.filter((file) => file.startsWith(`test/functions/${name}`))).not.toEqual([]);
});

const snapshotWrites = ['rds:CreateDBClusterSnapshot', 'rds:DeleteDBClusterSnapshot'];

test.each(recipes)(
  '$name creates and deletes snapshots by our name only, and deletes only what we tagged',
  ({ name }) => {
    const { clusters = [] } = statementsOf(name);
    const writes = clusters.filter(({ Action }) => Action.some((action) => snapshotWrites.includes(action)));
    const deletes = writes.filter(({ Action }) => Action.includes('rds:DeleteDBClusterSnapshot'));

    const others = writes
      .flatMap(({ Resource }) => Resource)
      .filter((resource) => resource.includes(':cluster-snapshot:') && !resource.endsWith(':dormouse-*'));

    expect(others).toEqual([]);
    expect(
      deletes.filter(
        ({ Condition }) => !JSON.stringify(Condition ?? {}).includes('aws:ResourceTag/dormouse:created-by'),
      ),
    ).toEqual([]);
  },
);

test.each(recipes)('$name tags clusters with its own notes only', ({ name }) => {
  const { clusters = [] } = statementsOf(name);
  const tagging = clusters.filter(
    ({ Action, Resource }) =>
      Action.includes('rds:AddTagsToResource') &&
      // Those of drills are its own, and tagged as they are made.
      Resource.some((one) => one.includes(':cluster:') && !one.endsWith(':cluster:dormouse-drill-*')),
  );

  const keys = tagging.map(({ Condition }) => JSON.stringify(Condition ?? {}));

  expect(keys.filter((condition) => !/"aws:TagKeys":\["dormouse:/.test(condition))).toEqual([]);
});
