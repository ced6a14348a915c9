import { describe, expect, it } from 'vitest';
import { pricesOf } from '../../prices/price-list.ts';
import { readPrices } from '../../prices/read-prices.ts';
import { aProduct, frankfurt } from './products.ts';

const usage = { databaseEngine: 'Aurora PostgreSQL', usagetype: 'EUC1-Aurora:StorageUsage' };

describe('the AWS Price List', () => {
  it('gives prices on demand by engine, class and storage, and nothing that is of something else', () => {
    expect(pricesOf(frankfurt, '2026-11-29')).toEqual({
      asOf: '2026-11-29',
      source: 'AWS Price List',
      regions: {
        'eu-central-1': {
          engines: {
            'aurora-postgresql': {
              standard: { instances: { 'db.r6g.large': 0.313 }, unit: 0.14, storage: 0.119 },
              ioOptimized: { instances: { 'db.r7g.4xlarge': 3.45 }, unit: 0.182, storage: 0.268 },
              backup: 0.0235,
            },
            'aurora-mysql': {
              standard: { instances: {}, storage: 0.119 },
              ioOptimized: { instances: {}, storage: 0.268 },
            },
            docdb: {
              standard: { instances: { 'db.r6g.large': 0.31 }, unit: 0.1, storage: 0.11 },
              ioOptimized: { instances: {}, storage: 0.33 },
              backup: 0.022,
            },
            neptune: { standard: { instances: {}, unit: 0.19 } },
          },
          transfer: { 'us-east-1': 0.02 },
        },
      },
    });
  });

  it('gives a file that can be read', () => {
    const result = readPrices(JSON.stringify(pricesOf(frankfurt, '2026-11-29')));

    expect(result.ok ? result.value.regions : result.problems).toEqual(pricesOf(frankfurt, '').regions);
  });

  it('says nothing of what has two prices', () => {
    const twice = [aProduct(usage, 0.1, 'GB-Mo'), aProduct(usage, 0.2, 'GB-Mo')];

    expect(pricesOf(twice, '').regions).toEqual({});
    expect(pricesOf([...twice.slice(0, 1), ...twice.slice(0, 1)], '').regions).not.toEqual({});
  });

  it('goes by the price of one engine where there is one of any', () => {
    const both = [aProduct(usage, 0.1, 'GB-Mo'), aProduct({ ...usage, databaseEngine: 'Any' }, 0.2, 'GB-Mo')];

    expect(pricesOf(both, '').regions['eu-central-1']?.engines).toMatchObject({
      'aurora-postgresql': { standard: { storage: 0.1 } },
      'aurora-mysql': { standard: { storage: 0.2 } },
    });
  });

  const others = [
    ['is not JSON', 'x'],
    ['has no price', aProduct(usage, 0, 'GB-Mo')],
    ['has only reserved prices', aProduct(usage, 1, 'GB-Mo', { terms: {} })],
  ] as const;
  it.each(others)('ignores a product that %s', (_, text) => {
    expect(pricesOf([text], '').regions).toEqual({});
  });
});
