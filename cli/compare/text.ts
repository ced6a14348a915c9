import type { Comparison } from '../../comparison/comparison.ts';
import { formatWhen } from '../../shared/policy/time/when.ts';
import { columns, wrap } from '../terminal/columns.ts';
import type { Paint } from '../terminal/paint.ts';
import { type Group, groupsOf } from './clusters.ts';
import { figuresOf, verdictText } from './figures.ts';

/** More are in the JSON. */
const MAX_GROUPS = 20;
const MAX_NAMED = 6;

/** A comparison for people: the verdict, the figures that differ, then the clusters, the dangerous ones first. */
export function comparisonText(
  comparison: Comparison,
  files: readonly string[],
  { paint, width = Number.POSITIVE_INFINITY }: { readonly paint: Paint; readonly width?: number },
): string {
  const { old, new: now, fleet, from, to, timezone, verdict, clusters, notes } = comparison;
  const when = (text: string) => formatWhen(Date.parse(text), { timezone, now: Date.parse(from) });
  const figures = figuresOf(comparison);
  const dangerous = groupsOf(clusters.filter(({ dangers }) => dangers.length > 0));
  const others = groupsOf(clusters.filter(({ dangers }) => dangers.length === 0));
  const tone = verdict === 'more-dangerous' ? 'fault' : 'heading';
  return [
    ...wrap(`${now.policy} compared with ${old.policy}, on ${fleet}`, width).map((line) =>
      paint('heading', line),
    ),
    paint('dim', `${when(from)} to ${when(to)} ${timezone}, simulated`),
    '',
    ...wrap(verdictText(comparison), width).map((line) => paint(tone, line)),
    '',
    ...(figures.length > 0
      ? [...columns([['', 'old', 'new'], ...figures.map((one) => [one.name, one.old, one.new])]), '']
      : []),
    ...section('More dangerous', dangerous, paint, width),
    ...section('Different', others, paint, width),
    ...notes.flatMap((note) => wrap(note, width).map((line) => paint('dim', line))),
    ...files.map((file) => `Written: ${file}`),
    '',
  ].join('\n');
}

function section(title: string, groups: readonly Group[], paint: Paint, width: number): string[] {
  if (groups.length === 0) return [];
  const more = groups.length - MAX_GROUPS;
  return [
    paint('heading', title),
    ...groups
      .slice(0, MAX_GROUPS)
      .flatMap(({ clusters, rule, sentences }) => [
        ...wrap(`${namesOf(clusters)} (${rule})`, width - 2).map((line) => `  ${line}`),
        ...sentences.flatMap((sentence) => wrap(sentence, width - 4).map((line) => `    ${line}`)),
      ]),
    ...(more > 0 ? [`  and ${more} more; --json lists them all`] : []),
    '',
  ];
}

/** The names of clusters, the first few of many. */
export function namesOf(clusters: Group['clusters']): string {
  const names = clusters.slice(0, MAX_NAMED).map(({ id }) => id);
  const more = clusters.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}
