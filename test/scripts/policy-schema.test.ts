import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { schemas } from '../../scripts/write-schemas.ts';
import { parsePolicy } from '../../shared/policy/file/parse.ts';
import { runs } from '../support/runs.ts';

const schema: object = schemas['policy.schema.json'] ?? {};
const ajv = new Ajv().addKeyword('patternErrorMessage');
const editor = ajv.compile(schema);

/** A policy file with these hours, time zone or cron expression. */
function fileWith({ hours = 'always', timezone = 'UTC', cron = '0 3 * * *' }): object {
  return {
    version: 1,
    timezone,
    calendars: { off: ['2026-12-25'], 'x-mas_2': ['2026-12-24'] },
    rules: [{ name: 'a', match: {}, power: { hours }, snapshots: { create: { cron } } }],
  };
}

type Values = Parameters<typeof fileWith>[0];

function accepts(values: Values): { readonly editor: boolean; readonly parser: boolean } {
  const file = fileWith(values);
  return { editor: editor(file), parser: parsePolicy(JSON.stringify(file)).ok };
}

describe('the policy schema that editors use', () => {
  test('has an identifier of its own', () => {
    expect(new URL(String(Reflect.get(schema, '$id'))).href).toBe('urn:dormouse:schema:policy:1');
  });

  test.each<Values>([
    { hours: 'mon-fri 07:30-19:00, sat 10:00-14:00 except off' },
    { hours: ' Mon , WED-fri7:30 - 19:00,20:00-24:00 EXCEPT off , x-mas_2 ' },
    { hours: '22:00-06:00' },
    { hours: 'off 6:00-22:00,mon, 2026-12-31,x-mas_2 08:00-18:00 , 20:00-22:00 except off' },
    { hours: 'Mon 8:00 - fri 20:00, sat08:00-SUN24:00 except off' },
    { hours: 'daily 0:00-24:00' },
    { hours: ' Always' },
    { hours: 'never' },
    { timezone: 'Europe/London' },
    { timezone: 'europe/LONDON' },
    { timezone: 'Asia/Kolkata' },
    { timezone: 'US/Eastern' },
    { timezone: 'Etc/GMT+5' },
    { timezone: 'EST' },
    { cron: '*/15 8-18 1,15 jan-MAR MON-FRI' },
    { cron: '0 3 L * ?' },
    { cron: '0 3 LW 2-10/2 7' },
    { cron: '05 3 15W * *' },
    { cron: '0 3 * * +mon#1' },
    { cron: '0 0 * * 5L' },
  ])('takes %j, as the parser does', (values) => {
    expect(accepts(values)).toEqual({ editor: true, parser: true });
  });

  test.each<Values>([
    { hours: 'mon-fri 25:00' },
    { hours: 'mon-fri 07:30-24:01' },
    { hours: 'mon-fri 07:60-19:00' },
    { hours: 'mon-fri 24:00-06:00' },
    { hours: 'monday 07:30-19:00' },
    { hours: 'mon-fri' },
    { hours: 'weekdays 08:00-18:00' },
    { hours: 'off' },
    { hours: 'mon 24:00 - fri 08:00' },
    { hours: 'mon-fri 9-17' },
    { hours: 'always except off' },
    { hours: 'daily 08:00-18:00 excpt off' },
    { hours: '' },
    { timezone: 'Europe/Lodnon' },
    { timezone: 'Europe/New York' },
    { timezone: 'PST' },
    { timezone: 'IST' },
    { timezone: 'GMT+5' },
    { timezone: '+01:00' },
    { cron: '99 3 * * *' },
    { cron: '0 24 * * *' },
    { cron: '0 3 0 * *' },
    { cron: '0 3 * 13 *' },
    { cron: '0 3 * * 8' },
    { cron: '0 3 * * monday' },
    { cron: '0 3 * *' },
    { cron: '0 0 3 * * *' },
    { cron: '@daily' },
    { cron: 'H 3 * * *' },
  ])('marks %j, as the parser does', (values) => {
    expect(accepts(values)).toEqual({ editor: false, parser: false });
  });
});

/** Texts of pieces that hours and cron expressions are made of, so that many of them can be read. */
function made(pieces: readonly string[], most: number): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: most }).map((all) => all.join(''));
}

const hoursText = made(
  [
    ...['mon', 'Tue', 'sun', 'daily', 'always', 'NEVER', '-', ',', ' ', '\t', ' except ', 'off', ', x-mas_2'],
    ...[
      '7:30',
      '07:30-19:00',
      '00:00-24:00',
      ' 22:00 - 6:00',
      'fri 20:00 - mon 06:00',
      'mon-fri 08:00-18:00',
      '24:00',
      '23:59',
    ],
  ],
  6,
);

const fieldOfCron = made(
  [
    ...['*', '?', '0', '1', '5', '7', '31', '59', '60', '007', ',', '-', '/', '/2', '1-5', '50-99/50', '+'],
    ...['L', 'l', 'W', 'LW', '15w', '#', '#2', '#L', 'mon', 'FRI', 'Sun', 'jan', 'DEC'],
  ],
  4,
);
const simple = fc.constantFrom<string[]>('*', '1', '2-4', '*/2');
const cronText = fc
  .tuple(fc.integer({ min: 0, max: 4 }), fieldOfCron, fc.array(simple, { minLength: 5, maxLength: 5 }))
  .map(([index, field, fields]) => fields.with(index, field).join(' '));

const zones: readonly string[] = [
  ...Intl.supportedValuesOf('timeZone'),
  'US/Pacific',
  'Asia/Kolkata',
  'GB-Eire',
  'utc',
];
const timezoneText = fc
  .tuple(fc.constantFrom(...zones), fc.func(fc.boolean()))
  .map(([name, isUpper]) =>
    name.replace(/./g, (char, at) => (isUpper(at) ? char.toUpperCase() : char.toLowerCase())),
  );

test.each<[string, fc.Arbitrary<Values>]>([
  ['hours', fc.record({ hours: hoursText })],
  ['cron expression', fc.record({ cron: cronText })],
  ['time zone in any letter case', fc.record({ timezone: timezoneText })],
])('no %s that the parser reads is marked', (_kind, values) => {
  fc.assert(
    fc.property(values, (each) => {
      const file = fileWith(each);
      expect(editor(file) || !parsePolicy(JSON.stringify(file)).ok).toBe(true);
    }),
    runs(5_000),
  );
});
