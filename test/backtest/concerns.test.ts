import { expect, test } from 'vitest';
import { type Change, concerned } from '../../backtest/wake/concerns.ts';
import { aControlPlane } from '../simulator/control-plane.ts';

const [cluster] = aControlPlane('clusters: [{ id: a }]').backend.store.all();
if (cluster === undefined) throw new Error('the fleet has no cluster');

const snapshot = (type: string, status: string, isGone = false, region = 'eu-central-1'): Change => ({
  kind: 'snapshot',
  ...{ arn: 'arn', account: '111122223333', region, type, status, isGone },
});

const failedElsewhere = snapshot('manual', 'failed', false, 'us-west-2');

test.each<[string, Change, string[]]>([
  [
    'made by AWS is a source of copies, and lets nothing go that is not',
    snapshot('automated', 'available'),
    ['copy'],
  ],
  ['made by AWS that is gone takes no place any more', snapshot('automated', 'available', true), ['copy']],
  ['complete may let an older one go', snapshot('manual', 'available'), ['copy', 'prune']],
  ['being copied takes the place of an older one', snapshot('manual', 'copying'), ['prune']],
  ['being taken is looked at by whoever takes it', snapshot('manual', 'creating'), []],
  ['failed is taken again', snapshot('manual', 'failed'), ['create', 'copy', 'prune']],
  ['failed and gone leaves its name', snapshot('manual', 'failed', true), ['create', 'copy', 'prune']],
  ['failed elsewhere is not taken again here', failedElsewhere, ['copy', 'prune']],
  ['gone is not missed: the newest stays', snapshot('manual', 'available', true), ['copy', 'prune']],
])('a snapshot that is %s', (_, change, readers) => {
  const found = ['create', 'copy', 'prune'].filter((name) => concerned(change, cluster)(`${name}-snapshots`));

  expect(found).toEqual(readers);
});
