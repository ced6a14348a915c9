import { describe, expect, it } from 'vitest';
import { createSimulator } from '../../../simulator/simulator.ts';
import { start } from '../control-plane.ts';
import { signedRequest } from '../stub-simulator.ts';

const arnOf = (id: string) => `arn:aws:rds:eu-central-1:111122223333:cluster:${id}`;

function aWorld() {
  const fleet = `
clusters:
  - { id: a, tags: { env: dev }, snapshots: [{ id: s, tags: { env: dev, team: shop } }] }
  - { id: b }
`;
  const simulator = createSimulator({ fleet, now: start });
  const ask = (action: string, input: object) => {
    const headers = { 'x-amz-target': `ResourceGroupsTaggingAPI_20170126.${action}` };
    const body = Buffer.from(JSON.stringify(input));
    const request = signedRequest('tagging', { body });
    const answer = simulator.handle({ ...request, headers: { ...request.headers, ...headers } });
    return { status: answer.status, body: JSON.parse(String(answer.body)) };
  };
  const tags = (id: string) => simulator.backend.state().clusters.find((one) => one.id === id)?.tags;
  return { simulator, ask, tags };
}

describe('the Resource Groups Tagging API', () => {
  it('writes tags and takes them away, each resource by itself', () => {
    const { ask, tags } = aWorld();

    const tagged = ask('TagResources', {
      ResourceARNList: [arnOf('a'), arnOf('none')],
      Tags: { 'custodian:op': 'stop@2026/12/01' },
    });
    ask('UntagResources', { ResourceARNList: [arnOf('a')], TagKeys: ['env'] });

    expect(tagged.body.FailedResourcesMap).toEqual({
      [arnOf('none')]: expect.objectContaining({ ErrorCode: 'InvalidParameterException', StatusCode: 404 }),
    });
    expect(tags('a')).toEqual({ 'custodian:op': 'stop@2026/12/01' });
  });

  it('finds what has a tag, in pages', () => {
    const { ask } = aWorld();
    const names = ({ body }: ReturnType<typeof ask>) =>
      body.ResourceTagMappingList.map(({ ResourceARN }: { ResourceARN: string }) =>
        ResourceARN.split(':').pop(),
      );
    const byEnv = { TagFilters: [{ Key: 'env', Values: ['dev', 'test'] }] };

    const first = ask('GetResources', { ...byEnv, ResourcesPerPage: 1 });
    const second = ask('GetResources', { ...byEnv, PaginationToken: first.body.PaginationToken });

    expect([names(first), names(second)]).toEqual([['s'], ['a']]);
    expect(second.body.PaginationToken).toBe('');
    expect(names(ask('GetResources', { ...byEnv, ResourceTypeFilters: ['rds:cluster'] }))).toEqual(['a']);
    expect(names(ask('GetResources', { TagFilters: [{ Key: 'nobody' }] }))).toEqual([]);
  });

  it('lists keys and values', () => {
    const { ask } = aWorld();

    expect(ask('GetTagKeys', {}).body.TagKeys).toEqual(['env', 'team']);
    expect(ask('GetTagValues', { Key: 'env' }).body.TagValues).toEqual(['dev']);
  });

  it('refuses a list without an ARN', () => {
    const { ask } = aWorld();

    expect(ask('TagResources', { ResourceARNList: [], Tags: {} })).toMatchObject({
      status: 400,
      body: { __type: 'InvalidParameterException' },
    });
  });
});
