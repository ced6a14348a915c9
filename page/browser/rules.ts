import { html, type TemplateResult } from 'lit-html';
import type { Timeline } from '../../timeline/timeline.ts';
import type { Totals } from '../../timeline/totals.ts';
import { hours, money, number } from './format.ts';

const columns: readonly (readonly [string, (totals: Totals) => string])[] = [
  ['In use', ({ hoursUsed, hoursUp }) => hours(hoursUsed + hoursUp)],
  ['Idle', ({ hoursIdle }) => hours(hoursIdle)],
  ['Stopped', ({ hoursStopped, hoursPaused }) => hours(hoursStopped + hoursPaused)],
  ['Late starts', ({ lateStarts }) => number(lateStarts)],
];

/** Hours and money by rule, in the order of the policy. */
export function rules({ rules: all }: Timeline): TemplateResult | string {
  if (all.length === 0) return '';
  const hasMoney = all.some(({ totals }) => totals.money !== undefined);
  const shown = hasMoney ? [...columns, ['Saved', savedOf] as const] : columns;
  return html`<h2>By rule</h2>
    <div class="scroll"><table>
      <thead><tr><th scope="col">Rule</th><th scope="col" class="figure">Clusters</th>${shown.map(([title]) => html`<th scope="col" class="figure">${title}</th>`)}</tr></thead>
      <tbody>${all.map(
        ({
          rule,
          clusters,
          totals,
        }) => html`<tr><th scope="row">${rule}</th><td class="figure">${number(clusters)}</td>
        ${shown.map(([, show]) => html`<td class="figure">${show(totals)}</td>`)}</tr>`,
      )}</tbody>
    </table></div>`;
}

function savedOf({ money: sums }: Totals): string {
  return sums === undefined ? '' : money(sums.saved);
}
