import { describe, expect, test } from 'vitest';
import { generatedTimeline } from '../generated-timeline.ts';
import {
  expectNoComplaints,
  markedWidth,
  minuteOf,
  namesOf,
  type OpenPage,
  textOf,
  tipOf,
  useBrowser,
} from './open-page.ts';

const open = useBrowser();
const timeline = generatedTimeline({ clusters: 46, days: 7 });

describe('the page of a fleet', () => {
  test('shows the figures that matter, a rule for each line, and a row for each cluster', async () => {
    const opened = await open(timeline);
    const { page } = opened;

    expect(await page.title()).toBe('policy.yml on fleet.yml - Dormouse');
    expect(await textOf(page, '.figures')).toMatch(/Stopped or paused\s+3,\d{3} h\s+4\d(\.\d)? % of all/);
    expect(await page.locator('.rules tbody tr').count()).toBe(3);
    expect(await page.locator('[role=grid]').getAttribute('aria-rowcount')).toBe('47');
    expect((await namesOf(page)).slice(0, 2)).toEqual(['dev-orders-0', 'test-search-1']);
    expectNoComplaints(opened);
  });

  test('draws a timeline in each row', async () => {
    const { page } = await open(timeline);

    const colors = await page.locator('.row[data-index="1"] canvas').evaluate(colorsOf);
    const other = await page.locator('.row[data-index="3"] canvas').evaluate(colorsOf);

    expect(colors).toBeGreaterThanOrEqual(4);
    expect(other).toBeGreaterThan(0);
    expect(other).toBeLessThan(colors);
  });

  test.each([
    { name: 'account', value: '444455556666', shown: '7 of 46 clusters' },
    { name: 'region', value: 'us-west-2', shown: '11 of 46 clusters' },
    { name: 'engine', value: 'neptune', shown: '11 of 46 clusters' },
    { name: 'rule', value: 'night batch', shown: '12 of 46 clusters' },
    { name: 'tag', value: 'team=t3', shown: '8 of 46 clusters' },
    { name: 'event', value: 'copy', shown: '8 of 46 clusters' },
  ])('filters by $name', async ({ name, value, shown }) => {
    const opened = await open(timeline);
    const { page } = opened;
    const before = await textOf(page, '.figures');

    await page.locator(`.toolbar [name=${name}]`).selectOption(value);

    expect(await textOf(page, '.shown output')).toBe(shown);
    expect(await textOf(page, '.figures')).not.toBe(before);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    expect(await textOf(page, '.shown output')).toBe('46 clusters');
    expect(await textOf(page, '.figures')).toBe(before);
    expectNoComplaints(opened);
  });

  test('filters by words of names, tags and reasons, and says when nothing is left', async () => {
    const { page } = await open(timeline);
    const search = page.getByRole('searchbox');

    await search.fill('no-rule AUDIT');
    expect(await namesOf(page)).toEqual(['bank-audit-3', 'bank-audit-23', 'bank-audit-43']);
    await search.fill('nobody');
    expect(await namesOf(page)).toEqual([]);
    expect(await page.locator('.none').isVisible()).toBe(true);
  });

  test('shows the clusters of a rule when its name is clicked', async () => {
    const { page } = await open(timeline);

    await page.getByRole('button', { name: 'analytics' }).click();

    expect(await textOf(page, '.shown output')).toBe('11 of 46 clusters');
  });

  test('sorts by a column, turns the order, and goes back to the order of the data', async () => {
    const { page } = await open(timeline);
    const head = page.locator('.grid-head > .cluster');
    const button = head.getByRole('button', { name: 'Cluster' });
    const seen: unknown[] = [];
    for (let click = 0; click < 3; click += 1) {
      await button.click();
      seen.push([await head.getAttribute('aria-sort'), (await namesOf(page))[0]]);
    }

    expect(seen).toEqual([
      ['ascending', 'bank-audit-3'],
      ['descending', 'test-search-41'],
      ['none', 'dev-orders-0'],
    ]);
  });

  test('sorts figures from the largest', async () => {
    const { page } = await open(timeline);

    await page.getByRole('button', { name: 'Stopped', exact: true }).click();

    const hours = await page.locator('.grid-body .row .stopped').allInnerTexts();
    const values = hours.map((text) => Number.parseFloat(text)).filter((value) => !Number.isNaN(value));
    expect(values.slice(0, 10)).toEqual(values.slice(0, 10).toSorted((a, b) => b - a));
  });

  test('shows under the pointer what happens there, and why', async () => {
    const opened = await open(timeline);
    await hover(opened, 1, 0.5);

    expect(await tipOf(opened.page)).toMatch(
      /^test-search-1, Thu 5 Nov 1[12]:\d\d\n.*in use for .*\n.*since Thu 5 Nov 07:\d\d: start: hours-begin, rule night batch; hours begin at 07:30/,
    );
    await opened.page.mouse.move(5, 5);
    expect(await opened.page.locator('#tip').isVisible()).toBe(false);
    expectNoComplaints(opened);
  });

  test('has all about a cluster in a dialog', async () => {
    const { page } = await open(timeline);

    await page.getByRole('button', { name: 'dev-orders-0' }).click();

    const text = await textOf(page, 'dialog');
    expect(text).toContain('arn:aws:rds:eu-central-1:444455556666:cluster:dev-orders-0');
    expect(text).toContain('env=dev, team=t0');
    expect(text).toMatch(
      /Mon 2 Nov 07:\d\d start: hours-begin, rule developer databases; hours begin at 07:30/,
    );
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').isVisible()).toBe(false);
  });
});

