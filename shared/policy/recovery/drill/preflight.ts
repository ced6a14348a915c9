import { communityVersion, reaches } from '../../model/engine-version.ts';
import { engineOf } from '../../model/engines.ts';
import { type Skipped, skip } from '../../model/finding.ts';
import { networkIn } from '../../model/recovery-rule.ts';
import { type Answer, versionKey } from '../readiness/place.ts';
import type { DrillCandidate } from './candidate.ts';
import { chooseClass, isBurstable } from './instance-class.ts';
import type { ChosenPoint } from './point.ts';
import type { DrillFacts } from './world.ts';

/** A drill that may begin, with what was found for it. */
export interface ReadyDrill extends DrillCandidate {
  readonly chosen: ChosenPoint;
  readonly instanceClass: string;
  /** DBParameterGroupFamily of the engine version of the recovery point. */
  readonly family: string;
  /** Whether the source is known to be of the same family, so that its parameter group can be used. */
  readonly isOfSameFamily: boolean;
  readonly network: NonNullable<ReturnType<typeof networkIn>>;
}

type Checked<T> = { readonly found: T } | { readonly refused: Skipped };

/** Everything that must be known to be right before a drill begins, but for room. What is not known is not right. */
export function preflight(
  candidate: DrillCandidate,
  chosen: ChosenPoint,
  facts: DrillFacts | undefined,
): ReadyDrill | Skipped {
  if (facts === undefined)
    return skip('drill-unknown', `${candidate.turn.place.region} was not asked what a drill needs`);
  const refused =
    checkChecks(candidate, chosen) ?? checkKey(candidate, chosen, facts) ?? checkPermission(candidate, facts);
  if (refused !== undefined) return refused;
  const version = checkVersion(candidate, chosen, facts);
  if ('refused' in version) return version.refused;
  const network = checkNetwork(candidate, facts);
  if ('refused' in network) return network.refused;
  const instance = checkClass(candidate, chosen, facts, network.found.zones);
  if ('refused' in instance) return instance.refused;
  return {
    ...candidate,
    chosen,
    ...version.found,
    network: network.found.network,
    instanceClass: instance.found,
  };
}

function known<T>(answer: Answer<T> | undefined, what: string): Checked<T> {
  if (answer !== undefined && 'known' in answer) return { found: answer.known };
  return refuse('drill-unknown', `${what} could not be read: ${answer?.unread ?? 'nobody asked'}`);
}

function refuse(...[reason, detail]: Parameters<typeof skip>): { readonly refused: Skipped } {
  return { refused: skip(reason, detail) };
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.html */
function checkChecks(
  { rule: { settings } }: DrillCandidate,
  { engine, engineVersion }: ChosenPoint,
): Skipped | undefined {
  if (!settings.checks.some(({ kind }) => kind === 'sql')) return undefined;
  const { dataApi } = engineOf({ engine });
  if (dataApi === undefined) {
    const detail = `${engine} has no Data API for checks by sql; give its rule checks by function`;
    return skip('drill-checks-unfit', detail);
  }
  if (!reaches(communityVersion(engineVersion), dataApi)) {
    const detail = `the Data API does not answer for ${engine} ${engineVersion}; upgrade it, or check it by function`;
    return skip('drill-checks-unfit', detail);
  }
  const { class: wanted } = settings.instance;
  return isBurstable(wanted)
    ? skip(
        'drill-checks-unfit',
        `the Data API does not answer on ${wanted}; name a larger class, or smallest`,
      )
    : undefined;
}

function checkKey(
  { turn: { place } }: DrillCandidate,
  { kmsKey }: ChosenPoint,
  { keys }: DrillFacts,
): Skipped | undefined {
  if (kmsKey === undefined) return undefined;
  const state = known(keys[kmsKey], `the key ${kmsKey}`);
  if ('refused' in state) return state.refused;
  const remedy = `enable the key or cancel its deletion in ${place.region}, and let the role use it`;
  return state.found.usable ? undefined : skip('drill-key-unusable', `${state.found.detail}; ${remedy}`);
}

function checkPermission({ turn: { place } }: DrillCandidate, { denied }: DrillFacts): Skipped | undefined {
  const actions = known(denied, 'the permissions to clean up');
  if ('refused' in actions) return actions.refused;
  return actions.found.length === 0
    ? undefined
    : skip(
        'drill-not-permitted',
        `the role may not use ${actions.found.join(', ')} in ${place.region}; deploy the current permissions`,
      );
}

function checkVersion(
  { cluster, turn: { place } }: DrillCandidate,
  { engine, engineVersion }: ChosenPoint,
  { versions }: DrillFacts,
): Checked<Pick<ReadyDrill, 'family' | 'isOfSameFamily'>> {
  const offered = known(versions[engine], `the versions of ${engine}`);
  if ('refused' in offered) return offered;
  const familyOf = (of: string): string | undefined =>
    offered.found.find(({ version }) => version === of)?.family;
  const family = familyOf(engineVersion);
  return family === undefined
    ? refuse(
        'drill-version-unfit',
        `${place.region} does not offer ${engine} ${engineVersion}; upgrade the cluster, so that later backups can be restored`,
      )
    : { found: { family, isOfSameFamily: familyOf(cluster.engineVersion) === family } };
}

function checkNetwork(
  { rule: { settings }, turn: { place } }: DrillCandidate,
  { subnetGroups }: DrillFacts,
): Checked<{ readonly network: ReadyDrill['network']; readonly zones: readonly string[] }> {
  const network = networkIn(settings, place.region);
  if (network === undefined) {
    return refuse('drill-network-unfit', `recovery.network names none in ${place.region}; add one`);
  }
  const { subnetGroup: name } = network;
  const subnets = known(subnetGroups[name], `the DB subnet group ${name}`);
  if ('refused' in subnets) return subnets;
  if (subnets.found === 'missing') {
    return refuse('drill-network-unfit', `there is no DB subnet group ${name} in ${place.region}; create it`);
  }
  const { isDefaultVpc, vpc, zones } = subnets.found;
  if (isDefaultVpc) {
    const remedy = 'name one of a VPC of its own';
    return refuse(
      'drill-network-unfit',
      `the DB subnet group ${name} is of the default VPC, ${vpc}; ${remedy}`,
    );
  }
  // AWS asks for two. https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html
  if (new Set(zones).size < 2) {
    const detail = `the DB subnet group ${name} covers ${zones.length} Availability Zone; add subnets in another`;
    return refuse('drill-network-unfit', detail);
  }
  return { found: { network, zones } };
}

function checkClass(
  { rule: { settings }, turn: { place } }: DrillCandidate,
  { engine, engineVersion }: ChosenPoint,
  { classes }: DrillFacts,
  zones: readonly string[],
): Checked<string> {
  const key = versionKey(engine, engineVersion);
  const orderable = known(classes[key], `the instance classes of ${engine} ${engineVersion}`);
  if ('refused' in orderable) return orderable;
  const { class: wanted } = settings.instance;
  const chosen = chooseClass(wanted, orderable.found, zones, settings.checks);
  if (chosen !== undefined) return { found: chosen };
  const what = wanted === 'smallest' ? 'no class that the checks can be asked on' : `${wanted} not`;
  return refuse(
    'drill-class-unfit',
    `${what} can be ordered for ${engine} ${engineVersion} in two zones of the subnet group in ${place.region}; name another class`,
  );
}
