import { html, type TemplateResult } from 'lit-html';
import { choicesOf, type Filters, noFilters } from '../data/filter.ts';
import { count } from '../data/format.ts';
import type { Row } from '../data/rows.ts';

const titles = {
  account: 'Account',
  region: 'Region',
  engine: 'Engine',
  rule: 'Rule',
  tag: 'Tag',
  event: 'With',
} as const;
const keys = Object.keys(titles) as (keyof typeof titles)[];

/**
 * The filters as form fields, with the number of clusters that are shown.
 *
 * @param onFilters Called when somebody has changed a filter.
 */
export function createToolbar(
  rows: readonly Row[],
  onFilters: (filters: Filters) => void,
): (filters: Filters, shown: number) => TemplateResult {
  const choices = keys.map((key) => ({ key, values: choicesOf(rows, key) }));
  return (filters, shown) => {
    const change = (key: keyof Filters) => (event: Event) => {
      const { target } = event;
      if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) {
        onFilters({ ...filters, [key]: target.value });
      }
    };
    const isFiltered = Object.values(filters).some((value) => value !== '');
    return html`
      <label>Search <input type="search" name="text" .value=${filters.text} @input=${change('text')} placeholder="name, tag, reason"></label>
      ${choices.map(
        ({ key, values }) => html`<label>${titles[key]}
          <select name=${key} @change=${change(key)}>
            <option value="" ?selected=${filters[key] === ''}>all</option>
            ${values.map(([value, number]) => html`<option value=${value} .selected=${value === filters[key]}>${value} (${number})</option>`)}
          </select></label>`,
      )}
      <span class="shown"><output>${shown === rows.length ? count(shown, 'cluster') : `${shown} of ${count(rows.length, 'cluster')}`}</output>
      <button type="button" class="clear" ?hidden=${!isFiltered} @click=${() => onFilters(noFilters)}>Clear filters</button></span>`;
  };
}
