import { describe, expect, test } from 'vitest';
import { extendedSupportMonth, vcpusOf } from '../../prices/extended-support.ts';
import { loadPrices } from '../../prices/read-prices.ts';

const prices = loadPrices(`regions:
  us-east-1:
    engines:
      aurora-postgresql:
        extendedSupport: { vcpu: { years1and2: 0.1, year3: 0.2 }, unit: { years1and2: 0.08 } }
`);
const cluster = { region: 'us-east-1', engine: 'aurora-postgresql' };

describe('a month of Extended Support', () => {
  test('is billed by the vCPUs of all instances, and more in the third year', () => {
    const instances = ['db.r6g.large', 'db.r6g.xlarge'];

    expect(extendedSupportMonth(prices, { ...cluster, instances }, 'years1and2')).toEqual({
      ...{ known: true, low: 438, high: 438 },
    });
    expect(extendedSupportMonth(prices, { ...cluster, instances }, 'year3')).toMatchObject({ low: 876 });
  });

  test('lies between the least and the most capacity of serverless instances', () => {
    const some = { ...cluster, instances: ['db.serverless'], range: { min: 0.5, max: 8 } };

    const cost = extendedSupportMonth(prices, some, 'years1and2');

    expect(cost).toEqual({ known: true, low: 29.2, high: 467.2 });
  });

  test.each([
    [
      'a price',
      { ...cluster, instances: ['db.serverless'], range: { min: 1, max: 2 } },
      'extendedSupport.unit.year3',
    ],
    [
      'a Region',
      { ...cluster, region: 'eu-west-1', instances: ['db.r6g.large'] },
      'regions.eu-west-1.engines',
    ],
    [
      'an engine',
      { ...cluster, engine: 'aurora-mysql', instances: ['db.r6g.large'] },
      'engines.aurora-mysql.',
    ],
    ['the size of a class', { ...cluster, instances: ['db.r9.huge'] }, 'the vCPUs of db.r9.huge'],
  ])('is not known without %s', (_, some, missing) => {
    expect(extendedSupportMonth(prices, some, 'year3')).toEqual({
      known: false,
      missing: expect.stringContaining(missing),
    });
    expect(extendedSupportMonth(undefined, some, 'year3').known).toBe(false);
  });

  test('is nothing while there are no instances', () => {
    expect(extendedSupportMonth(prices, { ...cluster, instances: [] }, 'year3')).toMatchObject({ high: 0 });
  });
});

test.each([
  ['db.t2.small', 1],
  ['db.t3.medium', 2],
  ['db.t4g.large', 2],
  ['db.r5.large', 2],
  ['db.r6g.xlarge', 4],
  ['db.r6gd.2xlarge', 8],
  ['db.x2g.16xlarge', 64],
  ['db.r8g.48xlarge', 192],
  ['db.r6i.metal', undefined],
  ['db.serverless', undefined],
  ['db.toString.large', undefined],
])('%s has %s vCPUs', (instanceClass, vcpus) => {
  expect(vcpusOf(instanceClass)).toBe(vcpus);
});
