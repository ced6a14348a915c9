import { describe, expect, test } from 'vitest';
import { plain } from '../../cli/render/paint.ts';
import type { Happening } from '../../demo/happenings.ts';
import { renderBar } from '../../demo/render-bar.ts';
import { failuresText, totalsText } from '../../demo/render-ending.ts';
import { happeningLine } from '../../demo/render-happening.ts';
import { dayTable } from '../../demo/render-table.ts';
import type { Power, Track } from '../../demo/timeline.ts';
import { totalsOf } from '../../demo/totals.ts';
import { planned } from '../cli/builders.ts';

const HALF_HOUR_MS = 1_800_000;
const from = Date.parse('2026-11-23T05:00Z');

function track(id: string, power: readonly Power[], region = 'eu-central-1'): Track {
  const arn = `arn:aws:rds:${region}:111122223333:cluster:${id}`;
  return {
    arn,
    account: '111122223333',
    region,
    id,
    engine: 'neptune',
    instances: 2,
    status: 'available',
    power,
  };
}

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
    track('dev-orders', [...day, 'between', 'stopped', 'stopped', 'stopped', 'stopped', 'up']),
    track('other', [...day, ...day].slice(0, 14), 'us-east-1'),
  ];

  test('has a bar with an hour a character, the hours stopped and what holds now', () => {
    const options = { paint: plain, timezone: 'Europe/Berlin', from, stepMs: HALF_HOUR_MS };

    expect(dayTable(tracks, [planned('dev-orders', { change: 'start' })], options)).toEqual([
      '                       06:00 12:00  stopped  now',
      '111122223333  eu-central-1',
      '  dev-orders  neptune  ████▒░▒        2.0 h  start, in-hours',
      '111122223333  us-east-1',
      '  other       neptune  ███████',
    ]);
  });

  test('comes to instance hours', () => {
    const totals = totalsOf(tracks, HALF_HOUR_MS);

    expect(totals).toEqual({ clusters: 2, instances: 4, instanceHours: 28, instanceHoursStopped: 4 });
    const run = { tracks, happenings: [], results: [], failures: [], invocations: 1 };
    expect(totalsText(totals, run, 7, 2000)).toEqual([
      '2 clusters with 4 instances: 4.0 h of 28 instance hours were not paid for (14 %).',
      '1 invocation of the real handlers made 7 AWS calls over HTTP in 2 s.',
    ]);
  });
});

describe('a happening is one aligned line', () => {
  const clusters = [track('dev-orders', []), track('a', [], 'us-east-1')];
  const happening = (rest: Partial<Happening>): Happening => ({
    at: from,
    by: 'dormouse',
    what: 'stop',
    cluster: 'a',
    account: '111122223333',
    region: 'us-east-1',
    text: 'idle (developers)',
    ...rest,
  });

  test.each([
    { found: happening({}), expected: 'Mon 06:00  - stop     a           us-east-1     idle (developers)' },
    {
      found: happening({ by: 'aws', what: 'stopped', text: '' }),
      expected: 'Mon 06:00    stopped  a           us-east-1',
    },
    {
      found: happening({ what: 'refused', text: 'x'.repeat(40) }),
      expected: `Mon 06:00  ! refused  a           us-east-1     ${'x'.repeat(16)}…`,
    },
  ])('$found.what', ({ found, expected }) => {
    expect(happeningLine({ paint: plain, timezone: 'Europe/Berlin', clusters, width: 65 })(found)).toBe(
      expected,
    );
  });
});

test('failures are named, the first five of them', () => {
  const failures = Array.from({ length: 7 }, () => ({
    at: from,
    function: 'start-clusters',
    message: 'denied',
  }));
  const day = { tracks: [], happenings: [], results: [], failures, invocations: 7 };

  const lines = failuresText(day, 'UTC', plain);

  expect(lines.slice(0, 3)).toEqual(['', '7 invocations failed:', '  Mon 05:00  start-clusters  denied']);
  expect(lines.at(-1)).toBe('  and 2 more, in the report');
  expect(failuresText({ ...day, failures: [] }, 'UTC', plain)).toEqual([]);
});
