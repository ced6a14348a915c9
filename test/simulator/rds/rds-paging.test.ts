import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takePage } from '../../../simulator/rds/api/paging.ts';
import { runs } from '../../support/runs.ts';
import { aControlPlane, failure, type TestControlPlane } from '../control-plane.ts';

function allPages({ rds }: TestControlPlane, action: string, list: string, input = {}): string[][] {
  const pages: string[][] = [];
  for (let Marker: string | undefined; ; ) {
    const answer = rds(action, { ...input, ...(Marker && { Marker }) });
    pages.push(answer[list].map((item: Record<string, string>) => item.DBClusterIdentifier));
    Marker = answer.Marker;
    if (Marker === undefined) return pages;
  }
}

describe('pages', () => {
  const many =
    'clusters: [{ id: "a{n}", count: 250, instances: 1 }, { id: b, engine: neptune, instances: 1 }]';

  it.each([
    [{}, [100, 100, 51]],
    [{ MaxRecords: 50 }, [50, 50, 50, 50, 50, 1]],
    [{ Filters: [{ Name: 'engine', Values: ['neptune'] }] }, [1]],
  ])('hold up to MaxRecords, 100 by default: %o', (input, sizes) => {
    const backend = aControlPlane(many);

    const pages = allPages(backend, 'DescribeDBClusters', 'DBClusters', input);

    expect(pages.map((page) => page.length)).toEqual(sizes);
    expect(new Set(pages.flat()).size).toBe(pages.flat().length);
  });

  it('hold instances as well', () => {
    const pages = allPages(aControlPlane(many), 'DescribeDBInstances', 'DBInstances');

    expect(pages.map((page) => page.length)).toEqual([100, 100, 51]);
  });

  it.each([19, 101])('do not hold %i', (MaxRecords) => {
    const { rds } = aControlPlane(many);

    expect(failure(() => rds('DescribeDBClusters', { MaxRecords }))).toEqual({
      code: 'InvalidParameterValue',
      status: 400,
      message: `Invalid value ${MaxRecords} for MaxRecords. Must be between 20 and 100`,
    });
  });

  it('refuse a marker that is none of theirs', () => {
    const { rds } = aControlPlane(many);

    expect(failure(() => rds('DescribeDBClusters', { Marker: '42' })).code).toBe('InvalidParameterValue');
  });

  it('lose nothing when a cluster shown before is deleted', () => {
    const { backend, rds } = aControlPlane(many);
    const first = rds('DescribeDBClusters');
    backend.cluster('a100').delete();

    const second = rds('DescribeDBClusters', { Marker: first.Marker });

    expect(second.DBClusters[0].DBClusterIdentifier).toBe('a101');
  });

  it('together hold every item that passes, once and in order', () => {
    const keys = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 120 });
    fc.assert(
      fc.property(
        keys,
        fc.integer({ min: 20, max: 100 }),
        fc.integer({ min: 1, max: 4 }),
        (raw, size, nth) => {
          const items = raw.sort();
          const keep = (item: string) => item.length % nth === 0;
          const seen: string[] = [];

          let Marker: string | undefined;
          do {
            const page = takePage(items, (item) => item, { MaxRecords: size, Marker }, keep);
            seen.push(...page.items);
            Marker = page.Marker;
          } while (Marker !== undefined);

          expect(seen).toEqual(items.filter(keep));
        },
      ),
      runs(300),
    );
  });
});
