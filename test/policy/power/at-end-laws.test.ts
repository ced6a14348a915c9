import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePolicy } from '../../../shared/policy/file/parse.ts';
import { generatedHours, isWithin, textOf, turns, zones } from '../../laws/generated-hours.ts';
import { runs } from '../../support/runs.ts';
import { HOUR, MINUTE } from '../builders.ts';
import { type Course, type Fate, type Life, live } from './at-end-world.ts';

const DAYS = 5;
/** An ordinary week, and those in which clocks change in Berlin and in New York. */
const WEEKS = ['2026-11-19', '2026-03-06', '2026-03-27', '2026-10-23', '2026-10-30'].map((day) =>
  Date.parse(`${day}T00:00:00Z`),
);

const within = fc.integer({ min: 0, max: DAYS * 24 * 60 });
const lives = (mostPeople: number) =>
  fc
    .record({
      hours: generatedHours,
      zone: fc.constantFrom(...zones),
      week: fc.constantFrom(...WEEKS),
      people: fc.array(
        fc.tuple(within, fc.constantFrom('start' as const, 'start' as const, 'stop' as const)),
        {
          maxLength: mostPeople,
        },
      ),
      outages: fc.array(fc.tuple(within, fc.integer({ min: 5, max: 10 * 60 })), { maxLength: 3 }),
      fates: fc.array(fc.constantFrom<Fate>('done', 'done', 'refused', 'busy', 'lost before the call'), {
        maxLength: 6,
      }),
      everyMinutes: fc.constantFrom(5, 10, 15, 60),
      startMinutes: fc.constantFrom(5, 10, 25),
      start: fc.boolean(),
    })
    .map(({ hours, zone, week, people, outages, fates, everyMinutes, startMinutes, start }) => {
      const parsed = parsePolicy(
        `{ version: 1, mode: enforce, timezone: ${zone}, rules: [{ name: r, match: {}, power: { hours: "${textOf(hours)}", stop: atEnd, start: ${start} } }] }`,
      );
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
      const [from, to] = [week, week + DAYS * 24 * HOUR];
      const one: Life = {
        ...{ policy: parsed.policy, from, to, everyMs: everyMinutes * MINUTE, fates },
        people: people.map(([minute, action]) => ({ at: from + minute * MINUTE, action })),
        outages: outages.map(([minute, length]) => ({
          from: from + minute * MINUTE,
          until: from + (minute + length) * MINUTE,
        })),
        ...{ startMs: startMinutes * MINUTE, stopMs: 5 * MINUTE },
      };
      const isOpen = (at: number) => isWithin(hours, zone, at);
      return { life: one, closings: closingsOf(isOpen, from, to) };
    });

interface Closing {
  readonly end: number;
  readonly until: number;
}

/** The times between an end of the hours and their next beginning. */
function closingsOf(isOpen: (at: number) => boolean, from: number, to: number): Closing[] {
  const edges = [...(isOpen(from) ? [] : [from]), ...turns(from + HOUR / 2, to, isOpen)];
  return edges.flatMap((end, index) => (isOpen(end) ? [] : [{ end, until: edges[index + 1] ?? to }]));
}

const inside = (times: readonly number[], { end, until }: Closing): number[] =>
  times.filter((at) => at >= end && at < until);

/** Whether Dormouse had three hours without an outage at the end of the closing, and few failures. */
function isFair({ outages, fates }: Life, { end, until }: Closing): boolean {
  const isLong = until - end >= 4 * HOUR;
  const isCalm = outages.every((one) => one.until <= until - 3 * HOUR || one.from >= until);
  return isLong && isCalm && fates.filter((fate) => fate !== 'done').length <= 3;
}

describe('stop: atEnd', () => {
  test('stops a cluster at most once for each end of its hours, and never one that somebody has started since', () => {
    fc.assert(
      fc.property(lives(12), ({ life: one, closings }) => {
        const { stops, personStarts } = live(one);

        expect(stops.filter((at) => !closings.some((each) => at >= each.end && at < each.until))).toEqual([]);
        for (const closing of closings) {
          const own = inside(stops, closing);
          const [firstStart = Number.POSITIVE_INFINITY] = inside(personStarts, closing).filter(
            (at) => at > closing.end,
          );
          expect(own.length).toBeLessThanOrEqual(1);
          expect(own.filter((at) => at > firstStart)).toEqual([]);
        }
      }),
      runs(200),
    );
  });

  test('stops what runs at the end of its hours, however late, if Dormouse can work at all', () => {
    const seen = { due: 0 };
    fc.assert(
      fc.property(lives(2), ({ life: one, closings }) => {
        const course = live(one);
        for (const closing of closings.filter((each) => isDue(one, course, each))) {
          seen.due += 1;
          expect(inside(course.stops, closing)).toHaveLength(1);
        }
      }),
      runs(200),
    );
    expect(seen.due).toBeGreaterThan(5);
  });
});

/** Whether it ran at the end, and nobody but Dormouse has stopped it since. */
function isDue(one: Life, course: Course, closing: Closing): boolean {
  const people = [...course.personStops, ...course.personStarts];
  return course.isUp(closing.end) && isFair(one, closing) && inside(people, closing).length === 0;
}
