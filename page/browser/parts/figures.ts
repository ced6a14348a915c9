import { html, type TemplateResult } from 'lit-html';
import type { Timeline } from '../../../timeline/timeline.ts';
import type { Sums } from '../data/sums.ts';
import { type Source, sources } from './figure-sources.ts';

/** The figures of some clusters; of a comparison with the figures before. */
export function figures(sums: Sums, old: Sums | undefined, kind: Timeline['kind']): TemplateResult {
  const shown = sources.filter((source) => isShown(source, sums, old, kind));
  return html`<dl class="figures">${shown.map((source) => figure(source, sums, old))}</dl>`;
}

function isShown(
  { of, always = [] }: Source,
  sums: Sums,
  old: Sums | undefined,
  kind: Timeline['kind'],
): boolean {
  return of(sums) !== 0 || (old !== undefined && of(old) !== 0) || always.includes(kind);
}

function figure({ title, of, show, note, tone }: Source, sums: Sums, old: Sums | undefined): TemplateResult {
  const value = show(of(sums), sums);
  const before = old && show(of(old), old);
  return html`
    <div class=${of(sums) > 0 ? (tone ?? '') : ''}>
      <dt>${title}</dt>
      <dd class="value">${value}</dd>
      ${before === undefined || before === value ? '' : html`<dd class="before">was ${before}</dd>`}
      <dd class="note">${note(sums)}</dd>
    </div>`;
}
