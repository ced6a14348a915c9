import { expect, test } from 'vitest';
import { policyOf, said, unmark } from './policy-text.ts';

const file = (schedules: string, power: string, match = '{}') =>
  `version: 1\n${schedules}\nrules: [{ name: a, match: ${match}, power: { ${power} } }]`;
const office = 'schedules: { office: mon-fri 08:00-18:00 }';

test.each([
  [
    file('schedules: { office: ¦mon 25:00-26:00 }', 'hours: tag Schedule'),
    'schedules.office: "mon 25:00-26:00" has an impossible time, "25:00-26:00"; write times from 00:00 to 24:00, 24:00 only as an end',
  ],
  [
    file('schedules: { office: { hours: always, ¦zone: UTC } }', 'hours: tag Schedule'),
    'schedules.office.zone: is not a known key; write one of hours, timezone',
  ],
  [
    file('schedules: { ¦" office": always }', 'hours: tag Schedule'),
    'schedules[" office"]: is not a schedule\'s name, which is the value of a tag; write for example office-berlin',
  ],
  [
    file('schedules: { office: ¦mon 08:00-09:00 except holidays }', 'hours: tag Schedule'),
    'schedules.office: "mon 08:00-09:00 except holidays" names the calendar holidays, which calendars does not have; add calendars: { holidays: [2026-12-25] }',
  ],
  [
    file(office, 'hours: ¦"tag Sched*"'),
    'rules[0].power.hours: "tag Sched*" does not name the key of a tag; write for example tag Schedule',
  ],
  [
    file('mode: observe', 'hours: ¦tag Schedule'),
    'rules[0].power.hours: "tag Schedule" names schedules, and the policy has none; add for example schedules: { office: "mon-fri 08:00-18:00" }',
  ],
  [
    file(`¦${office}`, 'hours: always'),
    'warning: schedules: are used by no rule; write for example hours: tag Schedule in the power of a rule',
  ],
  [
    file(office, 'hours: tag Schedule', '{ tags: { Schedule: ¦[office, ofice] } }'),
    'warning: rules[0].match.tags.Schedule: "ofice" is matched and names no schedule, so such clusters are left as they are; did you mean office?',
  ],
  [
    file('mode: observe', 'hours: always, override: ¦allow'),
    'rules[0].power.override: "allow" allows overrides without a bound; write for example max 14d',
  ],
  [
    file('mode: observe', 'hours: always, override: ¦14d'),
    'rules[0].power.override: "14d" is not deny or max and a duration; write for example max 14d or deny',
  ],
  [
    file('mode: observe', 'hours: always, override: ¦max 400d'),
    'rules[0].power.override: "max 400d" is out of bounds; write max 1m to max 366d',
  ],
  [
    file('mode: observe', '¦override: max 14d'),
    'rules[0].power.override: has no hours to override; give the rule hours, or remove override',
  ],
])('says of %s where it is wrong and what would be right', (marked, expected) => {
  const { text, places } = unmark(marked);

  expect(said(text)).toEqual([`${places[0]} ${expected}`]);
});

test.each(['{}', '{ tags: { Schedule: "*" } }', '{ tags: { Schedule: [office, "!x", "o*"] } }'])(
  'a rule for %s may take its hours from a tag',
  (match) => {
    expect(said(file(office, 'hours: tag Schedule', match))).toEqual([]);
  },
);

test('a rule with hours by tag starts its clusters, as one with hours does', () => {
  const { schedules, rules } = policyOf(file(office, 'hours: tag cost centre'));

  expect(rules[0]?.power).toMatchObject({
    hours: { text: 'tag cost centre', tag: 'cost centre' },
    start: true,
  });
  expect(schedules?.office?.hours.text).toBe('mon-fri 08:00-18:00');
});
