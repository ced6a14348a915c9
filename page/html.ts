import type { Bundle } from './bundle.ts';
import { htmlDocument } from './document.ts';
import { Markup, markup } from './markup.ts';

/** The page of a timeline. */
export function pageHtml(title: string, bundle: Bundle, data: string): string {
  const body = markup`<noscript>This page draws its timelines with a script of its own. Allow scripts to see it; it asks the network for nothing.</noscript>
<main id="page"></main>
${new Markup(data)}`;
  return htmlDocument({ title, ...bundle, body });
}
