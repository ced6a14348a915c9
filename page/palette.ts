import { readFileSync } from 'node:fs';

/** The colours that all pages share, as CSS, for a page that is not bundled. */
export const palette = readFileSync(new URL('browser/style/palette.css', import.meta.url), 'utf8');
