import pMap from 'p-map';
import type { AwsScope } from '../../shared/aws/client/aws-scope.ts';
import { readKey } from '../../shared/aws/read/keys.ts';
import { listMajorVersions } from '../../shared/aws/read/major-versions.ts';
import { readRoom } from '../../shared/aws/read/quotas.ts';
import {
  listClusterParameterGroups,
  listOfferedVersions,
  listOrderableClasses,
  listParameterGroups,
  listSubnetGroups,
} from '../../shared/aws/read/restore-offers.ts';
import type { Questions } from '../../shared/policy/recovery/readiness/needs.ts';
import { type Answer, type Place, versionKey } from '../../shared/policy/recovery/readiness/place.ts';
import { explainError } from '../errors/explain-error.ts';

const CALLS_AT_ONCE = 4;

/** Asks about one account and Region, each question once. A question without an answer is one. */
export async function readPlace(scope: AwsScope, { engines, versions, keys }: Questions): Promise<Place> {
  const { account, region } = scope;
  const [subnetGroups, clusterParameterGroups, parameterGroups, room, majors] = await Promise.all([
    answer(() => listSubnetGroups(scope)),
    answer(() => listClusterParameterGroups(scope)),
    answer(() => listParameterGroups(scope)),
    answer(() => readRoom(scope)),
    answer(() => listMajorVersions(scope)),
  ]);
  return {
    ...{ account, region, subnetGroups, clusterParameterGroups, parameterGroups, room, majors },
    versions: await answers(
      engines,
      (engine) => engine,
      (engine) => listOfferedVersions(scope, engine),
    ),
    classes: await answers(
      versions,
      ({ engine, version }) => versionKey(engine, version),
      ({ engine, version }) => listOrderableClasses(scope, engine, version),
    ),
    keys: await answers(
      keys,
      (key) => key,
      (key) => readKey(scope, key),
    ),
  };
}

async function answers<Q, T>(
  questions: readonly Q[],
  keyOf: (question: Q) => string,
  ask: (question: Q) => Promise<T>,
): Promise<Record<string, Answer<T>>> {
  const all = await pMap(questions, async (one) => [keyOf(one), await answer(() => ask(one))] as const, {
    concurrency: CALLS_AT_ONCE,
  });
  return Object.fromEntries(all);
}

async function answer<T>(ask: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { known: await ask() };
  } catch (error) {
    return { unread: explainError(error) };
  }
}