describe('zoom', () => {
  test('by Ctrl and the wheel goes into the time under the pointer, and a button shows the whole again', async () => {
    const opened = await open(timeline);
    const { page } = opened;
    await hover(opened, 1, 0.5);
    const before = await minuteOf(page);

    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -500);
    await page.keyboard.up('Control');

    expect(await markedWidth(page)).toBeGreaterThan(1);
    await hover(opened, 1, 0.5);
    expect(Math.abs((await minuteOf(page)) - before)).toBeLessThan(15);
    await page.getByRole('button', { name: 'Whole time' }).click();
    expect(await markedWidth(page)).toBe(0);
    expectNoComplaints(opened);
  });

  test('by a button, and a drag moves in time', async () => {
    const opened = await open(timeline);
    const { page } = opened;
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await hover(opened, 1, 0.25);
    const before = await minuteOf(page);

    await page.mouse.down();
    const box = await page.locator('.row[data-index="1"] .lane').boundingBox();
    await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) * 0.75, (box?.y ?? 0) + 15, { steps: 4 });
    await page.mouse.up();

    await hover(opened, 1, 0.75);
    expect(Math.abs((await minuteOf(page)) - before)).toBeLessThan(15);
  });

  test('by a drag in the chart of the fleet', async () => {
    const { page } = await open(timeline);
    const box = await page.locator('.overview .u-over').boundingBox();
    const [x, y, width] = [box?.x ?? 0, (box?.y ?? 0) + 20, box?.width ?? 0];

    await page.mouse.move(x + width * 0.25, y);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.5, y, { steps: 4 });
    await page.mouse.up();

    expect((await markedWidth(page)) / width).toBeCloseTo(0.25, 1);
  });

  test('leaves the wheel alone to scroll the page', async () => {
    const opened = await open(timeline);
    await hover(opened, 1, 0.5);

    await opened.page.mouse.wheel(0, 300);

    await opened.page.waitForFunction(() => scrollY > 100);
    expect(await markedWidth(opened.page)).toBe(0);
  });
});

describe('the keyboard', () => {
  test('moves between clusters, and between what happens to one, and says it', async () => {
    const opened = await open(timeline);
    const { page } = opened;
    await page.locator('.grid-body .row').first().focus();

    await page.keyboard.press('ArrowDown');
    for (let press = 0; press < 2; press += 1) await page.keyboard.press('ArrowRight');

    const focused = page.locator(':focus');
    expect(await focused.getAttribute('aria-rowindex')).toBe('3');
    expect(await tipOf(page)).toMatch(/^test-search-1, Mon 2 Nov 07:\d\d\n.*start: hours-begin/);
    expect(await textOf(page, '#voice')).toMatch(/^test-search-1, Mon 2 Nov 07:\d\d\. .*hours-begin/);
    await page.keyboard.press('Escape');
    expect(await page.locator('#tip').isVisible()).toBe(false);
    expectNoComplaints(opened);
  });

  test('reaches the last row, which is then in sight', async () => {
    const { page } = await open(timeline);
    await page.locator('.grid-body .row').first().focus();

    await page.keyboard.press('End');

    expect(await page.locator(':focus').getAttribute('aria-rowindex')).toBe('47');
    const box = await page.locator(':focus').boundingBox();
    expect((box?.y ?? 9999) + (box?.height ?? 0)).toBeLessThanOrEqual(900);
  });

  test('zooms, shows the whole, and opens a cluster', async () => {
    const { page } = await open(timeline);
    await page.locator('.grid-body .row').first().focus();

    await page.keyboard.press('+');
    expect(await markedWidth(page)).toBeGreaterThan(1);
    await page.keyboard.press('0');
    expect(await markedWidth(page)).toBe(0);
    await page.keyboard.press('Enter');
    expect(await page.getByRole('dialog').isVisible()).toBe(true);
  });
});

/** Moves the pointer over the timeline of a row, to a part of its width. */
async function hover({ page }: OpenPage, index: number, part: number): Promise<void> {
  const lane = page.locator(`.row[data-index="${index}"] .lane`);
  await lane.scrollIntoViewIfNeeded();
  const box = await lane.boundingBox();
  if (box === null) throw new Error('no timeline');
  await page.mouse.move(box.x + box.width * part - 3, box.y + box.height - 8);
  await page.mouse.move(box.x + box.width * part, box.y + box.height - 8);
}

function colorsOf(canvas: SVGElement | HTMLElement): number {
  if (!(canvas instanceof HTMLCanvasElement)) throw new Error('no canvas');
  const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
  const colors = new Map<number, number>();
  for (let at = 0; at < data.length; at += 4) {
    if (data[at + 3] !== 255) continue;
    const color = ((data[at] ?? 0) << 16) + ((data[at + 1] ?? 0) << 8) + (data[at + 2] ?? 0);
    colors.set(color, (colors.get(color) ?? 0) + 1);
  }
  return [...colors.values()].filter((pixels) => pixels > 10).length;
}
