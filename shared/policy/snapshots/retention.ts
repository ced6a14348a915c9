import { oncePerThing } from '../../once.ts';
import type { Cluster } from '../model/cluster.ts';
import type { Keep, Policy, SnapshotsRule } from '../model/policy.ts';
import { tagText } from '../model/tags.ts';
import { type DecidingRule, settingsOf } from '../rules/settings.ts';
import { bucketNames } from './keep.ts';
import { destinationIn } from './locations.ts';
import type { Provenance } from './provenance.ts';

/** The rule that says how long a snapshot stays; without `keep`, for ever. */
export interface Retention {
  readonly rule: DecidingRule;
  readonly keep?: Keep;
}

/**
 * The retention of a snapshot of ours in a Region today: `create.keep`, or for a copy the destination's. Undefined
 * when no rule takes or copies such snapshots any more. Those taken before a stop count with those of `create`.
 */
export function retentionOf(
  policy: Policy,
  cluster: Cluster,
  provenance: Pick<Provenance, 'by'>,
  region: string,
): Retention | undefined {
  const rule = settingsOf(policy, cluster, 'snapshots');
  const found = rule && retentionBy(rule, rule.settings, provenance, region);
  if (found !== undefined) return found;
  const power = settingsOf(policy, cluster, 'power');
  return provenance.by === 'stop-idle-clusters' && power?.settings.snapshotFirst
    ? { rule: power }
    : undefined;
}

/**
 * The retention of the rule that a snapshot was made by, as that rule is today; undefined when no rule has the name, or
 * it says nothing of such snapshots.
 */
export function namedRetention(
  { rules }: Policy,
  provenance: Provenance,
  region: string,
): Retention | undefined {
  const rule = rules.find(({ name }) => tagText(name) === provenance.rule);
  return rule?.snapshots && retentionBy(rule, rule.snapshots, provenance, region);
}

function retentionBy(
  rule: DecidingRule,
  snapshots: SnapshotsRule,
  { by }: Pick<Provenance, 'by'>,
  region: string,
): Retention | undefined {
  const asked = by === 'copy-snapshots' ? destinationIn(snapshots, region) : snapshots.create;
  if (asked === undefined) return undefined;
  return asked.keep === undefined ? { rule } : { rule, keep: asked.keep };
}

/**
 * The retention that a snapshot is promised when it is made, as a tag can hold it.
 *
 * @example keepText({ daily: 7, weekly: 4 }) // 'daily=7 weekly=4'
 */
export function keepText(keep: Keep | undefined): string {
  return keep === undefined ? 'all' : bucketsText(keep);
}

const bucketsText = oncePerThing((keep: Keep): string =>
  bucketNames.flatMap((name) => (keep[name] === undefined ? [] : [`${name}=${keep[name]}`])).join(' '),
);

/** Reads `keepText` back; undefined for what it does not write. */
export function readKeepText(text: string | undefined): { readonly keep?: Keep } | undefined {
  if (text === 'all') return {};
  const found = (text ?? '').split(' ').map((part) => /^([a-z]+)=(\d{1,6})$/.exec(part));
  const entries = found.flatMap((part) => {
    const [, name = '', count] = part ?? [];
    return bucketNames.some((bucket) => bucket === name) ? [[name, Number(count)] as const] : [];
  });
  return entries.length === found.length ? { keep: Object.fromEntries(entries) } : undefined;
}
