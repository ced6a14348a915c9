import { z } from 'zod';
import { type Call, type Operation, type Service, ServiceError } from '../core/service.ts';
import { kindOfArn } from './api/arn.ts';
import { withTags } from './api/tags.ts';
import { type Tagged, tagsOf } from './tag-operations.ts';

const tagInput = z.object({
  ResourceARNList: z.array(z.string()).min(1).max(20),
  Tags: z.record(z.string(), z.string()),
});
const untagInput = z.object({
  ResourceARNList: z.array(z.string()).min(1).max(20),
  TagKeys: z.array(z.string()).min(1),
});
const getInput = z.object({
  PaginationToken: z.string().default(''),
  TagFilters: z.array(z.object({ Key: z.string(), Values: z.array(z.string()).default([]) })).default([]),
  ResourcesPerPage: z.int().min(1).max(100).default(50),
  ResourceTypeFilters: z.array(z.string()).default([]),
  ResourceARNList: z.array(z.string()).default([]),
});
type GetInput = z.infer<typeof getInput>;

interface Resource {
  readonly arn: string;
  readonly tags: ReadonlyMap<string, string>;
}

/**
 * The Resource Groups Tagging API over clusters, instances and snapshots.
 *
 * @see https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/overview.html
 */
export function createTaggingService(stores: Tagged): Service {
  return {
    name: 'tagging',
    operations: {
      TagResources(raw, call) {
        const { ResourceARNList, Tags } = read(tagInput, raw);
        const list = Object.entries(Tags).map(([Key, Value]) => ({ Key, Value }));
        return change(ResourceARNList, (arn) => {
          const tags = tagsOf(stores, arn, call);
          for (const [key, value] of withTags(tags, list)) tags.set(key, value);
        });
      },
      UntagResources(raw, call) {
        const { ResourceARNList, TagKeys } = read(untagInput, raw);
        return change(ResourceARNList, (arn) => {
          const tags = tagsOf(stores, arn, call);
          for (const key of TagKeys) tags.delete(key);
        });
      },
      GetResources: getResources(stores),
      GetTagKeys: (_, call) => ({
        PaginationToken: '',
        TagKeys: sorted(taggedIn(stores, call).flatMap(({ tags }) => [...tags.keys()])),
      }),
      GetTagValues: ({ Key }, call) => ({
        PaginationToken: '',
        TagValues: sorted(taggedIn(stores, call).flatMap(({ tags }) => tags.get(String(Key)) ?? [])),
      }),
    },
    resources: ({ ResourceARNList }) => (Array.isArray(ResourceARNList) ? ResourceARNList.map(String) : []),
  };
}

/** Changes each resource by itself: the answer lists those that failed, and the others are changed. */
function change(arns: readonly string[], run: (arn: string) => void): Record<string, unknown> {
  const failed = arns.flatMap((arn) => {
    try {
      run(arn);
      return [];
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const { status, message } = error;
      return [[arn, { StatusCode: status, ErrorCode: 'InvalidParameterException', ErrorMessage: message }]];
    }
  });
  return { FailedResourcesMap: Object.fromEntries(failed) };
}

function getResources(stores: Tagged): Operation {
  return (raw, call) => {
    const input = read(getInput, raw);
    const found = taggedIn(stores, call).filter((resource) => isWanted(resource, input));
    const from = found.findIndex(({ arn }) => arn > input.PaginationToken);
    const page = from < 0 ? [] : found.slice(from, from + input.ResourcesPerPage);
    const isLast = from < 0 || from + page.length >= found.length;
    return {
      PaginationToken: isLast ? '' : (page.at(-1)?.arn ?? ''),
      ResourceTagMappingList: page.map(({ arn, tags }) => ({
        ResourceARN: arn,
        Tags: Array.from(tags, ([Key, Value]) => ({ Key, Value })),
      })),
    };
  };
}

/** By ARN; this API does not know resources without tags. */
function taggedIn({ store, snapshotStore }: Tagged, call: Call): Resource[] {
  const resources: Resource[] = [
    ...store.clustersIn(call),
    ...store.instancesIn(call).map(({ member }) => member),
    ...snapshotStore.list(call),
  ];
  return resources.filter(({ tags }) => tags.size > 0).sort((a, b) => (a.arn < b.arn ? -1 : 1));
}

function isWanted({ arn, tags }: Resource, input: GetInput): boolean {
  const { TagFilters, ResourceTypeFilters, ResourceARNList } = input;
  const isOfType = ResourceTypeFilters.some((type) => type === 'rds' || type === `rds:${kindOfArn(arn)}`);
  return (
    (ResourceTypeFilters.length === 0 || isOfType) &&
    (ResourceARNList.length === 0 || ResourceARNList.includes(arn)) &&
    TagFilters.every(({ Key, Values }) => {
      const value = tags.get(Key);
      return value !== undefined && (Values.length === 0 || Values.includes(value));
    })
  );
}

function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

function read<T>(schema: z.ZodType<T>, raw: Record<string, unknown>): T {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new ServiceError('InvalidParameterException', `${issue?.path.join('.')}: ${issue?.message}`);
}
