import { describe, expect, test } from 'vitest';
import { generatedTimeline } from '../generated-timeline.ts';
import { seriousIn } from './axe.ts';
import { expectNoComplaints, namesOf, textOf, tipOf, useBrowser } from './open-page.ts';

const open = useBrowser();
const timeline = generatedTimeline({ clusters: 46, days: 7 });
const narrow = { viewport: { width: 400, height: 800 } };

describe('a comparison', () => {
  const old = generatedTimeline({ clusters: 46, days: 7, seed: 2 });

  test('begins with the cluster that differs most, and has the figures of before', async () => {
    const opened = await open(timeline, { old });
    const { page } = opened;

    expect(await textOf(page, '.figures')).toMatch(/was [\d,]+ h/);
    expect(await page.getByRole('columnheader', { name: 'Differs' }).getAttribute('aria-sort')).toBe(
      'descending',
    );
    await page.locator('.toolbar [name=event]').selectOption('any difference');
    expect(await textOf(page, '.shown output')).toBe('35 of 46 clusters');
    expectNoComplaints(opened);
  });

  test('says under the pointer how it was and how it is', async () => {
    const { page } = await open(timeline, { old });

    await page.locator('.row[data-index="0"] .lane').hover();

    expect(await tipOf(page)).toMatch(/\nold: .+(.|\n)*\nnew: .+/);
  });

  test('of a policy with itself has no difference', async () => {
    const { page } = await open(timeline, { old: timeline });

    expect(await page.locator('.toolbar [name=event] option[value="any difference"]').count()).toBe(0);
    expect(await page.locator('.figures .before').count()).toBe(0);
  });
});

test('a forecast says how much depends on use, and nothing of what it cannot know', async () => {
  const clusters = timeline.clusters.map((cluster) => ({
    ...cluster,
    power: [[0, 'up'] as const, [1440, 'maybe'] as const],
  }));
  const totals = { ...timeline.totals, lateStarts: 0, hoursUsed: 0, hoursUp: 46 * 24 };
  const { page } = await open({ ...timeline, kind: 'forecast', clusters, totals });

  expect(await textOf(page, '.figures')).toMatch(/Depends on use 6,624 h/);
  expect(await textOf(page, '.figures')).not.toMatch(/Late starts|In use/);
  expect(await textOf(page, '.rules thead')).toContain('Depends on use');
});

describe('1,000 clusters over 28 days', () => {
  const large = generatedTimeline({ clusters: 1000 });

  test('exist as far as they are in sight, wherever one scrolls', async () => {
    const opened = await open(large);
    const { page } = opened;

    expect(await page.locator('.grid-body .row').count()).toBeLessThan(60);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight / 2));
    await page.waitForFunction(() => document.querySelector('.row[aria-rowindex="500"]') !== null);
    expect(await page.locator('.grid-body .row').count()).toBeLessThan(80);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await page.waitForFunction(() => document.querySelector('.row[aria-rowindex="1001"]') !== null);
    expect((await namesOf(page)).at(-1)).toBe('bank-graph-999');
    expectNoComplaints(opened);
  });
});

describe('on paper', () => {
  test('the page is light and has every cluster', async () => {
    const { page } = await open(timeline, { colorScheme: 'dark' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));

    expect(await page.locator('.grid-body .row').count()).toBe(46);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
      'rgb(255, 255, 255)',
    );
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    expect(await page.locator('.grid-body .row').count()).toBeLessThan(46);
  });

  test('becomes a PDF', async () => {
    const opened = await open(timeline);

    const pdf = await opened.page.pdf({ preferCSSPageSize: true });

    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThanOrEqual(3);
    expectNoComplaints(opened);
  });
});

test('a narrow screen has no need to scroll sideways', async () => {
  const opened = await open(timeline, narrow);
  const { page } = opened;

  const width = await page.evaluate(() => document.documentElement.scrollWidth);

  expect(width).toBeLessThanOrEqual(400);
  expect((await page.locator('.row[data-index="0"] .lane').boundingBox())?.width).toBeGreaterThan(350);
  expectNoComplaints(opened);
});

test('a tap on a timeline shows what a pointer would', async () => {
  const { page } = await open(timeline, { ...narrow, hasTouch: true });

  await page.locator('.row[data-index="1"] .lane').tap();

  expect(await tipOf(page)).toMatch(/^test-search-1, .*\n.* for /);
});

describe('axe finds no serious violation', () => {
  test.each([
    { form: 'light', options: {} },
    { form: 'dark', options: { colorScheme: 'dark' } as const },
    { form: 'narrow', options: narrow },
    { form: 'a comparison', options: { old: generatedTimeline({ clusters: 46, days: 7, seed: 2 }) } },
  ])('in $form', async ({ options }) => {
    const { page } = await open(timeline, { ...options, bypassCSP: true });

    expect(await seriousIn(page)).toEqual([]);
    await page.locator('.name button').first().click();
    expect(await seriousIn(page)).toEqual([]);
  });
});
