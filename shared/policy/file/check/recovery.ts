import { nearest } from '../../../document/nearest.ts';
import type { Issue, Path } from '../../../document/problem.ts';
import { DRILL_PREFIX, isDrillName } from '../../model/drill-record.ts';
import { engineNames, engineOf } from '../../model/engines.ts';
import type { Policy, Rule } from '../../model/policy.ts';
import { EVERYWHERE, networkIn, type RecoveryRule } from '../../model/recovery-rule.ts';
import { MINUTE_MS } from '../../time/units.ts';
import { formatDuration } from '../../time/when.ts';
import { longestGap } from './hours.ts';
import { allMatches, type Reach, regionsOf, withNot } from './places.ts';

/** Drills that could not begin, or would prove nothing, as far as the policy shows. */
export function checkRecovery(policy: Policy, targets: readonly Reach[]): Issue[] {
  return [
    ...policy.rules.flatMap(({ match, recovery }, index) => {
      if (recovery === undefined) return [];
      const path = ['rules', index, 'recovery'];
      const homes = [...new Set(regionsOf(match, targets))];
      return [
        ...checkHours(path, recovery),
        ...checkPoints(path, recovery, homes),
        ...checkCopies(path, recovery, homes, policy),
        ...checkNetworks(path, recovery, homes),
        ...checkEngines(path, recovery, match),
        ...checkTargets(path, recovery),
      ];
    }),
    ...checkDrillClusters(policy),
  ];
}

function checkHours(path: Path, { drill: { hours, everyMs } }: RecoveryRule): Issue[] {
  const at = [...path, 'drill', 'hours'];
  if (hours.ranges === 'never') {
    return [
      {
        path: at,
        value: hours.text,
        message: 'never opens, so no drill begins',
        remedy: 'write when drills may begin',
      },
    ];
  }
  const gap = (longestGap(hours) ?? 0) * MINUTE_MS;
  return gap <= everyMs
    ? []
    : [
        {
          path: at,
          severity: 'warning',
          value: hours.text,
          message: `is closed for ${formatDuration(gap)} at a time, so there is no drill in some periods of ${formatDuration(everyMs)}`,
          remedy: 'open more often, or raise every',
        },
      ];
}

/** A point in time can be restored only in the Region of the cluster. */
function checkPoints(
  path: Path,
  { drill: { from, where } }: RecoveryRule,
  homes: readonly string[],
): Issue[] {
  const position = from.indexOf('pitr');
  const isAtHome = where.some((one) => one === 'source' || homes.includes(one));
  return position === -1 || isAtHome
    ? []
    : [
        {
          path: [...path, 'drill', 'from', position],
          value: 'pitr',
          message: 'can be restored only in the Region of the cluster, which is not in where',
          remedy: 'add source to where, or take pitr out',
        },
      ];
}

/** Only what the policy itself copies is known; somebody else may do so, too. */
function checkCopies(
  path: Path,
  { drill: { where } }: RecoveryRule,
  homes: readonly string[],
  { rules }: Policy,
): Issue[] {
  const copied = new Set(
    rules.flatMap(({ snapshots }) => (snapshots?.copy?.to ?? []).map(({ region }) => region)),
  );
  return where.flatMap((region, position): Issue[] =>
    region === 'source' || copied.has(region) || homes.includes(region)
      ? []
      : [
          {
            path: [...path, 'drill', 'where', position],
            severity: 'warning',
            value: region,
            message: 'gets no copies from any rule, so there may be nothing to restore',
            remedy: hint(
              region,
              [...copied],
              `give its clusters snapshots: { copy: { to: [{ region: ${region} }] } }`,
            ),
          },
        ],
  );
}

function checkNetworks(path: Path, recovery: RecoveryRule, homes: readonly string[]): Issue[] {
  const { where } = recovery.drill;
  const places = [...new Set(where.flatMap((one) => (one === 'source' ? homes : one)))];
  const missing = places.filter((region) => networkIn(recovery, region) === undefined);
  const named = Object.keys(recovery.network).filter((region) => region !== EVERYWHERE);
  const isAllKnown = homes.length > 0 || !where.includes('source');
  return [
    ...missing.map((region) => ({
      path: [...path, 'network'],
      message: `names no network in ${region}, where drills restore`,
      remedy: `add ${region}: { subnetGroup: …, securityGroups: [sg-…] }`,
    })),
    ...named
      .filter((region) => isAllKnown && !places.includes(region))
      .map(
        (region): Issue => ({
          path: [...path, 'network', region],
          severity: 'warning',
          atKey: true,
          message: 'is a Region in which no drill restores',
          remedy: hint(region, missing, 'add it to where, or remove it'),
        }),
      ),
  ];
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.html */
function checkEngines(path: Path, { checks }: RecoveryRule, { engines = [] }: Rule['match']): Issue[] {
  const without = engines.filter((engine) => engineOf({ engine }).dataApi === undefined);
  if (without.length === 0) return [];
  const able = engineNames.filter((engine) => engineOf({ engine }).dataApi !== undefined).join(' and ');
  return checks.flatMap(({ kind }, position): Issue[] =>
    kind !== 'sql'
      ? []
      : [
          {
            path: [...path, 'checks', position],
            severity: without.length === engines.length ? 'error' : 'warning',
            message: `cannot be asked of ${without.join(', ')}: only ${able} have the Data API`,
            remedy: 'check them by function, in a rule of their own',
          },
        ],
  );
}

function checkTargets(path: Path, { targets: { rtoMs = 0 }, drill: { ttlMs } }: RecoveryRule): Issue[] {
  return rtoMs <= ttlMs
    ? []
    : [
        {
          path: [...path, 'targets', 'rto'],
          value: formatDuration(rtoMs),
          message: `is longer than ttl (${formatDuration(ttlMs)}), after which a drill is cleaned up`,
          remedy: 'lower it, or raise ttl',
        },
      ];
}

/** Globs that name clusters of drills, which nothing ever matches. */
function checkDrillClusters(policy: Policy): Issue[] {
  return allMatches(policy)
    .flatMap(withNot)
    .flatMap(({ path, value: { clusters = [] } }) =>
      clusters.flatMap((glob, position): Issue[] =>
        isDrillName(glob)
          ? [
              {
                path: [...path, 'clusters', position],
                severity: 'warning',
                value: glob,
                message: `matches nothing: clusters of restore drills, ${DRILL_PREFIX}…, belong to no rule`,
                remedy: 'remove it',
              },
            ]
          : [],
      ),
    );
}

function hint(word: string, known: readonly string[], otherwise: string): string {
  const near = nearest(word, known);
  return near === undefined ? otherwise : `did you mean ${near}?`;
}
