import { describe, expect, test } from 'vitest';
import { generatedTimeline } from '../generated-timeline.ts';
import { expectNoComplaints, hover, markedWidth, minuteOf, textOf, tipOf, useBrowser } from './open-page.ts';

const open = useBrowser();
const timeline = generatedTimeline({ clusters: 46, days: 7 });

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

  test('shows why a cluster is as it is when its row gets the focus', async () => {
    const { page } = await open(timeline);
    await page.locator('.grid-head button').last().focus();

    await page.keyboard.press('Tab');

    expect(await tipOf(page)).toBe('dev-orders-0\nidle: no connection in the last hour');
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
