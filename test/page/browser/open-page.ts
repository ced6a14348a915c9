import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { writeComparison, writePage } from '../../../page/write-page.ts';
import type { Timeline } from '../../../timeline/timeline.ts';

/** An open page, and what went wrong in it so far. */
export interface OpenPage {
  readonly page: Page;
  /** Errors and warnings in the console, exceptions, and requests for anything but the page itself. */
  readonly complaints: readonly string[];
}

const browsers = [process.env.CHROMIUM ?? '', '/usr/bin/chromium', '/usr/bin/google-chrome'];

/** Chromium, without a window. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: browsers.find((path) => existsSync(path)) ?? 'chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu'],
  });
}

type Open = (
  timeline: Timeline,
  options?: BrowserContextOptions & { readonly old?: Timeline },
) => Promise<OpenPage>;

/** Starts Chromium for the tests of a file, and gives a function that opens the page of a timeline from disk. */
export function useBrowser(): Open {
  let browser: Browser;
  let folder: string;
  let count = 0;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'page-'));
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });
  return async (timeline, { old, ...options } = {}) => {
    count += 1;
    const file = join(folder, `${count}.html`);
    await (old === undefined ? writePage(timeline, file) : writeComparison(old, timeline, file));
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, offline: true, ...options });
    const url = pathToFileURL(file).href;
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => {
      if (request.url() !== url) complaints.push(`request: ${request.url()}`);
    });
    await page.goto(url);
    await page.waitForSelector('html[data-ready]', { state: 'attached' });
    return { page, complaints };
  };
}

/** Names of the clusters in the rows that exist, from top to bottom. */
export async function namesOf(page: Page): Promise<string[]> {
  const rows = await page
    .locator('.grid-body .row')
    .evaluateAll((all) =>
      all.map(
        (row) =>
          [
            Number(row.getAttribute('aria-rowindex')),
            row.querySelector('button')?.textContent ?? '',
          ] as const,
      ),
    );
  return rows.toSorted(([a], [b]) => a - b).map(([, name]) => name);
}

/** The text of an element, each run of white space as one blank. */
export async function textOf(page: Page, selector: string): Promise<string> {
  const text = await page.locator(selector).textContent();
  return (text ?? '').replaceAll(/\s+/g, ' ').trim();
}

/** The lines of the tip, once it is there. */
export async function tipOf(page: Page): Promise<string> {
  await page.locator('#tip').waitFor();
  const lines = await page.locator('#tip > *').allTextContents();
  return lines.join('\n');
}

/** The minute of the month in the title of the tip. */
export async function minuteOf(page: Page): Promise<number> {
  const [, day, hour, minute] = /, \w+ (\d+) \w+ (\d+):(\d+)\n/.exec(await tipOf(page)) ?? [];
  return (Number(day) * 24 + Number(hour)) * 60 + Number(minute);
}

/** The labels of the time axis above the rows are on a canvas; the marked part of the overview says what is shown. */
export async function markedWidth(page: Page): Promise<number> {
  const box = await page.locator('.overview .u-select').boundingBox();
  return box?.width ?? 0;
}

export function expectNoComplaints({ complaints }: OpenPage): void {
  expect(complaints).toEqual([]);
}

/** Moves the pointer over the timeline of a row, to a part of its width. */
export async function hover({ page }: OpenPage, index: number, part: number): Promise<void> {
  const lane = page.locator(`.row[data-index="${index}"] .lane`);
  await lane.scrollIntoViewIfNeeded();
  const box = await lane.boundingBox();
  if (box === null) throw new Error('no timeline');
  await page.mouse.move(box.x + box.width * part - 3, box.y + box.height - 8);
  await page.mouse.move(box.x + box.width * part, box.y + box.height - 8);
}
