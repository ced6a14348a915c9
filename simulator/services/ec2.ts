import { z } from 'zod';
import { type Call, type Service, ServiceError } from '../core/service.ts';
import { defaultVpc } from '../fleet/place-schema.ts';
import { vpcId } from '../rds/clusters/network-shape.ts';
import type { Places } from '../rds/places/places.ts';

const inputSchema = z.object({
  VpcIds: z.array(z.string()).default([]),
  Filters: z.array(z.object({ Name: z.string(), Values: z.array(z.string()) })).default([]),
});

interface Vpc {
  readonly VpcId: string;
  readonly IsDefault: boolean;
}

/**
 * EC2, as far as DescribeVpcs: the default VPC of a Region, and those of its subnet groups.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcs.html
 */
export function createEc2({ vpcs }: Pick<Places, 'vpcs'>): Service {
  return {
    name: 'ec2',
    operations: {
      DescribeVpcs(raw, call) {
        const { VpcIds, Filters } = inputSchema.parse(raw);
        const all = vpcs(call).map((name) => ({ VpcId: vpcId(call, name), IsDefault: name === defaultVpc }));
        const missing = VpcIds.filter((id) => !all.some(({ VpcId }) => VpcId === id));
        if (missing.length > 0) throw notFound(missing);
        const found = all
          .filter(({ VpcId }) => VpcIds.length === 0 || VpcIds.includes(VpcId))
          .filter((vpc) => Filters.every(({ Name, Values }) => Values.includes(textOf(vpc, Name))));
        return { Vpcs: found.map((vpc) => toShape(vpc, call)) };
      },
    },
  };
}

function textOf({ VpcId, IsDefault }: Vpc, filter: string): string {
  if (filter === 'vpc-id') return VpcId;
  if (filter === 'is-default' || filter === 'isDefault') return String(IsDefault);
  throw new ServiceError('InvalidParameterValue', `The filter '${filter}' is invalid`);
}

function notFound(ids: readonly string[]): ServiceError {
  const what = ids.length === 1 ? `ID '${ids[0]}' does` : `IDs '${ids.join(', ')}' do`;
  return new ServiceError('InvalidVpcID.NotFound', `The vpc ${what} not exist`);
}

function toShape(vpc: Vpc, { account }: Call): Record<string, unknown> {
  const CidrBlock = vpc.IsDefault ? '172.31.0.0/16' : '10.0.0.0/16';
  return { ...vpc, OwnerId: account, State: 'available', CidrBlock, InstanceTenancy: 'default' };
}
