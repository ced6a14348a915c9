import { describe, expect, it } from 'vitest';
import {
  backupMonth,
  instanceHour,
  type Price,
  type Prices,
  storageMonth,
  transferGiB,
  unitHour,
} from '../../prices/prices.ts';
import { loadPrices, pricesJsonSchema, readPrices } from '../../prices/read-prices.ts';

const text = `
asOf: 2026-11-29
regions:
  eu-central-1:
    engines:
      aurora-postgresql:
        standard: { instances: { db.r6g.large: 0.313 }, unit: 0.14, storage: 0.119 }
        ioOptimized: { instances: { db.r6g.large: 0.407 }, unit: 0.182, storage: 0.268 }
        backup: 0.0235
      neptune: { backup: 0.025 }
    transfer: { us-west-2: 0.02 }
`;
const prices = loadPrices(text);
const standard = { region: 'eu-central-1', engine: 'aurora-postgresql' };
const optimized = { ...standard, storage: 'aurora-iopt1' };

type Ask = (known: Prices | undefined) => Price;

describe('a price', () => {
  const known: readonly (readonly [string, Ask, number])[] = [
    ['an instance', (list) => instanceHour(list, standard, 'db.r6g.large'), 0.313],
    ['an I/O-Optimized instance', (list) => instanceHour(list, optimized, 'db.r6g.large'), 0.407],
    [
      'an instance of named standard storage',
      (list) => instanceHour(list, { ...standard, storage: 'aurora' }, 'db.r6g.large'),
      0.313,
    ],
    ['a unit', (list) => unitHour(list, standard), 0.14],
    ['a unit of an I/O-Optimized cluster', (list) => unitHour(list, optimized), 0.182],
    ['storage', (list) => storageMonth(list, standard), 0.119],
    ['I/O-Optimized storage', (list) => storageMonth(list, optimized), 0.268],
    ['backups', (list) => backupMonth(list, standard), 0.0235],
    ['a transfer', (list) => transferGiB(list, 'eu-central-1', 'us-west-2'), 0.02],
  ];
  it.each(known)('of %s is the one that is listed', (_, ask, usd) => {
    expect(ask(prices)).toEqual({ known: true, usd });
  });

  it.each(known)('of %s is unknown without prices', (_, ask) => {
    expect(ask(undefined)).toMatchObject({ known: false });
  });

  const neptune = { region: 'eu-central-1', engine: 'neptune' };
  const unknown: readonly (readonly [string, Ask, string])[] = [
    [
      'another class',
      (list) => instanceHour(list, standard, 'db.r7g.large'),
      'regions.eu-central-1.engines.aurora-postgresql.standard.instances["db.r7g.large"]',
    ],
    [
      'a class that is a word of JavaScript',
      (list) => instanceHour(list, standard, 'constructor'),
      'regions.eu-central-1.engines.aurora-postgresql.standard.instances["constructor"]',
    ],
    [
      'an engine without rates',
      (list) => unitHour(list, neptune),
      'regions.eu-central-1.engines.neptune.standard.unit',
    ],
    [
      'I/O-Optimized storage where only the standard one is listed',
      (list) => storageMonth(list, { ...neptune, storage: 'iopt1' }),
      'regions.eu-central-1.engines.neptune.ioOptimized.storage',
    ],
    [
      'another engine',
      (list) => backupMonth(list, { ...standard, engine: 'docdb' }),
      'regions.eu-central-1.engines.docdb.backup',
    ],
    [
      'another Region',
      (list) => transferGiB(list, 'us-west-2', 'us-east-1'),
      'regions.us-west-2.transfer.us-east-1',
    ],
  ];
  it.each(unknown)('of %s is unknown, and says where it is missing', (_, ask, missing) => {
    expect(ask(prices)).toEqual({ known: false, missing });
  });
});

describe('a price file', () => {
  const wrong = [
    [
      'a negative price',
      'regions: { eu-central-1: { engines: { neptune: { backup: -1 } } } }',
      'regions.eu-central-1.engines.neptune.backup',
      '0 or more',
    ],
    [
      'a price as text',
      'regions: { eu-central-1: { engines: { neptune: { backup: "0.1" } } } }',
      'regions.eu-central-1.engines.neptune.backup',
      'without quotes',
    ],
    [
      'an unknown key',
      'regions: { eu-central-1: { engines: { neptune: { backups: 1 } } } }',
      'regions.eu-central-1.engines.neptune.backups',
      'backup',
    ],
    ['another version', 'version: 7\nregions: {}', 'version', 'get the prices again'],
    ['another currency', 'currency: EUR\nregions: {}', 'currency', 'USD'],
    ['no Regions', 'asOf: 2026-11-29', 'regions', 'add regions'],
  ] as const;
  it.each(wrong)(
    'with %s is refused, with its place and what would be right',
    (_, wrongText, path, remedy) => {
      const result = readPrices(wrongText);

      expect(result.ok ? [] : result.problems).toEqual([
        expect.objectContaining({ path, remedy: expect.stringContaining(remedy) }),
      ]);
      expect(() => loadPrices(wrongText, 'prices.yml')).toThrow(`prices.yml:`);
    },
  );

  it('may be JSON', () => {
    expect(loadPrices(JSON.stringify({ regions: prices.regions })).regions).toEqual(prices.regions);
  });

  it('has a JSON Schema that names its keys', () => {
    expect(pricesJsonSchema()).toMatchObject({ additionalProperties: false, properties: { regions: {} } });
  });
});
