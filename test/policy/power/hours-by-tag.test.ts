import { expect, test } from 'vitest';
import type { Reason } from '../../../shared/policy/model/reasons.ts';
import { decideStart } from '../../../shared/policy/power/decide-start.ts';
import { decideStop } from '../../../shared/policy/power/decide-stop.ts';
import { factsNeeded } from '../../../shared/policy/power/facts-needed.ts';
import { nextRestartAt } from '../../../shared/policy/streams/restart-times.ts';
import { aCluster, aWorld, HOUR, SATURDAY, someFacts } from '../builders.ts';
import { policyOf } from '../file/policy-text.ts';

const policy = policyOf(`version: 1
timezone: Europe/Berlin
schedules:
  office: mon-fri 07:30-19:00
  weekend: { hours: "sat, sun 10:00-16:00" }
  tokyo: { hours: sat 12:00-22:00, timezone: Asia/Tokyo }
rules:
  - name: by schedule
    match: {}
    power: { hours: tag Schedule }
`);

/** On a Saturday, at 13:00 in Berlin and 21:00 in Tokyo: the decisions about one that runs, and one that is stopped. */
test.each<[string, Record<string, string>, stop: Reason, start: Reason, detail: string]>([
  [
    'is up within the schedule that its tag names',
    { Schedule: 'weekend' },
    'in-hours',
    'in-hours',
    'inside sat, sun 10:00-16:00 until Sat 16:00 Europe/Berlin, by the schedule weekend in its tag Schedule',
  ],
  [
    'is up within its schedule by the time zone of that',
    { Schedule: 'tokyo' },
    'in-hours',
    'in-hours',
    'inside sat 12:00-22:00 until Sat 22:00 Asia/Tokyo, by the schedule tokyo in its tag Schedule',
  ],
  [
    'is down outside its schedule',
    { Schedule: 'office' },
    'idle',
    'outside-hours',
    'outside mon-fri 07:30-19:00 since Fri 19:00 Europe/Berlin; next opens Mon 07:30, by the schedule office in its tag Schedule',
  ],
  [
    'is left alone without the tag',
    {},
    'no-schedule',
    'no-schedule',
    'it has no tag Schedule, by which the rule knows its hours; add it',
  ],
  [
    'is left alone with the tag in another case',
    { schedule: 'office' },
    'no-schedule',
    'no-schedule',
    'it has no tag Schedule (it has "schedule"), by which the rule knows its hours; add it',
  ],
  [
    'is left alone with a misspelt name',
    { Schedule: 'ofice' },
    'no-schedule',
    'no-schedule',
    'its tag Schedule="ofice" names no schedule of the policy; did you mean office?',
  ],
  [
    'is left alone with a name in another form',
    { Schedule: 'Office ' },
    'no-schedule',
    'no-schedule',
    'its tag Schedule="Office " names no schedule of the policy; it differs from office in case and blanks only',
  ],
  [
    'is left alone with a name that every object has',
    { Schedule: 'constructor' },
    'no-schedule',
    'no-schedule',
    'its tag Schedule="constructor" names no schedule of the policy; write one of office, weekend, tokyo',
  ],
  [
    'is left alone with a very long name, which is cut',
    { Schedule: 'x'.repeat(256) },
    'no-schedule',
    'no-schedule',
    `its tag Schedule="${'x'.repeat(64)}" names no schedule`,
  ],
  [
    'is held as it is, whatever its tag',
    { Schedule: 'ofice', 'dormouse:hold': 'forever' },
    'held',
    'held',
    'held forever',
  ],
  [
    'is held up, whatever its tag',
    { Schedule: 'ofice', 'dormouse:hold': 'up until 2026-12-01' },
    'held-up',
    'held-up',
    'held up until',
  ],
])('a cluster %s', (_name, tags, stop, start, detail) => {
  const cluster = aCluster({ tags });
  const stopped = { ...cluster, status: 'stopped' };

  const ofStop = decideStop(policy, { cluster, facts: someFacts(cluster) }, SATURDAY);
  const ofStart = decideStart(policy, { cluster: stopped }, SATURDAY);

  expect([ofStop.reason, ofStart.reason]).toEqual([stop, start]);
  for (const decision of [ofStop, ofStart]) expect(decision.detail).toContain(detail);
});

test('nothing is read of a cluster whose tag names no schedule', () => {
  const clusters = [{}, { Schedule: 'ofice' }, { Schedule: 'weekend' }].map((tags) => ({
    cluster: aCluster({ tags }),
  }));

  expect(factsNeeded(policy, aWorld(clusters, SATURDAY))).toBeUndefined();
});

test('off hours, in which a stream may restart a cluster, are those of its schedule', () => {
  const stream = policyOf(
    'version: 1\nrules: [{ name: a, match: {}, activityStream: { mode: async, kmsKey: alias/a, restart: offHours } }]',
  ).rules[0]?.activityStream;
  const restartAt = (Schedule: string) =>
    stream && nextRestartAt(stream, aCluster({ tags: { Schedule } }), policy, SATURDAY);

  expect(restartAt('office')).toBe(SATURDAY);
  expect(restartAt('weekend')).toBe(SATURDAY + 3 * HOUR);
  expect(restartAt('ofice')).toBeUndefined();
});
