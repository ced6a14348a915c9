import { describe, expect, test } from 'vitest';
import type { Match } from '../../../shared/policy/model/policy.ts';
import {
  copyLocations,
  destinationRegions,
  pruneLocations,
  sourceRegions,
} from '../../../shared/policy/snapshots/locations.ts';
import { aPolicy, aRule } from '../builders.ts';

const to = (name: string, match: Match, ...regions: string[]) =>
  aRule({
    name,
    match,
    snapshots: { copy: { sources: ['manual'], to: regions.map((region) => ({ region })) } },
  });
const at = (account: string, region: string, role = `role-of-${account}`) => ({ account, region, role });

const policy = aPolicy({
  rules: [to('a', { regions: ['eu-1'] }, 'us-1', 'eu-2'), to('b', { accounts: ['2'] }, 'us-1'), aRule()],
});
const targets = [at('1', 'eu-1'), at('1', 'eu-2', 'other'), at('2', 'us-1'), at('3', 'ap-1')];

describe('snapshot places', () => {
  test('copying works in each destination that an account has something to copy to, with its role', () => {
    expect(copyLocations(policy, targets)).toEqual([at('1', 'us-1'), at('1', 'eu-2', 'other')]);
  });

  test('pruning works in all targets and destinations, each once', () => {
    expect(pruneLocations(policy, targets)).toEqual([...targets, at('1', 'us-1')]);
  });

  test('there is nothing to copy without a rule that copies', () => {
    expect(copyLocations(aPolicy(), targets)).toEqual([]);
    expect(pruneLocations(aPolicy(), targets)).toEqual(targets);
  });

  test.each([
    ['1', 'us-1', ['eu-1']],
    ['1', 'eu-2', ['eu-1']],
    ['1', 'eu-1', []],
    ['2', 'us-1', []],
    ['3', 'us-1', []],
  ])('account %s copies to %s from %j', (account, destination, expected) => {
    expect(sourceRegions(policy, account, destination, targets)).toEqual(expected);
  });

  test.each([
    ['1', 'eu-1', ['us-1', 'eu-2']],
    ['1', 'eu-2', []],
    ['2', 'eu-1', ['us-1', 'eu-2']],
    ['2', 'us-1', []],
  ])('account %s copies from %s to %j', (account, region, expected) => {
    expect(destinationRegions(policy, account, region)).toEqual(expected);
  });
});
