import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isDrillName } from '../../../../shared/policy/model/drill-record.ts';
import {
  type DrillIdentity,
  drillId,
  drillNames,
  isDrillId,
} from '../../../../shared/policy/recovery/drill/names.ts';
import { runs } from '../../../support/runs.ts';

const identity: DrillIdentity = {
  deployment: 'prod',
  source: { arn: 'arn:aws:rds:eu-central-1:111122223333:cluster:orders', resourceId: 'cluster-A' },
  place: { account: '111122223333', region: 'us-west-2' },
  period: Date.parse('2026-11-28T02:00:00Z'),
};

describe('the id of a drill', () => {
  test('is always the same, so that no drill begins twice', () => {
    expect(drillId(identity)).toBe('202611280200-63e485b1');
  });

  test.each<[string, Partial<DrillIdentity>]>([
    ['deployment', { deployment: 'test' }],
    ['cluster', { source: { ...identity.source, arn: `${identity.source.arn}-2` } }],
    ['resource id', { source: { ...identity.source, resourceId: 'cluster-B' } }],
    ['place', { place: { ...identity.place, region: 'us-east-1' } }],
    ['period', { period: identity.period + 60_000 }],
  ])('is another one for another %s', (_, some) => {
    expect(drillId({ ...identity, ...some })).not.toBe(drillId(identity));
    expect(isDrillId(drillId({ ...identity, ...some }))).toBe(true);
  });
});

test('names of what a drill makes are legal for RDS, and begin as those of no other cluster', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9-]{0,62}$/), (source) => {
      const names = drillNames(source, drillId(identity));

      for (const name of [names.cluster, names.instance]) {
        expect(name).toMatch(/^[a-z](?:-?[a-z0-9])*$/);
        expect(name.length).toBeLessThanOrEqual(63);
        expect(isDrillName(name)).toBe(true);
      }
      expect(names.cluster.endsWith(`-${drillId(identity)}`)).toBe(true);
    }),
    runs(2000, 200),
  );
});
