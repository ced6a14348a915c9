import { expect, test } from 'vitest';
import { createSnapshotWatch } from '../../../demo/day/snapshot-watch.ts';
import type { SnapshotState } from '../../../demo/world/world.ts';

function snapshot(status: string, type = 'manual'): SnapshotState {
  return { arn: 'arn', account: '1', region: 'us-west-2', cluster: 'orders', type, status };
}

test.each([
  { from: snapshot('creating', 'automated'), to: 'available', what: 'taken', text: 'automated snapshot' },
  { from: snapshot('copying'), to: 'available', what: 'copied', text: 'copy in us-west-2' },
  {
    from: snapshot('copying'),
    to: 'failed',
    what: 'copy-failed',
    text: 'the copy failed in us-west-2, AWS gives no cause',
  },
])('a snapshot that was $from.status and is $to is reported once', ({ from, to, what, text }) => {
  const watch = createSnapshotWatch();

  expect(watch(1, [from])).toEqual([]);
  expect(watch(2, [{ ...from, status: to }])).toEqual([
    { at: 2, by: 'aws', what, text, cluster: 'orders', account: '1', region: 'us-west-2' },
  ]);
  expect(watch(3, [{ ...from, status: to }])).toEqual([]);
});

test('a snapshot that was there from the beginning is not reported', () => {
  expect(createSnapshotWatch()(1, [snapshot('available')])).toEqual([]);
});

test('a copy that failed because its source expired says so', () => {
  const source = { ...snapshot('available', 'automated'), arn: 'source' };
  const copy = { ...snapshot('copying'), source: 'source' };
  const watch = createSnapshotWatch();
  watch(1, [source, copy]);

  expect(watch(2, [{ ...copy, status: 'failed' }])).toMatchObject([
    { text: 'the copy failed in us-west-2, because its source was deleted or expired meanwhile' },
  ]);
});
