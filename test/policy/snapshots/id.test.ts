import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatSnapshotId, parseSnapshotId } from '../../../shared/policy/snapshots/id.ts';
import { runs } from '../../support/runs.ts';
import { MINUTE, SATURDAY } from '../builders.ts';

const LEGAL = /^[a-z](?:-?[a-z0-9])*$/;
const word = fc.stringMatching(/^[a-z0-9]{1,20}$/);
/** As AWS has cluster identifiers, and some odd ones. */
const name = fc.oneof(
  fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join('-').slice(0, 63)),
  fc.string({ maxLength: 63 }),
);
const time = fc.integer({ min: 0, max: Date.UTC(2099, 0, 1) / MINUTE }).map((minutes) => minutes * MINUTE);

describe('formatSnapshotId', () => {
  test('contains cluster and time', () => {
    expect(formatSnapshotId('dev-orders', SATURDAY, ['a'])).toBe('dormouse-dev-orders-202611211200-ca978112');
  });

  test.each([
    ['a'.repeat(63), `dormouse-${'a'.repeat(32)}-202611211200-ca978112`],
    [`${'a'.repeat(31)}-b`, `dormouse-${'a'.repeat(31)}-202611211200-ca978112`],
    ['rds:Dev--x-', 'dormouse-rds-dev-x-202611211200-ca978112'],
    ['', 'dormouse-cluster-202611211200-ca978112'],
  ])('makes %s fit', (cluster, expected) => {
    expect(formatSnapshotId(cluster, SATURDAY, ['a'])).toBe(expected);
  });

  test('is legal, and read back', () => {
    fc.assert(
      fc.property(name, time, fc.string(), (cluster, at, identity) => {
        const id = formatSnapshotId(cluster, at, [identity]);
        const read = parseSnapshotId(id);

        expect(id).toMatch(LEGAL);
        expect(id.length).toBeLessThanOrEqual(63);
        expect(formatSnapshotId(cluster, at, [identity])).toBe(id);
        expect(read?.at).toBe(at);
        expect(id).toContain(`dormouse-${read?.cluster}-2`.slice(0, -1));
      }),
      runs(1000),
    );
  });

  test('is another for each of 200,000', () => {
    const ids = new Set<string>();

    for (let cluster = 0; cluster < 200; cluster++) {
      const long = `${'shared-prefix-of-all-these-clusters'}-${cluster}`;
      for (let hour = 0; hour < 1000; hour++) {
        ids.add(formatSnapshotId(long, SATURDAY + hour * 60 * MINUTE, [long, `${hour}`]));
      }
    }

    expect(ids.size).toBe(200_000);
  });
});

describe('parseSnapshotId', () => {
  test.each([
    'dormouse-dev-orders-202611211200',
    'dormouse-202611211200-ca978112',
    'dormouse--202611211200-ca978112',
    'dormouse-dev-202613211200-ca978112',
    'dormouse-dev-202611211260-ca978112',
    'dormouse-dev-202611211200-CA978112',
    'dormouse-dev-202611211200-ca978112-copy',
    'my-dormouse-dev-202611211200-ca978112',
    `dormouse-${'a'.repeat(33)}-202611211200-ca978112`,
    'rds:dormouse-dev-202611211200-ca978112',
  ])('does not take %s for one of ours', (id) => {
    expect(parseSnapshotId(id)).toBeUndefined();
  });
});
