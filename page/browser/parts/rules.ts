import { html, type TemplateResult } from 'lit-html';
import type { Timeline } from '../../../timeline/timeline.ts';
import type { Money } from '../../../timeline/totals.ts';
import { hours, money, number } from '../data/format.ts';
import { type Sums, withMaybe } from '../data/sums.ts';

interface Column {
  readonly title: string;
  readonly of: (sums: Sums) => number;
  readonly show: (value: number, sums: Sums) => string;
}

const columns: readonly Column[] = [
  { title: 'In use', of: ({ hoursUsed }) => hoursUsed, show: hours },
  { title: 'Use unknown', of: ({ hoursUp }) => hoursUp, show: hours },
  { title: 'Idle', of: ({ hoursIdle }) => hoursIdle, show: hours },
  { title: 'Depends on use', of: ({ hoursMaybe }) => hoursMaybe, show: hours },
  {
    title: 'Stopped or paused',
    of: ({ hoursStopped, hoursPaused }) => hoursStopped + hoursPaused,
    show: hours,
  },
  { title: 'Late starts', of: ({ lateStarts }) => lateStarts, show: number },
  moneyColumn('Always up', ({ without }) => without),
  moneyColumn('Bill', ({ with: bill }) => bill),
  moneyColumn('Saved', ({ saved }) => saved),
];

function moneyColumn(title: string, of: (sums: Money) => number): Column {
  return { title, of: ({ money: sums }) => (sums ? of(sums) : 0), show: moneyText };
}

/** Money of no cluster at all is unknown, and not nothing. */
function moneyText(value: number, { money: sums }: Sums): string {
  return sums?.known === 0 ? 'unknown' : money(value);
}

interface Line {
  readonly rule: string;
  readonly clusters: number;
  readonly sums: Sums;
  readonly old?: Sums;
}

/**
 * Hours and money by rule, in the order of the policy; each rule has a place for the chart of its clusters.
 *
 * @param end The last minute of the timelines.
 * @param onRule Called with the rule whose clusters somebody wants to see.
 */
export function rules(
  timeline: Timeline,
  old: Timeline | undefined,
  end: number,
  onRule: (rule: string) => void,
): TemplateResult | string {
  const lines = linesOf(timeline, old, end);
  if (lines.length === 0) return '';
  const shown = columns.filter(({ of }) =>
    lines.some((line) => of(line.sums) !== 0 || (line.old && of(line.old) !== 0)),
  );
  return html`<h2>By rule</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="By rule"><table>
      <thead><tr><th scope="col">Rule</th><th scope="col" class="figure">Clusters</th>${shown.map(({ title }) => html`<th scope="col" class="figure">${title}</th>`)}<th scope="col" class="course-cell">Over time</th></tr></thead>
      <tbody>${lines.map(
        (line) => html`<tr>
          <th scope="row"><button type="button" title="Show its clusters" @click=${() => onRule(line.rule)}>${line.rule}</button></th>
          <td class="figure">${number(line.clusters)}</td>
          ${shown.map((column) => html`<td class="figure">${cell(column, line)}</td>`)}
          <td class="course-cell"><div class="course" data-rule=${line.rule} role="img" aria-label=${`States of the clusters of ${line.rule} over time`}></div></td></tr>`,
      )}</tbody>
    </table></div>`;
}

function linesOf(timeline: Timeline, old: Timeline | undefined, end: number): Line[] {
  const before = new Map(old && linesOf(old, undefined, end).map(({ rule, sums }) => [rule, sums]));
  const byRule = Map.groupBy(timeline.clusters, ({ rule }) => rule);
  return timeline.rules.map(({ rule, clusters, totals }) => {
    const was = before.get(rule);
    return { rule, clusters, sums: withMaybe(totals, byRule.get(rule) ?? [], end), ...(was && { old: was }) };
  });
}

function cell({ of, show }: Column, { sums, old }: Line): TemplateResult | string {
  const [text, before] = [show(of(sums), sums), old && show(of(old), old)];
  return before === undefined || before === text
    ? text
    : html`<span class="before">${before} → </span>${text}`;
}
