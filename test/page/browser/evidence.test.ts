import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dormouse } from '../../cli/run-cli.ts';
import { seriousIn } from './axe.ts';
import { launchBrowser } from './open-page.ts';

let browser: Browser;
let folder: string;
let url: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evidence-'));
  const file = join(folder, 'evidence.html');
  await dormouse(['evidence', '--dir', 'examples/evidence', '--html', file]);
  url = pathToFileURL(file).href;
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

async function open(options: BrowserContextOptions) {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, offline: true, ...options });
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('request', (request) => {
    if (request.url() !== url) complaints.push(`request: ${request.url()}`);
  });
  await page.goto(url);
  return { page, complaints };
}

describe('the page of evidence', () => {
  test.each([
    { form: 'light', options: {} },
    { form: 'dark', options: { colorScheme: 'dark' } as const },
    { form: 'narrow', options: { viewport: { width: 400, height: 800 } } },
  ])('fits, looks as its own style says, and asks the network for nothing, in $form', async ({ options }) => {
    const { page, complaints } = await open(options);

    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBe(page.viewportSize()?.width);
    expect(await page.locator('article').count()).toBe(4);
    const colour = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(colour).toBe('colorScheme' in options ? 'rgb(20, 24, 31)' : 'rgb(255, 255, 255)');
    expect(complaints).toEqual([]);
  });

  test('is light on paper, and a drill is on one page', async () => {
    const { page } = await open({ colorScheme: 'dark' });

    await page.emulateMedia({ media: 'print' });

    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
      'rgb(255, 255, 255)',
    );
    const breaks = await page.evaluate(() => {
      const article = document.querySelector('article');
      return article === null ? '' : getComputedStyle(article).breakInside;
    });
    expect(breaks).toBe('avoid');
  });

  test.each([{ colorScheme: 'light' as const }, { colorScheme: 'dark' as const }])(
    'has no serious violation that axe finds, $colorScheme',
    async ({ colorScheme }) => {
      const { page } = await open({ colorScheme, bypassCSP: true });

      expect(await seriousIn(page)).toEqual([]);
    },
  );
});
