import type { HoldResult } from './hold-cluster.ts';
import type { OfferedHold } from './link.ts';

/** A page with a heading and a sentence. */
export function page(heading: string, sentence: string): string {
  return html(heading, `<p>${escapeHtml(sentence)}</p>`);
}

/** The page that a link shows first, with the button that holds the cluster. */
export function confirmation(hold: OfferedHold, token: string): string {
  const { name, place } = placeOf(hold);
  return html(
    `Hold ${name}?`,
    `<p>${escapeHtml(place)}</p>
<p>${escapeHtml(meaningOf(hold))}</p>
<form method="post"><input type="hidden" name="t" value="${escapeHtml(token)}"><button>Hold it</button></form>`,
  );
}

/** The page after the cluster was held. */
export function heldPage(hold: OfferedHold, { state, detail }: HoldResult): string {
  const { name, place } = placeOf(hold);
  const heading = state === 'already' ? `${name} is held already` : `${name} is held`;
  return html(heading, `<p>${escapeHtml(place)}</p>\n<p>${escapeHtml(`${meaningOf(hold)} ${detail}`)}</p>`);
}

function meaningOf({ keep, until }: OfferedHold): string {
  const when = `until ${until.replace('T', ' ').replace(/:00Z$/, '').replace(/Z$/, '')} UTC`;
  return keep === undefined
    ? `Dormouse changes nothing about it ${when}, and takes no backups of it.`
    : `Dormouse keeps it ${keep} ${when}. Its backups go on.`;
}

function placeOf({ arn }: OfferedHold) {
  const [, , , region, account, , name = ''] = arn.split(':');
  return { name, place: `Cluster ${name}, account ${account}, ${region}` };
}

function html(heading: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(heading)}</title>
<h1>${escapeHtml(heading)}</h1>
${content}
</html>
`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}
