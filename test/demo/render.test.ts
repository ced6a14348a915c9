import { describe, expect, test } from 'vitest';
import { plain } from '../../cli/terminal/paint.ts';
import type { Happening } from '../../demo/day/happenings.ts';
import type { Power } from '../../demo/day/timeline.ts';
import { totalsOf } from '../../demo/day/totals.ts';
import { renderBar } from '../../demo/terminal/bar.ts';
import { failuresText, recoveryText, refusalsText } from '../../demo/terminal/ending.ts';
import { storyOf } from '../../demo/terminal/story.ts';
import { dayTable } from '../../demo/terminal/table.ts';
import { totalsText } from '../../demo/terminal/totals-text.ts';
import { decision, planned } from '../support/builders/power.ts';
import { plannedSnapshot } from '../support/builders/snapshots.ts';
import { emptyDay, track } from './builders.ts';

const HALF_HOUR_MS = 1_800_000;
const from = Date.parse('2026-11-23T05:00Z');
test.each<{ power: Power[]; bar: string }>([
  { power: ['up', 'up', 'stopped', 'stopped'], bar: '█░' },
  { power: ['up', 'stopped', 'between', 'between'], bar: '▒▒' },
  { power: ['stopped'], bar: '░' },
  { power: [], bar: '' },
])('$power is $bar', ({ power, bar }) => {
  expect(renderBar(power, 2)).toBe(bar);
});

describe('the table of the day', () => {
  const day = Array<Power>(8).fill('up');
  const tracks = [
    track('dev-orders', { power: [...day, 'between', 'stopped', 'stopped', 'stopped', 'stopped', 'up'] }),
    track('other', { power: [...day, ...day].slice(0, 14), region: 'us-east-1' }),
  ];
  const point = { account: '111122223333', from: 'eu-central-1', to: 'us-west-2' };
  const _recoveryPoints = [
    { ...point, cluster: 'dev-orders', at: from, ageMs: 7 * 3_600_000 },
    { ...point, cluster: 'other' },
  ];
  const stop = decision('dev-orders', 'stop', 'act', 'idle');
  const telling = new Map([[stop.resourceArn, stop]]);

  test.each([
    {
      width: 80,
      expected: [
        '                       06:00 12:00   asleep  why   rule',
        '111122223333  eu-central-1',
        '  dev-orders  neptune  ████▒░▒        2.0 h  idle  developers',
        '111122223333  us-east-1',
        '  other       neptune  ███████',
      ],
    },
    {
      width: 40,
      expected: [
        '              06:00 12:00   asleep  why',
        '111122223333  eu-central-1',
        '  dev-orders  ████▒░▒        2.0 h  idle',
        '111122223333  us-east-1',
        '  other       ███████',
      ],
    },
  ])('has a bar, the hours stopped, and why, as far as $width columns have room', ({ width, expected }) => {
    const options = { paint: plain, timezone: 'Europe/Berlin', from, stepMs: HALF_HOUR_MS, width };

    expect(dayTable(tracks, telling, options)).toEqual(expected);
  });

  test('comes to instance hours', () => {
    const totals = totalsOf({ ...emptyDay, tracks }, HALF_HOUR_MS);

    expect(totals).toEqual({ clusters: 2, instances: 4, instanceHours: 28, instanceHoursAsleep: 4 });
    expect(totalsText(totals, { ...emptyDay, tracks, invocations: 1 }, 7, 2000)).toEqual([
      '2 clusters with 4 instances: 4.0 h of 28 instance hours cost nothing (14 %).',
      '1 invocation of the real handlers made 7 AWS calls over HTTP in 2 s.',
    ]);
  });

  test('of a long run fits a narrow terminal, with the days on its ruler', () => {
    const week = Array.from({ length: 84 * 2 }, (_, tick): Power => (tick % 48 < 24 ? 'up' : 'stopped'));
    const options = { paint: plain, timezone: 'Europe/Berlin', from, stepMs: HALF_HOUR_MS, width: 80 };

    expect(dayTable([track('dev-orders', { power: week })], telling, options)).toEqual([
      '                       Mon 06:00       Wed 06:00      asleep  why   rule',
      '111122223333  eu-central-1',
      '  dev-orders  neptune  ████░░░░████░░░░████░░░░████   36.0 h  idle  developers',
    ]);
  });
});

