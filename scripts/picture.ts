import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs, promisify } from 'node:util';

/** A page with much more than this takes long to load. */
const MAX_BYTES = 200_000;

const { values } = parseArgs({
  options: {
    page: { type: 'string', default: 'reports/demo.html' },
    out: { type: 'string', default: 'docs/report.png' },
    browser: { type: 'string', default: 'chromium' },
  },
});

// Takes the picture of the README: npm start, then npm run picture.
const size = '--window-size=1280,1060';
const page = pathToFileURL(resolve(values.page)).href;
const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--hide-scrollbars',
  '--virtual-time-budget=5000',
];
await promisify(execFile)(values.browser, [...quiet, size, `--screenshot=${resolve(values.out)}`, page]);
const { size: bytes } = await stat(values.out);
if (bytes > MAX_BYTES) throw new Error(`${values.out} has ${bytes} bytes, ${MAX_BYTES} may be`);
process.stdout.write(`${values.out}: ${bytes} bytes\n`);
