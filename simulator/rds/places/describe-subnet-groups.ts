import { z } from 'zod';
import type { Operation } from '../../core/service.ts';
import { subnetGroupNotFound } from '../api/errors.ts';
import { describeInput, readInput } from '../api/input.ts';
import { takePage } from '../api/paging.ts';
import { toSubnetGroup } from '../clusters/network-shape.ts';
import { defaultSubnetGroup, type Places } from './places.ts';

const inputSchema = describeInput.extend({ DBSubnetGroupName: z.string().optional() });

/**
 * The subnet groups of the place: the default one, and those of the fleet file.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBSubnetGroups.html
 */
export function describeSubnetGroups(places: Places): Operation {
  return (raw, call) => {
    const input = readInput(inputSchema, raw);
    const wanted = input.DBSubnetGroupName?.toLowerCase();
    const groups = [defaultSubnetGroup, ...places.subnetGroups(call)]
      .filter(({ name }) => (wanted ?? name) === name)
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    if (wanted !== undefined && groups.length === 0) throw subnetGroupNotFound(wanted);
    const { items, ...more } = takePage(groups, ({ name }) => name, input);
    return { DBSubnetGroups: items.map((group) => toSubnetGroup(call, group)), ...more };
  };
}