describe('the story', () => {
  const clusters = [track('dev-orders'), track('a', { region: 'us-east-1' }), track('a')];
  const happening = (rest: Partial<Happening>): Happening => ({
    at: from,
    by: 'dormouse',
    what: 'stop',
    cluster: 'dev-orders',
    account: '111122223333',
    region: 'us-east-1',
    text: 'idle (developers)',
    ...rest,
  });
  const story = storyOf({ paint: plain, timezone: 'Europe/Berlin', clusters, width: 60 });

  test('has a line for all clusters to which the same happened, first what AWS did', () => {
    const refused = happening({ what: 'refused', text: 'ineligible' });
    const stopped = happening({ by: 'aws', what: 'stopped', text: '' });
    const stops = [happening({}), happening({ cluster: 'dev-search' }), happening({ text: 'outside-hours' })];

    expect(story(from, [refused, ...stops, stopped])).toEqual([
      'Mon 06:00    stopped   dev-orders',
      'Mon 06:00  - stop      idle (developers): dev-orders,',
      '                       dev-search',
      'Mon 06:00  - stop      outside-hours: dev-orders',
      'Mon 06:00  ! refused   ineligible: dev-orders',
    ]);
  });

  test('names the Region where two clusters share an identifier', () => {
    expect(story(from, [happening({ cluster: 'a' })])).toEqual([
      'Mon 06:00  - stop      idle (developers): a (us-east-1)',
    ]);
  });

  test('names a cluster once, however many of its snapshots are reported', () => {
    const deletions = Array.from({ length: 5 }, () => happening({ what: 'delete', text: 'expired' }));

    expect(story(from, [...deletions, happening({ what: 'copied', text: 'copy in us-west-2' })])).toEqual([
      'Mon 06:00    copied    copy in us-west-2: dev-orders',
      'Mon 06:00  - delete    expired: dev-orders × 5',
    ]);
  });

  test('names twenty clusters and counts the others', () => {
    const many = Array.from({ length: 25 }, (_, index) => happening({ cluster: `dev-${index}` }));

    expect(story(from, many).join(' ')).toMatch(/dev-18, +dev-19 +and +5 +more$/);
  });
});

test('a refused change is shown as in the plan', () => {
  const refusals = [
    planned('dev-old', { reason: 'ineligible', detail: 'Serverless v1 has no stop and start' }),
    plannedSnapshot({ reason: 'key-missing', detail: 'name a kmsKey of us-west-2' }),
  ];

  expect(refusalsText({ ...emptyDay, refusals }, plain, 80)).toEqual([
    '',
    'A rule covers these clusters, but nothing can be done to them',
    '  !  111122223333  eu-central-1  dev-old  ineligible',
    '           Serverless v1 has no stop and start',
    '',
    'Snapshots that need attention',
    '  ! 111122223333  us-west-2  key-missing  production',
    '    name a kmsKey of us-west-2',
    '    a: rds:a-1',
  ]);
  expect(refusalsText(emptyDay, plain, 80)).toEqual([]);
});

test('recovery points come at the end, those worst off first; none when nothing is copied', () => {
  const point = { account: '1', from: 'eu-central-1', to: 'us-west-2' };
  const recoveryPoints = [
    { ...point, cluster: 'a', at: from, ageMs: 7 * 3_600_000 },
    { ...point, cluster: 'b' },
  ];

  expect(recoveryText({ ...emptyDay, recoveryPoints }, plain)).toEqual([
    '',
    'Recovery points at the end: the newest complete copy of each cluster',
    '  b  1  eu-central-1 > us-west-2  no complete copy yet',
    '  a  1  eu-central-1 > us-west-2  2026-11-23 05:00 UTC  7 h old',
  ]);
  expect(recoveryText(emptyDay, plain)).toEqual([]);
});

test('failures are named, the first five of them', () => {
  const failures = Array.from({ length: 7 }, () => ({
    at: from,
    function: 'start-clusters',
    message: 'denied',
  }));

  const lines = failuresText({ ...emptyDay, failures }, 'UTC', plain);

  expect(lines.slice(0, 3)).toEqual(['', '7 invocations failed:', '  Mon 05:00  start-clusters  denied']);
  expect(lines.at(-1)).toBe('  and 2 more, in the report');
  expect(failuresText(emptyDay, 'UTC', plain)).toEqual([]);
});
