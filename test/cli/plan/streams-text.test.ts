import { expect, test } from 'vitest';
import { refused } from '../../../cli/plan/attention-text.ts';
import { changesText } from '../../../cli/plan/changes-text.ts';
import { gaps, overrides, waiting } from '../../../cli/plan/streams-text.ts';
import { planText } from '../../../cli/plan/text.ts';
import { plain } from '../../../cli/terminal/paint.ts';
import { plannedCapacity } from '../../support/builders/capacity.ts';
import { planned } from '../../support/builders/power.ts';
import { plannedStream } from '../../support/builders/streams.ts';
import { MONDAY, plan, SUNDAY, streamGap } from '../builders.ts';

const look = { paint: plain };
const start = plannedStream('a', {
  ...{ change: 'start-stream', mode: 'async', reason: 'stream-due' },
  ...{ detail: 'async; inside always', restartsAt: MONDAY },
});
const waits = plannedStream('w', { restartsAt: SUNDAY, restartsIn: 'maintenanceWindow' });
const change = plannedCapacity('c', {
  ...{ change: 'capacity', reason: 'capacity-differs', detail: '1-8 ACU to 2-16 ACU' },
});
const at = MONDAY;

function text(blocks: string[][]): string {
  return blocks.map((lines) => lines.join('\n')).join('\n\n');
}

test('changes come under their place, and say that they restart the cluster now', () => {
  const drift = plannedStream('b', { change: 'stop-stream', reason: 'stream-drift', restartsAt: MONDAY });
  const remember = plannedStream('d', { change: 'remember', reason: 'override-requested' });

  expect(
    text(changesText(plan({ at, streams: [start, drift, remember], capacities: [change] }), look)),
  ).toBe(`111122223333  eu-central-1
  + stream    a  stream-due          audited
              async; inside always; restarts the cluster now
  - stream    b  stream-drift        audited
              to start its stream restarts it; restarts the cluster now and once more
  ~ capacity  c  capacity-differs    scaled
              1-8 ACU to 2-16 ACU
  ~ stream    d  override-requested  audited
              to start its stream restarts it`);
});

test('with --all what is left comes there too, with what it is about', () => {
  const capacities = [plannedCapacity('c', { reason: 'ineligible' })];

  const lines = changesText(plan({ at, streams: [waits], capacities }), { ...look, all: true }).flat();

  expect(lines.filter((line) => line.includes(' skip '))).toEqual([
    '  ! skip   c  capacity: ineligible   scaled',
    '    skip   w  stream: restart-waits  audited',
  ]);
});

test('restarts that wait are listed, each with its time', () => {
  const streams = [
    waits,
    plannedStream('x', { restartsAt: SUNDAY, restartsIn: 'offHours' }),
    plannedStream('y'),
    start,
  ];

  expect(text(waiting(plan({ at, streams }), look))).toBe(`Restarts that wait until their rule allows them
     111122223333  eu-central-1  w  Sun 05:00 UTC (its maintenance window)  audited
           to start its stream restarts it
     111122223333  eu-central-1  x  Sun 05:00 UTC (outside its hours)       audited
           to start its stream restarts it
     111122223333  eu-central-1  y  time unknown                            audited
           to start its stream restarts it`);
  expect(waiting(plan({ at, streams }), { ...look, all: true })).toEqual([]);
});

test('gaps come longest first, and say why where nothing else does', () => {
  const streamGaps = [
    streamGap('a', { reason: 'stream-due' }),
    streamGap('z', { gapMs: 4 * 3_600_000, since: MONDAY - 4 * 3_600_000 }),
  ];

  expect(
    text(gaps(plan({ at, streams: [start], streamGaps }), look)),
  ).toBe(`Activity streams that do not run as declared
  !  111122223333  eu-central-1  z  stream-in-transition  since Mon 08:00 UTC  at most 4 h  audited
           its activity stream is starting
  !  111122223333  eu-central-1  a  stream-due            since Mon 09:00 UTC  at most 3 h  audited`);
});

test('an override is named with its end', () => {
  const override = { desired: 'off', until: Date.parse('2026-12-01T00:00Z') } as const;
  const streams = [plannedStream('o', { reason: 'stream-as-declared', override }), waits];

  expect(text(overrides(plan({ at, streams }), look))).toBe(`Activity streams with an override
     111122223333  eu-central-1  o  off until Tue 2026-12-01 00:00 UTC  audited`);
});

test('times are those of the time zone of the rule', () => {
  const timezone = 'Europe/Berlin';
  const until = Date.parse('2026-12-01T00:00Z');
  const berlin = { ...waits, timezone, override: { desired: 'off', until } as const };
  const told = plan({ at, streams: [berlin], streamGaps: [streamGap('w')] });

  expect(text(waiting(told, look))).toContain('Sun 06:00 Europe/Berlin (its maintenance window)');
  expect(text(gaps(told, look))).toContain('since Mon 10:00 Europe/Berlin  at most 3 h');
  expect(text(overrides(told, look))).toContain('off until Tue 2026-12-01 01:00 Europe/Berlin');
});

test('an obstacle for several functions on a cluster is reported once', () => {
  const held = { reason: 'hold-unreadable', detail: 'dormouse:hold is "friday"' } as const;
  const streams = [
    plannedStream('h', held),
    plannedStream('k', { reason: 'key-unusable', detail: 'no key' }),
  ];
  const clusters = [planned('h', held)];

  expect(
    text(refused(plan({ clusters, streams, capacities: [plannedCapacity('h', held)] }), look)),
  ).toBe(`A rule covers these clusters, but nothing can be done to them
  !  111122223333  eu-central-1  h  power, stream, capacity: hold-unreadable
           dormouse:hold is "friday"
  !  111122223333  eu-central-1  k  stream: key-unusable
           no key`);
});

test('the plan ends with what would be done, and counts what is left but for what is as it should be', () => {
  const streams = [start, start, waits, plannedStream('s', { reason: 'stream-as-declared' })];
  const capacities = [change, plannedCapacity('n', { reason: 'not-serverless' }), plannedCapacity('p')];
  const whole = plan({ at, clusters: [planned('a', {})], streams, capacities });

  expect(planText(whole, look)).toContain(`
Activity streams that do not change
  1  restart-waits  changing its activity stream restarts the cluster, which waits until the rule allows it or AWS can be asked again

Plan: 0 to stop, 0 to start, 2 streams to start, 1 capacity to change, 1 cluster unchanged.
The policy is in enforce mode: once deployed, the functions do this within five minutes.
`);
  expect(planText(whole, { ...look, all: true })).toContain(
    '\nCapacities that do not change\n  1  capacity-as-declared  ',
  );
});

test('rules for streams and capacity that are kept add nothing to the plan', () => {
  const streams = [plannedStream('s', { reason: 'stream-as-declared' })];
  const clusters = [planned('a', {})];

  expect(planText(plan({ clusters, streams, capacities: [plannedCapacity('p')] }), look)).toBe(
    planText(plan({ clusters }), look),
  );
});
