import { html, type TemplateResult } from 'lit-html';
import type { Timeline } from '../../../timeline/timeline.ts';
import type { Totals } from '../../../timeline/totals.ts';
import { hours, money, number } from '../data/format.ts';

type Figure = readonly [title: string, show: (totals: Totals) => string];

const figures: readonly Figure[] = [
  ['In use', ({ hoursUsed, hoursUp }) => hours(hoursUsed + hoursUp)],
  ['Idle', ({ hoursIdle }) => hours(hoursIdle)],
  ['Stopped', ({ hoursStopped, hoursPaused }) => hours(hoursStopped + hoursPaused)],
  ['Late starts', ({ lateStarts }) => number(lateStarts)],
];
const moneyFigures: readonly Figure[] = [
  ['Always up', ({ money: sums }) => (sums ? money(sums.without) : '')],
  ['Bill', ({ money: sums }) => (sums ? money(sums.with) : '')],
  ['Saved', ({ money: sums }) => (sums ? money(sums.saved) : '')],
];

/**
 * Hours and money by rule, in the order of the policy; each rule has a place for the chart of its clusters.
 *
 * @param onRule Called with the rule whose clusters somebody wants to see.
 */
export function rules(
  { rules: all }: Timeline,
  old: Timeline | undefined,
  onRule: (rule: string) => void,
): TemplateResult | string {
  if (all.length === 0) return '';
  const hasMoney = all.some(({ totals }) => totals.money !== undefined);
  const shown = hasMoney ? [...figures, ...moneyFigures] : figures;
  const before = new Map(old?.rules.map(({ rule, totals }) => [rule, totals]));
  return html`<h2>By rule</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="By rule"><table>
      <thead><tr><th scope="col">Rule</th><th scope="col" class="figure">Clusters</th>${shown.map(([title]) => html`<th scope="col" class="figure">${title}</th>`)}<th scope="col" class="course-cell">Over time</th></tr></thead>
      <tbody>${all.map(
        ({ rule, clusters, totals }) => html`<tr>
          <th scope="row"><button type="button" title="Show its clusters" @click=${() => onRule(rule)}>${rule}</button></th>
          <td class="figure">${number(clusters)}</td>
          ${shown.map(([, show]) => html`<td class="figure">${cell(show, totals, before.get(rule))}</td>`)}
          <td class="course-cell"><div class="course" data-rule=${rule} role="img" aria-label=${`States of the clusters of ${rule} over time`}></div></td></tr>`,
      )}</tbody>
    </table></div>`;
}

function cell(show: Figure[1], now: Totals, old: Totals | undefined): TemplateResult | string {
  const [text, before] = [show(now), old && show(old)];
  return before === undefined || before === text
    ? text
    : html`<span class="before">${before} → </span>${text}`;
}
