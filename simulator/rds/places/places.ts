import { ServiceError } from '../../core/service.ts';
import type { FleetPlace } from '../../fleet/fleet.ts';
import { classesOf } from '../../fleet/instance-classes.ts';
import { defaultVpc, privateVpc } from '../../fleet/place-schema.ts';
import { invalidCombination, subnetGroupNotFound, tooFewZones } from '../api/errors.ts';
import { familyOf } from '../clusters/engine-facts.ts';
import type { Store } from '../clusters/store.ts';

/** An account and a Region. */
type Where = Pick<FleetPlace, 'account' | 'region'>;

/** The resources and offers that new clusters and instances need in an account and Region. */
export interface Places {
  /** Besides `default`. */
  subnetGroups(where: Where): FleetPlace['subnetGroups'];
  /** Besides the default ones. */
  parameterGroups(where: Where, of: 'cluster' | 'instance'): FleetPlace['parameterGroups'];
  /** Names of its VPCs, the default one first. */
  vpcs(where: Where): readonly string[];
  isOffered(where: Where, engine: string, version: string): boolean;
  zonesOf(where: Where, instanceClass: string): number;
  quotas(where: Where): { readonly clusters: number; readonly instances: number };
  /**
   * Gives the subnet group of the cluster.
   *
   * @throws ServiceError when something that the cluster needs is not there, or there are too many.
   */
  checkCluster(where: Where, wanted: NewCluster): FleetPlace['subnetGroups'][number];
  /** @throws ServiceError the same of an instance. */
  checkInstance(where: Where, wanted: NewInstance): void;
}

interface NewCluster {
  readonly engine: string;
  readonly engineVersion: string;
  readonly subnetGroup?: string | undefined;
  readonly parameterGroup?: string | undefined;
}

interface NewInstance {
  readonly engine: string;
  readonly engineVersion: string;
  readonly instanceClass: string;
  readonly parameterGroup?: string | undefined;
}

/** The subnet group that every account has in a Region. */
export const defaultSubnetGroup = { name: 'default', zones: 3, vpc: defaultVpc, internetGateway: true };

const usual = {
  subnetGroups: [],
  parameterGroups: [],
  withdrawn: [],
  zones: {},
  clusters: 40,
  instances: 40,
};

/**
 * The codes are those of AWS; most of the texts are not documented.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBClusterFromSnapshot.html
 */
export function createPlaces(listed: readonly FleetPlace[], store: Store): Places {
  const at = ({ account, region }: Where): FleetPlace =>
    listed.find((one) => one.account === account && one.region === region) ?? { account, region, ...usual };

  function checkGroup(
    where: Where,
    of: 'cluster' | 'instance',
    { engine, engineVersion, parameterGroup }: NewCluster,
  ) {
    if (parameterGroup === undefined || parameterGroup.startsWith('default.')) return;
    const group = at(where).parameterGroups.find((one) => one.of === of && one.name === parameterGroup);
    const code = of === 'cluster' ? 'DBClusterParameterGroupNotFound' : 'DBParameterGroupNotFound';
    if (group === undefined)
      throw new ServiceError(code, `DBParameterGroup not found: ${parameterGroup}`, 404);
    if (group.family === familyOf(engine, engineVersion)) return;
    throw invalidCombination(
      `The Parameter Group ${parameterGroup} with DBParameterGroupFamily ${group.family} cannot be used for this instance.`,
    );
  }

  const places: Places = {
    subnetGroups: (where) => at(where).subnetGroups,
    vpcs: (where) => [...new Set([defaultVpc, privateVpc, ...at(where).subnetGroups.map(({ vpc }) => vpc)])],
    parameterGroups: (where, of) => at(where).parameterGroups.filter((one) => one.of === of),
    isOffered: (where, engine, version) => !at(where).withdrawn.includes(`${engine} ${version}`),
    zonesOf: (where, instanceClass) => at(where).zones[instanceClass] ?? 3,
    quotas: (where) => at(where),
    checkCluster(where, wanted) {
      const { engine, engineVersion, subnetGroup = defaultSubnetGroup.name } = wanted;
      const groups = [defaultSubnetGroup, ...at(where).subnetGroups];
      const group = groups.find(({ name }) => name === subnetGroup.toLowerCase());
      if (group === undefined) throw subnetGroupNotFound(subnetGroup);
      if (group.zones < 2) throw tooFewZones(group.name);
      checkGroup(where, 'cluster', wanted);
      if (!places.isOffered(where, engine, engineVersion)) {
        throw invalidCombination(`Cannot find version ${engineVersion} for ${engine}`);
      }
      if (store.clustersIn(where).length < at(where).clusters) return group;
      throw new ServiceError(
        'DBClusterQuotaExceededFault',
        'Cannot create more than the quota of DB clusters',
        403,
      );
    },
    checkInstance(where, wanted) {
      const { engine, engineVersion, instanceClass } = wanted;
      const classes = classesOf(engine, engineVersion);
      if (!classes.includes(instanceClass) || places.zonesOf(where, instanceClass) === 0) {
        throw invalidCombination(
          `RDS does not support creating a DB instance with the following combination: DBInstanceClass=${instanceClass}, Engine=${engine}, EngineVersion=${engineVersion}.`,
        );
      }
      checkGroup(where, 'instance', wanted);
      if (store.instancesIn(where).length < at(where).instances) return;
      throw new ServiceError('InstanceQuotaExceeded', 'Cannot create more than the quota of DB instances');
    },
  };
  return places;
}
