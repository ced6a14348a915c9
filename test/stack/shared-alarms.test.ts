import { expect, test } from 'vitest';
import { HOUR_SECONDS } from '../../stack/alarm.ts';
import { sharedAlarms } from '../../stack/shared-alarms.ts';
import { settings } from './builders.ts';

const alarmsOf = (more: Partial<typeof settings>) => Object.values(sharedAlarms({ ...settings, ...more }));
const paused = (more: Partial<typeof settings>) => alarmsOf(more).find(({ metric }) => metric === 'Paused');

test.each([
  [60, 24, 1, 24],
  [20, 2, 1, 2],
  [60, 1, 1, 1],
  [240, 24, 2, 12],
  [720, 8, 6, 2],
  [1440, 2, 12, 2],
  [1440, 168, 12, 14],
])(
  'with a sweep missed after %i minutes, an alarm about %i hours of pause has periods of %i hours, %i of them',
  (sweepMissedMinutes, pausedMaxHours, hours, periods) => {
    expect(paused({ sweepMissedMinutes, pausedMaxHours })).toMatchObject({
      periodSeconds: hours * HOUR_SECONDS,
      periods,
    });
  },
);

test('however rare sweeps are, each period of an alarm about a metric of all functions has one of any function', () => {
  for (let sweepMissedMinutes = 20; sweepMissedMinutes <= 1440; sweepMissedMinutes += 7) {
    const ofAll = alarmsOf({ sweepMissedMinutes }).filter(({ metric }) =>
      /^(Paused|PausesUnknown|PolicyOutdated)$/.test(metric),
    );
    const tooShort = ofAll.filter(({ periodSeconds }) => periodSeconds < (sweepMissedMinutes / 4) * 60);
    expect([ofAll.length, tooShort]).toEqual([3, []]);
  }
});
