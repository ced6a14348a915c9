import { describe, expect, test } from 'vitest';
import { communityVersion, isAtLeast } from '../../../shared/policy/model/engine-version.ts';

describe('communityVersion', () => {
  test.each([
    ['8.0.mysql_aurora.3.08.0', '3.08.0'],
    ['5.7.mysql_aurora.2.11.3', '2.11.3'],
    ['16.4', '16.4'],
    ['16.4-limitless', '16.4'],
    ['1.3.2.0', '1.3.2.0'],
    ['5.0.0', '5.0.0'],
    ['', ''],
    ['new', ''],
  ])('of "%s" is "%s"', (engineVersion, expected) => {
    expect(communityVersion(engineVersion)).toBe(expected);
  });
});

describe('isAtLeast', () => {
  test.each([
    ['13.15', '13.6', true],
    ['13.6', '13.15', false],
    ['3.08.0', '3.08.0', true],
    ['3.8.0', '3.08.0', true],
    ['3.08.0', '3.06', true],
    ['16', '16.1', false],
    ['9.6', '13.6', false],
    ['', '1', false],
  ])('of %s and %s is %s', (version, minimum, expected) => {
    expect(isAtLeast(version, minimum)).toBe(expected);
  });
});
