import type { AwsScope } from '../../shared/aws/client/aws-scope.ts';
import { classify } from '../../shared/aws/client/faults.ts';
import { listClusters } from '../../shared/aws/read/clusters.ts';
import { readKey } from '../../shared/aws/read/keys.ts';
import { listMembers } from '../../shared/aws/read/members.ts';
import { readSnapshotQuota } from '../../shared/aws/read/quotas.ts';
import { readPowerEvents } from '../../shared/aws/read/rds-events.ts';
import { listSnapshots } from '../../shared/aws/read/snapshots.ts';
import { readBlueGreen, readGlobalPeers } from '../../shared/aws/read/topology.ts';
import type { Aspect } from '../../shared/policy/model/actions.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { mayMatchIn } from '../../shared/policy/rules/match.ts';
import { settingsOf } from '../../shared/policy/rules/settings.ts';
import { destinationRegions } from '../../shared/policy/snapshots/locations.ts';
import { HOUR_MS } from '../../shared/policy/time/units.ts';
import { about, because, type Finding } from './finding.ts';

/** A call that a plan and the functions make, and the aspects that need it. */
interface Probe {
  readonly permissions: string;
  readonly aspects: readonly Aspect[];
  readonly call: (scope: AwsScope) => Promise<unknown>;
}

const probes: readonly Probe[] = [
  {
    permissions: 'rds:DescribeDBClusters, rds:ListTagsForResource',
    aspects: ['power', 'snapshots', 'activityStream', 'capacity', 'recovery'],
    call: listClusters,
  },
  {
    permissions: 'rds:DescribeDBInstances',
    aspects: ['power', 'activityStream', 'capacity'],
    call: listMembers,
  },
  { permissions: 'rds:DescribeGlobalClusters', aspects: ['power'], call: readGlobalPeers },
  { permissions: 'rds:DescribeBlueGreenDeployments', aspects: ['power'], call: readBlueGreen },
  {
    permissions: 'rds:DescribeEvents',
    aspects: ['power', 'activityStream'],
    call: (scope) => readPowerEvents(scope, Date.now() - HOUR_MS, Date.now()),
  },
  {
    permissions: 'rds:DescribeDBClusterSnapshots',
    aspects: ['snapshots', 'recovery'],
    call: (scope) => listSnapshots(scope, { type: 'manual' }),
  },
];

/** Whether an account and Region can be read as the policy needs it: one finding for each call that fails. */
export async function checkReading(scope: AwsScope, policy: Policy): Promise<Finding[]> {
  const { ok, problem, unknown } = about('permissions');
  const where = `${scope.account} ${scope.region}`;
  const needed = probes.filter(({ aspects }) =>
    policy.rules.some((rule) => aspects.some((aspect) => rule[aspect] !== undefined)),
  );
  const found: Finding[] = [];
  for (const { permissions, call } of needed) {
    try {
      await call(scope);
    } catch (error) {
      const isDenied = /AccessDenied|UnauthorizedOperation|NotAuthorized/.test(classify(error)?.name ?? '');
      found.push(
        isDenied
          ? problem(...because(error, `allow ${permissions}: docs/security.md`, `${where}: `))
          : unknown(...because(error, 'try again', `${where}: `)),
      );
      // Where nothing answers, or no role can be assumed, the other calls would fail alike.
      if (found.length > 0 && call === listClusters) return found;
    }
  }
  return found.length > 0
    ? found
    : [ok(`${where}: the ${needed.length} listings that the policy needs can be read`)];
}

/** A key that the policy names, where it is needed. */
interface NamedKey {
  readonly key: string;
  readonly region: string;
  readonly aspect: 'snapshots' | 'activityStream';
  /** The rule that names it. */
  readonly rule: string;
}

/** Whether the keys that the policy names can be used in every Region for which it names them. */
export async function checkKeys(scope: AwsScope, policy: Policy): Promise<Finding[]> {
  const { ok, warning, problem, unknown } = about('keys');
  const named = namedKeys(scope, policy);
  // Without a listing every key counts as needed.
  const clusters = named.length === 0 ? [] : (await listClusters(scope).catch(() => undefined))?.clusters;
  const isNeeded = ({ aspect, rule }: NamedKey): boolean =>
    clusters?.some((cluster) => settingsOf(policy, cluster, aspect)?.name === rule) ?? true;
  const found: Finding[] = [];
  for (const same of Map.groupBy(named, ({ key, region }) => `${key} ${region}`).values()) {
    const [one] = same;
    if (one === undefined) continue;
    const where = `${scope.account} ${one.region}: ${one.key}`;
    const needed = same.some(isNeeded);
    const wrong = needed ? problem : warning;
    const now = needed ? '' : ' (no cluster here needs it now)';
    try {
      const state = await readKey(scope.inRegion(one.region), one.key);
      if (!state.usable) {
        found.push(
          wrong(
            `${scope.account}: ${withoutRemedy(state)}${now}`,
            state.remedy ?? 'make it usable, or name another kmsKey',
          ),
        );
      } else if (state.awsManaged && same.some(({ aspect }) => aspect === 'activityStream')) {
        const detail = `${where} is an AWS managed key, which no stream can use${now}`;
        found.push(wrong(detail, 'name a customer managed key'));
      } else found.push(ok(`${where} can be used`));
    } catch (error) {
      found.push(unknown(...because(error, 'allow kms:DescribeKey, or try again', `${where}: `)));
    }
  }
  return found;
}

/** The problem of a key, whose remedy is shown apart. */
function withoutRemedy({ detail, remedy }: { readonly detail: string; readonly remedy?: string }): string {
  return remedy === undefined ? detail : detail.replace(`; ${remedy}`, '');
}

function namedKeys({ account, region }: AwsScope, { rules }: Policy): NamedKey[] {
  return rules.flatMap(({ name: rule, match, activityStream, snapshots }) => {
    if (!mayMatchIn(match, { account, region })) return [];
    const stream = activityStream?.kmsKey;
    const copies = (snapshots?.copy?.to ?? []).flatMap(({ region: to, kmsKey: key }) =>
      key === undefined ? [] : [{ key, region: to, aspect: 'snapshots', rule } as const],
    );
    return stream === undefined
      ? copies
      : [...copies, { key: stream, region, aspect: 'activityStream', rule } as const];
  });
}

/** How much room there is for manual snapshots, here and where copies go. */
export async function checkQuotas(scope: AwsScope, policy: Policy): Promise<Finding[]> {
  const { ok, warning, problem, unknown } = about('quotas');
  const { account, region } = scope;
  const creates = policy.rules.some(({ snapshots, power }) => snapshots?.create || power?.snapshotFirst);
  const regions = [
    ...new Set([...(creates ? [region] : []), ...destinationRegions(policy, account, region)]),
  ];
  const found: Finding[] = [];
  for (const one of regions) {
    try {
      const { used, max } = await readSnapshotQuota(scope.inRegion(one));
      const detail = `${account} ${one}: ${used} of ${max} manual cluster snapshots`;
      const remedy = 'raise the quota in Service Quotas, or keep fewer';
      found.push(
        used >= max ? problem(detail, remedy) : used >= 0.8 * max ? warning(detail, remedy) : ok(detail),
      );
    } catch (error) {
      found.push(unknown(...because(error, 'allow rds:DescribeAccountAttributes', `${account} ${one}: `)));
    }
  }
  return found;
}
