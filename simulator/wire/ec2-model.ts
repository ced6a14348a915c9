import { NormalizedSchema } from '@smithy/core/schema';
import type { $SchemaRef, StaticStructureSchema } from '@smithy/types';
import type { ServiceModel } from './service-model.ts';

/** Schemas as the clients of the SDK have them: a string, a boolean and a number. */
const [text, boolean, number] = [0, 2, 1];

/** EC2 answers with names of its own for members and items. */
const named = (schema: $SchemaRef, xmlName: string): $SchemaRef => [schema, { xmlName }] as never;
/** Lists in a request are numbered: `VpcId.1`. */
const numbered = (item: $SchemaRef, xmlName: string): $SchemaRef =>
  [[1, 'ec2', 'List', 0, item], { xmlName, xmlFlattened: 1 }] as never;

const filter: StaticStructureSchema = [
  3,
  'ec2',
  'Filter',
  0,
  ['Name', 'Values'],
  [text, numbered(text, 'Value')],
];

const vpc: StaticStructureSchema = [
  3,
  'ec2',
  'Vpc',
  0,
  ['VpcId', 'OwnerId', 'State', 'CidrBlock', 'IsDefault', 'InstanceTenancy'],
  [
    named(text, 'vpcId'),
    named(text, 'ownerId'),
    named(text, 'state'),
    named(text, 'cidrBlock'),
    named(boolean, 'isDefault'),
    named(text, 'instanceTenancy'),
  ],
];

const input: StaticStructureSchema = [
  3,
  'ec2',
  'DescribeVpcsRequest',
  0,
  ['Filters', 'VpcIds', 'NextToken', 'MaxResults'],
  [numbered(filter, 'Filter'), numbered(text, 'VpcId'), text, number],
];

const items: $SchemaRef = [1, 'ec2', 'VpcList', 0, named(vpc, 'item')] as never;

const output: StaticStructureSchema = [
  3,
  'ec2',
  'DescribeVpcsResult',
  0,
  ['Vpcs', 'NextToken'],
  [named(items, 'vpcSet'), named(text, 'nextToken')],
];

/**
 * EC2, as far as DescribeVpcs: the SDK's client takes long to load, so the few shapes are written here.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcs.html
 */
export const ec2Model: ServiceModel = {
  version: '2016-11-15',
  namespace: 'com.amazonaws.ec2',
  xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  operations: new Map([
    [
      'DescribeVpcs',
      { name: 'DescribeVpcs', input: NormalizedSchema.of(input), output: NormalizedSchema.of(output) },
    ],
  ]),
  errors: new Map(),
};
