import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { localClock } from '../../../shared/policy/time/local-clock.ts';
import { runs } from '../../support/runs.ts';

const zones = [
  ...['Europe/Berlin', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns', 'UTC'],
  // By 44 minutes and 30 seconds until 1972.
  'Africa/Monrovia',
];

test('shows what Temporal shows, at any minute since 1950', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -630_720_000, max: 4_102_444_800 }),
      fc.constantFrom(...zones),
      (second, timezone) => {
        const at = second * 1000;
        const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone);

        expect(localClock(at, timezone)).toEqual({
          date: local.toPlainDate().toString(),
          time: local.toPlainTime().toString({ smallestUnit: 'minute' }),
          weekday: local.dayOfWeek,
        });
      },
    ),
    runs(20_000, 2_000),
  );
});
