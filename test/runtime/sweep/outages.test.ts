import { expect, test } from 'vitest';
import { createOutages, lastingFault } from '../../../shared/runtime/sweep/outages.ts';
import { home } from '../builders.ts';

const MINUTE = 60_000;
const busy = { name: 'Throttling', message: 'no metrics could be read', toleratedMs: 60 * MINUTE };

/** The faults told at these minutes, while `outageAt` says how the metrics are. */
function toldAt(minutes: readonly number[], outageAt: (minute: number) => typeof busy | undefined) {
  const outages = createOutages();
  return minutes.map((minute) => outages.note(home, outageAt(minute), minute * MINUTE)?.message);
}

test('an outage is a fault once it has lasted for as long as it is tolerated', () => {
  expect(toldAt([0, 30, 59, 60, 65], () => busy)).toEqual([
    ...[undefined, undefined, undefined],
    'for 60 minutes, no metrics could be read',
    'for 65 minutes, no metrics could be read',
  ]);
});

test('two sweeps that are far apart are no pattern', () => {
  expect(toldAt([0, 600, 605], () => busy).map(Boolean)).toEqual([false, false, true]);
});

test('metrics that have come again end it', () => {
  const outageAt = (minute: number) => (minute === 60 ? undefined : busy);

  expect(toldAt([0, 30, 60, 61, 90, 125], outageAt).map(Boolean)).toEqual([
    ...[false, false, false, false, false, true],
  ]);
});

test('each account and Region has its own', () => {
  const outages = createOutages();
  for (const minute of [0, 30, 60]) outages.note(home, busy, minute * MINUTE);

  expect(outages.note({ ...home, region: 'us-east-1' }, busy, 65 * MINUTE)).toBeUndefined();
  expect(outages.note(home, busy, 65 * MINUTE)).toMatchObject({ name: 'Throttling' });
});

test('an error that stays until somebody changes something is a fault at once, one that may pass is none yet', () => {
  const denied = { name: 'AccessDenied', message: 'no metrics could be read', toleratedMs: 0 };

  expect([lastingFault(denied), lastingFault(busy), lastingFault(undefined)]).toEqual([
    { name: 'AccessDenied', message: 'no metrics could be read' },
    undefined,
    undefined,
  ]);
});
