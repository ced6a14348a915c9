import type { AwsScope } from '../../aws/client/aws-scope.ts';
import { listClassZones, readDenied, readSubnets } from '../../aws/read/drill-facts.ts';
import { readKey } from '../../aws/read/keys.ts';
import { readRoom } from '../../aws/read/quotas.ts';
import { listOfferedVersions } from '../../aws/read/restore-offers.ts';
import { partitionOf } from '../../policy/model/arn.ts';
import { DRILL_PREFIX } from '../../policy/model/drill-record.ts';
import { drillTags } from '../../policy/recovery/drill/names.ts';
import type { DrillFacts, DrillQuestions } from '../../policy/recovery/drill/world.ts';
import { versionKey } from '../../policy/recovery/readiness/place.ts';
import type { RunContext } from '../sweep/recipe.ts';
import { answer, answers } from './answers.ts';

export { readRestorable } from '../../aws/read/drill-facts.ts';

/** The answers before a drill begins, each question once. */
export async function readDrillFacts(
  scope: AwsScope,
  deployment: string,
  { engines, versions, keys, subnetGroups }: DrillQuestions,
  { thorough }: RunContext,
): Promise<DrillFacts> {
  return {
    room: await answer(() => readRoom(scope)),
    // A plan is made by a person and not by the function, and a person may delete nothing.
    denied: thorough ? { known: [] } : await answer(() => deniedOn(scope, deployment)),
    versions: await answers(
      engines,
      (engine) => engine,
      (engine) => listOfferedVersions(scope, engine),
    ),
    classes: await answers(
      versions,
      ({ engine, version }) => versionKey(engine, version),
      ({ engine, version }) => listClassZones(scope, engine, version),
    ),
    keys: await answers(
      keys,
      (key) => key,
      (key) => readKey(scope, key),
    ),
    subnetGroups: await answers(
      subnetGroups,
      (name) => name,
      (name) => readSubnets(scope, name),
    ),
  };
}

/** The permissions without which what a drill makes would stay behind. */
async function deniedOn(scope: AwsScope, deployment: string): Promise<string[]> {
  const { account, region } = scope;
  const partition = partitionOf(region) ?? 'aws';
  const arnOf = (type: string): string =>
    `arn:${partition}:rds:${region}:${account}:${type}:${DRILL_PREFIX}check`;
  return await readDenied(
    scope,
    [
      { action: 'rds:DeleteDBCluster', arn: arnOf('cluster') },
      { action: 'rds:DeleteDBInstance', arn: arnOf('db') },
    ],
    drillTags(deployment, '202601010000-00000000'),
  );
}
