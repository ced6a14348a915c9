import { NormalizedSchema } from '@smithy/core/schema';
import type { $SchemaRef, StaticStructureSchema } from '@smithy/types';
import type { OperationModel, ServiceModel } from './service-model.ts';

/** Schemas as the clients of the SDK have them: a string, a number, and a list or a map of strings. */
const [text, number, texts, textMap] = [0, 1, 64, 128];

const tag = structure('Tag', { Key: text, Value: text });
const filter = structure('TagFilter', { Key: text, Values: texts });
const mapping = structure('ResourceTagMapping', { ResourceARN: text, Tags: listOf(tag) });
const failure = structure('FailureInfo', { StatusCode: number, ErrorCode: text, ErrorMessage: text });
const failures = { FailedResourcesMap: mapOf(failure) };

/**
 * The Resource Groups Tagging API, by which Cloud Custodian and others write tags: the SDK's client for it is nothing
 * that Dormouse needs, so the few shapes are written here.
 *
 * @see https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/overview.html
 */
export const taggingModel: ServiceModel = {
  version: '2017-01-26',
  namespace: 'com.amazonaws.resourcegroupstaggingapi',
  xmlNamespace: '',
  operations: new Map(
    [
      toOperation('TagResources', { ResourceARNList: texts, Tags: textMap }, failures),
      toOperation('UntagResources', { ResourceARNList: texts, TagKeys: texts }, failures),
      toOperation(
        'GetResources',
        {
          ...{ PaginationToken: text, TagFilters: listOf(filter), ResourcesPerPage: number },
          ...{ ResourceTypeFilters: texts, ResourceARNList: texts },
        },
        { PaginationToken: text, ResourceTagMappingList: listOf(mapping) },
      ),
      toOperation('GetTagKeys', { PaginationToken: text }, { PaginationToken: text, TagKeys: texts }),
      toOperation(
        'GetTagValues',
        { PaginationToken: text, Key: text },
        { PaginationToken: text, TagValues: texts },
      ),
    ].map((operation) => [operation.name, operation]),
  ),
  errors: new Map(),
};

type Members = Readonly<Record<string, $SchemaRef>>;

function structure(name: string, members: Members): StaticStructureSchema {
  return [3, 'tagging', name, 0, Object.keys(members), Object.values(members)];
}

function listOf(item: $SchemaRef): $SchemaRef {
  return [1, 'tagging', 'List', 0, item];
}

function mapOf(value: $SchemaRef): $SchemaRef {
  return [2, 'tagging', 'Map', 0, text, value];
}

function toOperation(name: string, input: Members, output: Members): OperationModel {
  return {
    name,
    input: NormalizedSchema.of(structure(`${name}Input`, input)),
    output: NormalizedSchema.of(structure(`${name}Output`, output)),
  };
}
