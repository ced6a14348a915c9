import { describe, expect, test } from 'vitest';
import {
  drillLocations,
  drillSources,
  drillsSince,
  hasDrills,
} from '../../../../shared/policy/recovery/drill/locations.ts';
import { aRecoveryRule } from '../../../support/builders/drills.ts';
import { aPolicy, aRule, DAY, SATURDAY } from '../../builders.ts';

const ACCOUNT = '111122223333';
const targets = [
  { account: ACCOUNT, region: 'eu-central-1', role: 'own' },
  { account: ACCOUNT, region: 'us-east-1', role: 'own' },
  { account: '444455556666', region: 'eu-central-1', role: 'other' },
];
const policyOf = (where: readonly string[], match = {}) =>
  aPolicy({ rules: [aRule({ match, recovery: aRecoveryRule({ drill: { where } }) })] });

describe('where drills restore', () => {
  test('is every target, and the Regions under where of each account', () => {
    expect(drillLocations(policyOf(['source', 'us-west-2']), targets)).toEqual([
      ...targets,
      { account: ACCOUNT, region: 'us-west-2', role: 'own' },
      { account: '444455556666', region: 'us-west-2', role: 'other' },
    ]);
  });

  test('is no other Region where no rule may match clusters of the account', () => {
    expect(drillLocations(policyOf(['us-west-2'], { accounts: [ACCOUNT] }), targets)).toEqual([
      ...targets,
      { account: ACCOUNT, region: 'us-west-2', role: 'own' },
    ]);
  });

  test('has the clusters of all other Regions whose rule restores there', () => {
    const policy = policyOf(['us-west-2'], { regions: ['eu-central-1'] });

    expect(drillSources(policy, { account: ACCOUNT, region: 'us-west-2' }, targets)).toEqual([
      'eu-central-1',
    ]);
    expect(drillSources(policy, { account: ACCOUNT, region: 'us-east-1' }, targets)).toEqual([]);
  });

  test('matters as far back as the longest period', () => {
    expect(drillsSince(policyOf(['source']), SATURDAY)).toBe(SATURDAY - 30 * DAY);
    expect(hasDrills(policyOf(['source']))).toBe(true);
    expect(hasDrills(aPolicy())).toBe(false);
  });
});
