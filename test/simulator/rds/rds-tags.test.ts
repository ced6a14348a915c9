import { describe, expect, it } from 'vitest';
import { aControlPlane, failure } from '../control-plane.ts';

const fleet = 'clusters: [{ id: dev-a, instances: 1, tags: { env: dev } }]';
const arn = 'arn:aws:rds:eu-central-1:111122223333:cluster:dev-a';
const tag = (Key: string, Value = 'x') => ({ Key, Value });

describe('tags', () => {
  it('are written over, listed, shown with the cluster, and taken away', () => {
    const { rds } = aControlPlane(fleet);
    const shown = () => rds('DescribeDBClusters').DBClusters[0].TagList;

    rds('AddTagsToResource', {
      ResourceName: arn,
      Tags: [tag('env', 'test'), tag('dormouse:power', 'stop')],
    });
    const added = shown();
    rds('RemoveTagsFromResource', { ResourceName: arn, TagKeys: ['env', 'not-there'] });

    expect(added).toEqual([tag('env', 'test'), tag('dormouse:power', 'stop')]);
    expect(shown()).toEqual([tag('dormouse:power', 'stop')]);
    expect(rds('ListTagsForResource', { ResourceName: arn }).TagList).toEqual(shown());
  });

  it('may be on instances', () => {
    const { rds } = aControlPlane(fleet);

    rds('AddTagsToResource', { ResourceName: arn.replace('cluster:dev-a', 'db:dev-a-1'), Tags: [tag('a')] });

    expect(rds('DescribeDBInstances').DBInstances[0].TagList).toEqual([tag('a')]);
  });

  const refused = [
    ['a reserved prefix', [tag('aws:x')], 'reserved prefix'],
    ['a reserved prefix in capitals', [tag('AWS:x')], 'reserved prefix'],
    ['an empty key', [tag('')], '1 to 128'],
    ['a long key', [tag('k'.repeat(129))], '1 to 128'],
    ['a long value', [tag('k', 'v'.repeat(257))], 'more than 256'],
    ['a comma', [tag('k', 'a, b')], 'not allowed: a, b'],
    ['50 more', Array.from({ length: 50 }, (_, n) => tag(`k${n}`)), 'more than 50 tags'],
  ] as const;
  it.each(refused)('are refused with %s, and nothing is written', (_, Tags, text) => {
    const { rds } = aControlPlane(fleet);

    const { code, message } = failure(() => rds('AddTagsToResource', { ResourceName: arn, Tags }));

    expect(code).toBe('InvalidParameterValue');
    expect(message).toContain(text);
    expect(rds('ListTagsForResource', { ResourceName: arn }).TagList).toEqual([tag('env', 'dev')]);
  });

  it('may hold what AWS allows', () => {
    const { rds } = aControlPlane(fleet);
    const Tags = [
      tag('Ünï k_.:/=+-@9', 'stop 2026-11-20T19:05:00Z by developer databases'),
      { Key: 'empty' },
    ];

    rds('AddTagsToResource', { ResourceName: arn, Tags });

    expect(rds('ListTagsForResource', { ResourceName: arn }).TagList).toHaveLength(3);
  });

  it.each([
    ['a cluster', arn.replace('dev-a', 'nobody'), 'DBClusterNotFoundFault'],
    ['a cluster of another Region', arn.replace('eu-central-1', 'us-east-1'), 'DBClusterNotFoundFault'],
    ['an instance', arn.replace('cluster:dev-a', 'db:nobody'), 'DBInstanceNotFound'],
    ['a name', 'dev-a', 'InvalidParameterValue'],
  ])('cannot be on %s that is not there', (_, ResourceName, code) => {
    const { rds } = aControlPlane(fleet);

    expect(failure(() => rds('AddTagsToResource', { ResourceName, Tags: [tag('a')] })).code).toBe(code);
  });
});
