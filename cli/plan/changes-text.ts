import { rowsWithin } from '../terminal/columns.ts';
import { isChange, type PlannedChange } from './change.ts';
import { clustersOf, commonDetail, crowds } from './crowd.ts';
import type { Plan } from './plan.ts';
import { type Detail, detailLines, markOf, type PlanTextOptions, reasonOf } from './row.ts';

/** How many snapshots are listed in the whole plan, and of one group: at least one, at most twenty. */
const LISTED = 100;
const LISTED_OF_GROUP = 20;

/** The changes by account and Region, each with its reason; with `all`, everything else there, too. */
export function changesText({ changes, observing }: Plan, options: PlanTextOptions): string[][] {
  const { paint, all = false, width = Number.POSITIVE_INFINITY } = options;
  const shown = changes.filter((one) => all || isChange(one));
  const groups = crowds(shown, all ? groupOf : crowdOf, groupOf);
  const snapshots = groups.filter(([first]) => first?.aspect === 'snapshots').length;
  const listed = all ? Number.POSITIVE_INFINITY : clamp(Math.floor(LISTED / snapshots), 1, LISTED_OF_GROUP);
  const markWidth = Math.max('- stop '.length, ...groups.flat().map((one) => markOf(one).mark.length));
  const indent = ' '.repeat(markWidth + 4);
  const places = Map.groupBy(groups, ([first]) => `${first?.account}  ${first?.region}`);
  return [...places].map(([place, inPlace]) => {
    const rows = inPlace.flatMap((group) => {
      const [first] = group;
      return first === undefined ? [] : [{ first, group }];
    });
    const heads = rowsWithin(
      rows.map(({ first, group }) => {
        const { mark, tone } = markOf(first);
        const { rule = '' } = first;
        const clusters = clustersOf(group);
        const cluster = clusters.length === 1 ? first.cluster : `${clusters.length} clusters`;
        return [
          `  ${paint(tone, mark.padEnd(markWidth))}`,
          cluster,
          `${reasonOf(first)}${group.length > clusters.length ? `, ${group.length} snapshots` : ''}`,
          paint('dim', observing.includes(rule) ? `${rule} (mode: observe)` : rule),
        ];
      }),
      width,
      indent,
    );
    return [
      paint('heading', place),
      ...rows.flatMap(({ group }, index) => [
        ...(heads[index] ?? []),
        ...detailLines(detailsOf(group, listed), indent, options),
      ]),
    ];
  });
}

/** Snapshots of a cluster that have everything but their identifier and detail in common are one row. */
function groupOf(planned: PlannedChange): string {
  const { aspect, account, region, cluster, action, change, reason, rule, sourceRegion, kmsKey } = planned;
  return [aspect, account, region, cluster, action, change, reason, rule, sourceRegion, kmsKey].join('\n');
}

/** Clusters whose change, reason and rule are the same may be one row; copies and deletions have a row for each cluster. */
function crowdOf(planned: PlannedChange): string {
  const { aspect, account, region, action, change, reason, rule } = planned;
  const isOfEach = action === 'copy' || action === 'delete';
  return isOfEach ? groupOf(planned) : [aspect, account, region, change, reason, rule].join('\n');
}

function detailsOf(group: readonly PlannedChange[], listed: number): Detail[] {
  const [first] = group;
  if (first === undefined) return [];
  const names = clustersOf(group);
  if (names.length > 1) {
    const details = group.map((one) => `${one.detail}${restartText(one)}`);
    const common = commonDetail(details);
    const isWhole = details.every((detail) => detail === common);
    return [common, names.join(', '), isWhole ? '' : 'and more, which --all lists for each']
      .filter((text) => text !== '')
      .map((text) => ['', text]);
  }
  if (first.aspect !== 'snapshots') return [['', `${first.detail}${restartText(first)}`]];
  const more = group.length - listed;
  return [
    ...copyText(first),
    ...group.slice(0, listed).map(({ snapshot = '', detail }) => [snapshot, detail] as const),
    ...(more > 0 ? [['', `and ${more} more (--all lists them)`] as const] : []),
  ];
}

/** A stream that runs in the wrong mode or with the wrong key is stopped now and started by a later sweep. */
function restartText({ aspect, change, reason, restartsAt }: PlannedChange): string {
  if (aspect !== 'activityStream' || change === undefined || restartsAt === undefined) return '';
  return `; restarts the cluster now${reason === 'stream-drift' ? ' and once more' : ''}`;
}

function copyText({ change, region, sourceRegion, kmsKey }: PlannedChange): Detail[] {
  if (change !== 'copy') return [];
  const key = kmsKey === undefined ? 'not encrypted' : `encrypted with ${kmsKey}`;
  return [['', `from ${sourceRegion} to ${region}, ${key}`]];
}

function clamp(number: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, number));
}
