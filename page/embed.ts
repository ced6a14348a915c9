import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import type { Content } from './browser/data/content.ts';

/** Above this many characters, unpacking takes a browser less time than reading all of it as HTML. */
const PACK_ABOVE = 1_000_000;

/** The data as an element that browsers do not run: JSON, or `deflate` in base64 when that opens faster. */
export async function embed(content: Content): Promise<string> {
  const json = JSON.stringify(content);
  if (json.length <= PACK_ABOVE) return element('json', json.replaceAll('<', '\\u003c'));
  const packed = await promisify(deflateRaw)(json);
  return element('deflate', packed.toString('base64'));
}

function element(form: 'json' | 'deflate', text: string): string {
  return `<script type="application/json" id="data" data-form="${form}">${text}</script>`;
}
