import { z } from 'zod';
import type { Operation } from '../../core/service.ts';
import { subnetGroupNotFound } from '../api/errors.ts';
import { describeInput, readInput } from '../api/input.ts';
import { takePage } from '../api/paging.ts';
import { toSubnetGroup } from './network-shape.ts';

const inputSchema = describeInput.extend({ DBSubnetGroupName: z.string().optional() });

/**
 * The subnet groups of the place: the default one, in which all clusters are.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBSubnetGroups.html
 */
export function describeSubnetGroups(): Operation {
  return (raw, call) => {
    const input = readInput(inputSchema, raw);
    const group = toSubnetGroup(call);
    const { DBSubnetGroupName: wanted = 'default' } = input;
    if (wanted.toLowerCase() !== group.DBSubnetGroupName) throw subnetGroupNotFound(wanted);
    const { items, ...more } = takePage([group], ({ DBSubnetGroupName = '' }) => DBSubnetGroupName, input);
    return { DBSubnetGroups: items, ...more };
  };
}
