import type { AwsScope } from '../../aws/client/aws-scope.ts';
import { readKey } from '../../aws/read/keys.ts';
import { listMajorVersions } from '../../aws/read/major-versions.ts';
import { readRoom } from '../../aws/read/quotas.ts';
import {
  listClusterParameterGroups,
  listOfferedVersions,
  listOrderableClasses,
  listParameterGroups,
  listSubnetGroups,
} from '../../aws/read/restore-offers.ts';
import type { Questions } from '../../policy/recovery/readiness/needs.ts';
import { type Place, versionKey } from '../../policy/recovery/readiness/place.ts';
import { answer, answers, type Explain } from './answers.ts';

export interface Asking {
  /** Says why a question has no answer. Absent: the message of the error. */
  readonly explain?: Explain;
  /** False: only what may stop a restore is asked for. */
  readonly withNotes?: boolean;
}

/** Asks about one account and Region, each question once. A question without an answer is one. */
export async function readRestorePlace(
  scope: AwsScope,
  { engines, versions, keys }: Questions,
  { explain, withNotes = true }: Asking = {},
): Promise<Place> {
  const { account, region } = scope;
  const [subnetGroups, clusterParameterGroups, parameterGroups, room, majors] = await Promise.all([
    answer(() => listSubnetGroups(scope), explain),
    answer(() => listClusterParameterGroups(scope), explain),
    answer(() => listParameterGroups(scope), explain),
    answer(() => readRoom(scope), explain),
    withNotes ? answer(() => listMajorVersions(scope), explain) : { unread: 'nobody asked' },
  ]);
  return {
    ...{ account, region, subnetGroups, clusterParameterGroups, parameterGroups, room, majors },
    versions: await answers(
      engines,
      (engine) => engine,
      (engine) => listOfferedVersions(scope, engine),
      explain,
    ),
    classes: await answers(
      versions,
      ({ engine, version }) => versionKey(engine, version),
      ({ engine, version }) => listOrderableClasses(scope, engine, version),
      explain,
    ),
    keys: await answers(
      keys,
      (key) => key,
      (key) => readKey(scope, key),
      explain,
    ),
  };
}
