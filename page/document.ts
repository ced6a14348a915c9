import { createHash } from 'node:crypto';
import { Markup, markup } from './markup.ts';

export interface HtmlDocument {
  readonly title: string;
  readonly style: string;
  readonly body: Markup;
  /** Runs once the body is there. Absent: the document has none. */
  readonly script?: string;
}

/** A self-contained document; its policy lets it run its own code and nothing else, and ask for nothing. */
export function htmlDocument({ title, style, body, script }: HtmlDocument): string {
  // An inline script ends at the first "</script", wherever it stands in the code.
  const code = script?.replaceAll('</script', '<\\/script');
  const ownCode = code === undefined ? '' : `script-src '${hashOf(code)}'; `;
  const policy = `default-src 'none'; ${ownCode}style-src '${hashOf(style)}'; base-uri 'none'; form-action 'none'`;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} - Dormouse</title>
<style>${new Markup(style)}</style>
</head>
<body>
${body}${code === undefined ? '' : new Markup(`\n<script>${code}</script>`)}
</body>
</html>
`.html;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
