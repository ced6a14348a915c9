import { supportOf, supportText } from '../support.ts';
import { blocker, note, type ReadinessFinding } from './finding.ts';
import { keyOf } from './needs.ts';
import { type Answer, type ParameterGroup, type Place, versionKey } from './place.ts';
import type { RestorePoint } from './restore-points.ts';

type Check = (point: RestorePoint, place: Place, now: number) => readonly ReadinessFinding[];

/** An instance class that only one zone offers can't be restored when that zone has no capacity. */
const LEAST_ZONES = 2;

/** All that a restore of a snapshot meets in its place, but for quotas, which others need too. */
export const checks: readonly Check[] = [
  checkSnapshot,
  checkKey,
  checkSubnetGroup,
  checkParameterGroups,
  checkVersion,
  checkClasses,
  checkSupport,
  checkRecipe,
];

/** The findings about an answer, or the one that there is none. */
function about<T>(
  answer: Answer<T> | undefined,
  what: string,
  find: (known: T) => readonly ReadinessFinding[],
): readonly ReadinessFinding[] {
  if (answer !== undefined && 'known' in answer) return find(answer.known);
  return [
    blocker(
      'not-read',
      `${what} could not be read: ${answer?.unread ?? 'nobody asked'}`,
      'allow it and ask again; docs/recovery.md has the permissions',
    ),
  ];
}

function checkSnapshot({ snapshot, newer }: RestorePoint): readonly ReadinessFinding[] {
  const { id, status, percentProgress } = snapshot;
  if (status !== 'available') {
    const detail = `${id} is ${status} (${percentProgress} %), and no other one is complete here`;
    return [blocker('snapshot-incomplete', detail, 'wait until it is available')];
  }
  if (newer === undefined) return [];
  return [
    note('newer-incomplete', `${newer.id} is newer and still ${newer.status}`, 'wait for it if you can'),
  ];
}

