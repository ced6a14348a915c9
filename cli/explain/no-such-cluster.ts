import { nearest } from '../../shared/document/nearest.ts';
import { parseArn } from '../../shared/policy/model/arn.ts';
import type { World } from '../../shared/policy/model/cluster.ts';
import { isSamePlace, type TargetLocation } from '../../shared/policy/model/location.ts';
import { CliError } from '../errors/cli-error.ts';

/** The error for a cluster that was not found, by identifier or ARN; it names the places that were searched. */
export function noSuchCluster(
  wanted: string,
  worlds: readonly World[],
  unread: readonly TargetLocation[],
): CliError {
  const { account, region } = parseArn(wanted) ?? {};
  const place = account && region ? { account, region } : undefined;
  const isMeant = (one: TargetLocation): boolean => place === undefined || isSamePlace(one, place);
  const read = worlds.filter(isMeant);
  const missing = unread.filter((one) => isMeant(one) && !read.some((world) => isSamePlace(world, one)));
  if (read.length === 0) {
    return missing.length > 0
      ? new CliError('nothing could be read', 'fix the errors above')
      : new CliError(
          `${wanted} is in no account and Region of the policy`,
          'add its account and Region under targets',
        );
  }
  const known = read.flatMap(({ clusters }) => clusters.map(({ cluster }) => cluster.id));
  const id = place ? wanted.split(':').slice(6).join(':') : wanted;
  const near = nearest(id, known);
  const meant = near && wanted.slice(0, wanted.length - id.length) + near;
  const number = known.length === 1 ? 'the one cluster' : `the ${known.length} clusters`;
  return new CliError(
    `no cluster ${id} in ${number} ${whereText(place, missing.length > 0)}`,
    remedyFor(meant, missing.length > 0),
  );
}

function whereText(place: TargetLocation | undefined, isPartial: boolean): string {
  if (place !== undefined) return `of ${place.account} ${place.region}`;
  return isPartial ? 'that could be read' : "of the policy's targets";
}

function remedyFor(meant: string | undefined, isPartial: boolean): string {
  if (meant !== undefined) {
    return `did you mean ${meant}?${isPartial ? ' If not, fix the errors above' : ''}`;
  }
  return isPartial
    ? 'it may be where nothing could be read: fix the errors above'
    : 'list all clusters with dormouse plan --all';
}
