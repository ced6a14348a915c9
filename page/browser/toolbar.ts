import { html, type TemplateResult } from 'lit-html';
import { choicesOf, type Filters, NO_RULE } from './filter.ts';
import { count } from './format.ts';
import type { Row } from './rows.ts';

type Choices = readonly (readonly [string, number])[];

export interface Toolbar {
  /** The filters as form fields, with the number of clusters that are shown. */
  template(filters: Filters, shown: number): TemplateResult;
}

/** @param onFilters Called when somebody has changed a filter. */
export function createToolbar(rows: readonly Row[], onFilters: (filters: Filters) => void): Toolbar {
  const choices: readonly (readonly [keyof Filters, string, Choices])[] = [
    ['account', 'Account', choicesOf(rows, ({ cluster }) => [cluster.account])],
    ['region', 'Region', choicesOf(rows, ({ cluster }) => [cluster.region])],
    ['engine', 'Engine', choicesOf(rows, ({ cluster }) => [cluster.engine])],
    ['rule', 'Rule', choicesOf(rows, ({ cluster }) => [cluster.rule ?? NO_RULE])],
    ['tag', 'Tag', choicesOf(rows, ({ cluster }) => tagsOf(cluster.tags))],
  ];
  return {
    template: (filters, shown) => {
      const change = (key: keyof Filters) => (event: Event) => {
        const { target } = event;
        if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) {
          onFilters({ ...filters, [key]: target.value });
        }
      };
      return html`
        <label>Search <input type="search" name="text" .value=${filters.text} @input=${change('text')} placeholder="name, tag, reason"></label>
        ${choices.map(
          ([key, title, values]) => html`<label>${title}
          <select name=${key} .value=${filters[key]} @change=${change(key)}>
            <option value="">all</option>
            ${values.map(([value, number]) => html`<option value=${value} ?selected=${value === filters[key]}>${value} (${number})</option>`)}
          </select></label>`,
        )}
        <output class="shown">${shown === rows.length ? count(shown, 'cluster') : `${shown} of ${count(rows.length, 'cluster')}`}</output>`;
    },
  };
}

function tagsOf(tags: Readonly<Record<string, string>>): string[] {
  return Object.entries(tags).map(([key, value]) => `${key}=${value}`);
}