function checkKey({ snapshot, region }: RestorePoint, { keys }: Place): readonly ReadinessFinding[] {
  const key = keyOf(snapshot);
  if (key === undefined) return [];
  return about(keys[key], `the key ${key}`, (state) =>
    state.usable
      ? []
      : [
          blocker(
            'key-unusable',
            state.detail,
            `enable the key or cancel its deletion in ${region}, and let the restoring role use it`,
          ),
        ],
  );
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html */
function checkSubnetGroup(
  { recipe, isHome, region }: RestorePoint,
  place: Place,
): readonly ReadinessFinding[] {
  return about(place.subnetGroups, 'subnet groups', (groups) => {
    const wanted = recipe?.subnetGroup;
    const same = groups.find(({ name }) => name === wanted);
    if (isHome && wanted !== undefined) {
      return same === undefined
        ? [
            blocker(
              'subnet-group-missing',
              `its subnet group ${wanted} is gone`,
              'create it, or choose another one',
            ),
          ]
        : [];
    }
    const usable = groups.filter(({ zones }) => zones >= LEAST_ZONES);
    if (usable.length === 0) {
      const remedy = `create one in ${region} with subnets in two Availability Zones`;
      return [blocker('subnet-group-missing', `${region} has no subnet group that covers two zones`, remedy)];
    }
    if (usable.some(({ name }) => name !== 'default')) return [];
    const remedy = `create one of your own in ${region}, unless the default VPC is meant`;
    return [note('only-default-subnet-group', `${region} has the subnet group default alone`, remedy)];
  });
}

function checkParameterGroups(
  { recipe, isHome, region, snapshot }: RestorePoint,
  place: Place,
): readonly ReadinessFinding[] {
  const { engine, engineVersion } = snapshot;
  const offered = place.versions[engine];
  const family =
    offered && 'known' in offered
      ? offered.known.find(({ version }) => version === engineVersion)?.family
      : undefined;
  const fits = (group: ParameterGroup): boolean => family === undefined || group.family === family;
  const find = (what: string, name: string, groups: Answer<readonly ParameterGroup[]>) =>
    about(groups, `${what}s`, (known) => {
      if (known.some((group) => group.name === name && fits(group))) return [];
      if (isHome) {
        const detail = `its ${what} ${name} is gone, or not of the family ${family ?? 'of its version'}`;
        return [blocker('parameter-group-missing', detail, 'create it again, or choose another one')];
      }
      if (known.some((group) => !isDefault(group.name) && fits(group))) return [];
      const detail = `${region} has no ${what} of its own for ${family ?? engine}; the source has ${name}`;
      return [
        blocker('parameter-group-missing', detail, `create ${name} in ${region} with the same parameters`),
      ];
    });
  const names = new Set((recipe?.instances ?? []).flatMap(({ parameterGroup }) => parameterGroup ?? []));
  const own = recipe?.parameterGroup;
  return [
    ...(own === undefined || isDefault(own)
      ? []
      : find('cluster parameter group', own, place.clusterParameterGroups)),
    ...[...names]
      .filter((name) => !isDefault(name))
      .flatMap((name) => find('parameter group', name, place.parameterGroups)),
  ];
}

/** AWS makes them, when they are needed. */
function isDefault(name: string): boolean {
  return name.startsWith('default.');
}

function checkVersion({ snapshot, region }: RestorePoint, place: Place): readonly ReadinessFinding[] {
  const { engine, engineVersion } = snapshot;
  return about(place.versions[engine], `versions of ${engine}`, (offered) =>
    offered.some(({ version }) => version === engineVersion)
      ? []
      : [
          blocker(
            'version-not-offered',
            `${region} does not offer ${engine} ${engineVersion ?? 'of an unknown version'}`,
            'restore it with a later version that AWS upgrades to, and upgrade the source',
          ),
        ],
  );
}

function checkClasses({ snapshot, recipe, region }: RestorePoint, place: Place): readonly ReadinessFinding[] {
  const { engine, engineVersion = '' } = snapshot;
  const wanted = [...new Set((recipe?.instances ?? []).map(({ instanceClass }) => instanceClass))];
  return about(
    place.classes[versionKey(engine, engineVersion)],
    `classes of ${engine} ${engineVersion}`,
    (zones) => {
      const isOrderable = (name: string): boolean => (zones[name] ?? 0) >= LEAST_ZONES;
      if (wanted.length === 0) {
        return Object.keys(zones).some(isOrderable)
          ? []
          : [
              blocker(
                'class-not-orderable',
                `no class can be ordered in two zones of ${region}`,
                'ask AWS Support',
              ),
            ];
      }
      return wanted
        .filter((name) => !isOrderable(name))
        .map((name) => {
          const where = zones[name] === 1 ? 'in one zone only' : 'nowhere';
          return blocker(
            'class-not-orderable',
            `${name} can be ordered ${where} in ${region} for ${engine} ${engineVersion}`,
            'choose another class that aws rds describe-orderable-db-instance-options names',
          );
        });
    },
  );
}

function checkSupport(
  { snapshot, recipe }: RestorePoint,
  place: Place,
  now: number,
): readonly ReadinessFinding[] {
  if (!('known' in place.majors)) return [];
  const { engine, engineVersion = '' } = snapshot;
  const support = supportOf(
    { engine, engineVersion, ...(recipe && { setup: recipe }) },
    place.majors.known,
    now,
  );
  if (support === undefined || support.phase === 'standard') return [];
  const remedy = 'upgrade the source, or pass --engine-lifecycle-support as you want it';
  return [
    note('extended-support', `${supportText(support)}; AWS may upgrade what is restored without it`, remedy),
  ];
}

function checkRecipe({ lacks, recipe }: RestorePoint): readonly ReadinessFinding[] {
  if (lacks === undefined) return [];
  const known =
    recipe === undefined ? 'so its instances and groups are not known' : 'so the cluster as it is counts';
  return [
    note(
      'recipe-missing',
      `no recipe in its tags (${lacks}), ${known}`,
      'let create-snapshots or copy-snapshots make the next one',
    ),
  ];
}
