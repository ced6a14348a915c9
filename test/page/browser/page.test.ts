import { describe, expect, test } from 'vitest';
import { defined } from '../../../shared/defined.ts';
import { sumOfRecovery } from '../../../timeline/recovery.ts';
import { generatedTimeline, recoveryOf } from '../generated-timeline.ts';
import { expectNoComplaints, hover, namesOf, textOf, tipOf, useBrowser } from './open-page.ts';

const open = useBrowser();
const timeline = generatedTimeline({ clusters: 46, days: 7 });

test('shows names and sentences as text, whatever they hold', async () => {
  const [first, ...others] = timeline.clusters;
  if (first === undefined) throw new Error('a fleet has clusters');
  const id = '</script><img src=x onerror=alert(1)>';
  const opened = await open({
    ...timeline,
    policy: id,
    clusters: [{ ...first, id }, ...others],
    notes: [id],
  });

  expect((await namesOf(opened.page))[0]).toBe(id);
  expect(await opened.page.locator('img').count()).toBe(0);
  expect(await textOf(opened.page, '.notes li')).toBe(id);
  expectNoComplaints(opened);
});

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

    await page.getByRole('button', { name: 'Stopped or paused' }).click();

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

  test('shows in the chart of the fleet how many clusters are in which state', async () => {
    const { page } = await open(timeline);

    await page.locator('.overview').hover();

    expect(await tipOf(page)).toMatch(/^Thu 5 Nov 1\d:\d\d\n\d+ in use/);
  });

  test('shows recovery points, the quota of snapshots, and money that nobody knows', async () => {
    const quota = { account: '111122223333', region: 'eu-central-1', quota: 100, peak: 97, peakMinute: 5 };
    const noMoney = { with: 0, without: 0, saved: 0, snapshots: 0, earlierSnapshots: 0, committed: 0 };
    const { page } = await open({
      ...timeline,
      totals: { ...timeline.totals, ...defined({ recoveryAtHome: sumOfRecovery(recoveryOf()) }) },
      rules: timeline.rules.map((rule, index) =>
        index > 0 ? rule : { ...rule, totals: { ...rule.totals, money: { ...noMoney, known: 0, of: 3 } } },
      ),
      snapshotQuotas: [{ ...quota, hoursFull: 3, days: [97] }],
    });

    const figures = await textOf(page, '.figures');
    expect(figures).toMatch(/Oldest backup\s+4 d\s+the newest in its own Region, at worst; \d+ h on average/);
    expect(figures).toMatch(
      /Manual snapshots\s+97 of 100\s+at most, in 111122223333 eu-central-1; full for 3 h/,
    );
    expect(await textOf(page, '.rules tbody tr:first-child')).toMatch(/unknown\s*unknown\s*unknown/);
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
    const ages = page.getByRole('region', { name: 'Age of the newest recovery point' });
    expect(await ages.getByRole('row').allInnerTexts()).toEqual([
      'Region\tAt worst\tOn average\tAt the end\tAllowed\tOlder than that\tMissing',
      'eu-central-1\t26 h\t12 h\tnone\t\t\t',
      'us-west-2\t4 d\t30 h\tnone\t48 h\t20 h\t5 h',
    ]);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').isVisible()).toBe(false);
  });
});

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
