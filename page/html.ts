import { createHash } from 'node:crypto';
import type { Bundle } from './bundle.ts';

/** The page; its policy lets it run its own code and nothing else, and ask for nothing. */
export function pageHtml(title: string, { script, style }: Bundle, data: string): string {
  // An inline script ends at the first "</script", wherever it stands in the code.
  const code = script.replaceAll('</script', '<\\/script');
  const policy = `default-src 'none'; script-src '${hashOf(code)}'; style-src '${hashOf(style)}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)} - Dormouse</title>
<style>${style}</style>
</head>
<body>
<noscript>This page draws its timelines with a script of its own. Allow scripts to see it; it asks the network for nothing.</noscript>
<main id="page"></main>
${data}
<script>${code}</script>
</body>
</html>
`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** Text for HTML, in elements and in attributes. */
function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
