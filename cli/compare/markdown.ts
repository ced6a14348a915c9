import type { Comparison } from '../../comparison/comparison.ts';
import { type Group, groupsOf } from './clusters.ts';
import { figuresOf, verdictText } from './figures.ts';
import { namesOf } from './text.ts';

/** A comment on a pull request must stay below 65,536 characters. */
const MAX_GROUPS = 50;

/** A comparison for a pull request. */
export function comparisonMarkdown(comparison: Comparison): string {
  const { old, new: now, fleet, from, to, clusters, notes } = comparison;
  const figures = figuresOf(comparison);
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
  const dangerous = groupsOf(clusters.filter(({ dangers }) => dangers.length > 0));
  const others = groupsOf(clusters.filter(({ dangers }) => dangers.length === 0));
  return [
    `### ${escaped(verdictText(comparison))}`,
    '',
    `${code(now.policy)} compared with ${code(old.policy)}, on ${code(fleet)}, ${days} days simulated.`,
    '',
    ...(figures.length > 0
      ? [
          '| | old | new |',
          '|---|---:|---:|',
          ...figures.map((one) => `| ${one.name} | ${one.old} | ${one.new} |`),
          '',
        ]
      : []),
    ...section('More dangerous', dangerous, true),
    ...section('Different', others, false),
    ...notes.map((note) => `> ${escaped(note)}\n`),
  ].join('\n');
}

function section(title: string, groups: readonly Group[], isOpen: boolean): string[] {
  if (groups.length === 0) return [];
  const more = groups.length - MAX_GROUPS;
  return [
    `<details${isOpen ? ' open' : ''}><summary>${title}</summary>`,
    '',
    '| clusters | rule | |',
    '|---|---|---|',
    ...groups
      .slice(0, MAX_GROUPS)
      .map(
        ({ clusters, rule, sentences }) =>
          `| ${escaped(namesOf(clusters))} | ${escaped(rule)} | ${sentences.map(escaped).join('<br>')} |`,
      ),
    ...(more > 0 ? ['', `And ${more} more; \`--format json\` lists them all.`] : []),
    '',
    '</details>',
    '',
  ];
}

/** Names come from policies and fleets: none may become markup. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>|#@]/g, (char) => (char === '<' ? '&lt;' : `\\${char}`));
}

function code(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``;
}
