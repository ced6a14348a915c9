import { describe, expect, test } from 'vitest';
import { defined } from '../../../shared/defined.ts';
import {
  type CapacityRange,
  capacityRange,
  isWithin,
  widestRange,
} from '../../../shared/policy/capacity/range.ts';

const BOUNDARIES = [0, 0.5, 1, 127.5, 128, 128.5, 256];

const rangeOf = (engine: string, engineVersion: string, serverlessPlatform?: string) =>
  capacityRange({ engine, engineVersion, ...defined({ serverlessPlatform }) });

const text = (range: CapacityRange | undefined): string =>
  range === undefined ? 'none' : `${range.min}-${range.max} ${range.unit}`;

const mysql = (version: string) => ['aurora-mysql', `8.0.mysql_aurora.${version}`] as const;
const postgres = (version: string) => ['aurora-postgresql', version] as const;

describe('capacityRange', () => {
  test.each<readonly [engine: string, version: string, expected: string]>([
    ['aurora-mysql', '5.7.mysql_aurora.2.12.4', 'none'],
    [...mysql('3.01.1'), 'none'],
    [...mysql('3.02.0'), '0.5-128 ACU'],
    [...mysql('3.05.2'), '0.5-128 ACU'],
    [...mysql('3.06.0'), '0.5-256 ACU'],
    [...mysql('3.07.1'), '0.5-256 ACU'],
    [...mysql('3.08.0'), '0-256 ACU'],
    [...mysql('3.10.0'), '0-256 ACU'],
    ['aurora-mysql', '8.4.mysql_aurora.4.01.0', '0-256 ACU'],
    [...postgres('12.9'), 'none'],
    [...postgres('13.5'), 'none'],
    [...postgres('13.6'), '0.5-128 ACU'],
    [...postgres('13.12'), '0.5-128 ACU'],
    [...postgres('13.13'), '0.5-256 ACU'],
    [...postgres('13.15'), '0-256 ACU'],
    [...postgres('14.2'), 'none'],
    [...postgres('14.3'), '0.5-128 ACU'],
    [...postgres('14.10'), '0.5-256 ACU'],
    [...postgres('14.12'), '0-256 ACU'],
    [...postgres('15.1'), 'none'],
    [...postgres('15.2'), '0.5-128 ACU'],
    [...postgres('15.5'), '0.5-256 ACU'],
    [...postgres('15.7'), '0-256 ACU'],
    [...postgres('16.0'), 'none'],
    [...postgres('16.1'), '0.5-256 ACU'],
    [...postgres('16.3'), '0-256 ACU'],
    [...postgres('16.3-limitless'), '0-256 ACU'],
    [...postgres('17.4'), '0-256 ACU'],
    [...postgres('18.0'), '0-256 ACU'],
    ['neptune', '1.2.0.0', 'none'],
    ['neptune', '1.2.0.1', '1-128 NCU'],
    ['neptune', '1.4.5.0', '1-128 NCU'],
    ['docdb', '4.0.0', 'none'],
    ['docdb', '5.0.0', '0.5-256 DCU'],
    ['docdb', '8.0.0', '0.5-256 DCU'],
    ['postgres', '17.2', 'none'],
    ['mysql', '8.0.40', 'none'],
    ['aurora', '5.6.10a', 'none'],
    ['constructor', '1', 'none'],
  ])('of %s %s is %s', (engine, version, expected) => {
    expect(text(rangeOf(engine, version))).toBe(expected);
  });

  test.each<readonly [engine: string, version: string, platform: string | undefined, expected: string]>([
    [...postgres('16.4'), '1', '0-128 ACU'],
    [...postgres('16.4'), '2', '0-256 ACU'],
    [...postgres('16.4'), '3', '0-256 ACU'],
    [...postgres('16.4'), '9', '0-256 ACU'],
    [...postgres('16.4'), '', '0-256 ACU'],
    [...postgres('16.4'), 'constructor', '0-256 ACU'],
    [...postgres('16.1'), '1', '0.5-128 ACU'],
    [...postgres('16.1'), '3', '0.5-256 ACU'],
    [...postgres('13.6'), '3', '0.5-128 ACU'],
    ['docdb', '5.0.0', '1', '0.5-256 DCU'],
  ])('of %s %s on platform %s is %s', (engine, version, platform, expected) => {
    expect(text(rangeOf(engine, version, platform))).toBe(expected);
  });

  test.each([
    ['aurora-mysql', 'next', '0-256 ACU'],
    ['aurora-postgresql', '', '0-256 ACU'],
    ['neptune', 'latest', '1-128 NCU'],
    ['docdb', '?', '0.5-256 DCU'],
  ])('of %s in a version that cannot be read, %s, is the widest, %s', (engine, version, expected) => {
    expect(text(rangeOf(engine, version))).toBe(expected);
    expect(text(widestRange(engine))).toBe(expected);
  });
});

describe('isWithin', () => {
  test.each([
    ['0-256 ACU', rangeOf(...mysql('3.08.0')), BOUNDARIES, [1, 127.5, 128, 128.5, 256]],
    ['0.5-256 ACU', rangeOf(...mysql('3.06.0')), BOUNDARIES.slice(1), [1, 127.5, 128, 128.5, 256]],
    ['0.5-128 ACU', rangeOf(...mysql('3.02.0')), [0.5, 1, 127.5, 128], [1, 127.5, 128]],
    ['0-128 ACU', rangeOf(...mysql('3.08.0'), '1'), [0, 0.5, 1, 127.5, 128], [1, 127.5, 128]],
    ['1-128 NCU', rangeOf('neptune', '1.2.0.1'), [1, 127.5, 128], [1, 127.5, 128]],
    ['0.5-256 DCU', rangeOf('docdb', '5.0.0'), BOUNDARIES.slice(1), [1, 127.5, 128, 128.5, 256]],
  ])('in %s takes what AWS takes as min and as max', (name, range, mins, maxes) => {
    if (range === undefined) throw new Error('no range');

    expect(text(range)).toBe(name);
    expect(BOUNDARIES.filter((min) => isWithin(range, { min, max: range.max }))).toEqual(mins);
    expect(BOUNDARIES.filter((max) => isWithin(range, { min: range.min, max }))).toEqual(maxes);
  });

  test.each([
    ['a min above the max', { min: 2, max: 1.5 }],
    ['quarter steps', { min: 1.25, max: 4 }],
    ['quarter steps up', { min: 1, max: 4.75 }],
    ['less than nothing', { min: -0.5, max: 4 }],
    ['more than all', { min: 1, max: 256.5 }],
    ['no number', { min: Number.NaN, max: 4 }],
    ['no end', { min: 1, max: Number.POSITIVE_INFINITY }],
  ])('never takes %s', (_name, values) => {
    expect(isWithin({ min: 0, max: 256 }, values)).toBe(false);
  });
});
