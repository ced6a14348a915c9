import { describe, expect, test } from 'vitest';
import {
  endsSoon,
  type MajorVersion,
  supportOf,
  supportText,
} from '../../../shared/policy/recovery/support.ts';
import { aCluster } from '../builders.ts';

const until = (date: string) => Date.parse(`${date}T23:59:59.999Z`);
const versions: MajorVersion[] = [
  ['aurora-postgresql', '13', '2026-02-28', '2029-02-28'],
  ['aurora-postgresql', '17', '2030-02-28', '2033-02-28'],
  ['aurora-postgresql', '9', '2020-01-01', '2021-01-01'],
  ['aurora-postgresql', '9.6', '2022-01-31', '2024-02-28'],
  ['aurora-mysql', '8.0', '2028-04-30', '2029-07-31'],
].map(([engine = '', major = '', standard = '', extended = '']) => ({
  ...{ engine, major, standardUntil: until(standard), extendedUntil: until(extended) },
}));
const enrolled = { lifecycle: 'open-source-rds-extended-support' };
const disabled = { lifecycle: 'open-source-rds-extended-support-disabled' };

function support(engineVersion: string, at: string, setup = {}, engine = 'aurora-postgresql') {
  return supportOf(aCluster({ engine, engineVersion, setup }), versions, Date.parse(at));
}

describe('the support of an engine version', () => {
  test.each([
    ['13.12', '2025-11-29T12:00Z', 'standard', 91],
    ['13.12', '2026-02-28T23:00Z', 'standard', 0],
    ['13.12', '2026-03-01T00:00Z', 'extended', 1095],
    ['13.12', '2029-03-01T00:00Z', 'over', -1],
    ['9.6.22', '2023-01-01T00:00Z', 'extended', 423],
  ])('of %s at %s is %s for %d days', (version, at, phase, days) => {
    expect(support(version, at)).toMatchObject({ phase, days });
  });

  test('is that of the MySQL version that Aurora MySQL names first', () => {
    expect(support('8.0.mysql_aurora.3.08.1', '2026-01-01T00:00Z', {}, 'aurora-mysql')).toMatchObject({
      major: '8.0',
    });
  });

  test.each([
    ['1.3.2.0', 'neptune'],
    ['5.0.0', 'docdb'],
    ['130.1', 'aurora-postgresql'],
    ['', 'aurora-postgresql'],
  ])('is not known of %s of %s', (version, engine) => {
    expect(support(version, '2026-01-01T00:00Z', {}, engine)).toBeUndefined();
  });

  test.each([
    ['2025-08-01T00:00Z', false],
    ['2025-09-02T00:00Z', true],
    ['2027-01-01T00:00Z', true],
    ['2030-01-01T00:00Z', true],
  ])('at %s is worth a line: %s', (at, isWorth) => {
    const found = support('13.12', at);

    expect(found && endsSoon(found, Date.parse(at))).toBe(isWorth);
  });
});

test.each([
  [
    '2025-11-29T12:00Z',
    enrolled,
    'standard support of aurora-postgresql 13 ends 2026-02-28, in 91 days; then AWS bills Extended Support, until 2029-02-28',
  ],
  [
    '2026-02-27T12:00Z',
    disabled,
    'standard support of aurora-postgresql 13 ends 2026-02-28, in 1 day; it is not enrolled in Extended Support, so AWS upgrades it then',
  ],
  [
    '2029-02-28T12:00Z',
    enrolled,
    'standard support of aurora-postgresql 13 ended 2026-02-28; AWS bills Extended Support, which ends 2029-02-28, today',
  ],
  ['2030-01-01T00:00Z', enrolled, 'all support of aurora-postgresql 13 ended 2029-02-28; upgrade it'],
])('at %s, with %j, it says so', (at, setup, text) => {
  const found = support('13.12', at, setup);

  expect(found && supportText(found)).toBe(text);
});
