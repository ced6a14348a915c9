import { expect, test } from 'vitest';
import { z } from 'zod';
import { alarms } from '../../stack/alarms.ts';
import { functions } from '../../stack/functions.ts';
import { settings, settingsWith } from './builders.ts';

const composite = z.object({
  AlarmName: z.string(),
  AlarmRule: z.object({ 'Fn::Sub': z.string() }).transform((rule) => rule['Fn::Sub']),
  ActionsSuppressor: z.undefined().optional(),
  AlarmActions: z.array(z.object({ Ref: z.literal('AlarmTopic') })).length(1),
  OKActions: z.array(z.object({ Ref: z.literal('AlarmTopic') })).length(1),
});

/** The causes by the end of their names, and the alarms of the rest. */
function read(some: typeof settings) {
  const entries = Object.entries(alarms(some).Resources);
  const causes = entries
    .filter(([, { Type }]) => Type === 'AWS::CloudWatch::CompositeAlarm')
    .map(([id, { Properties }]) => [id, composite.parse(Properties)] as const);
  return {
    causes: Object.fromEntries(causes),
    single: entries.filter(([id]) => !causes.some(([one]) => one === id)),
  };
}

const { causes, single } = read(settings);

test('each cause is a sentence that CloudWatch can read, about alarms that are there', () => {
  const ids = single.map(([id]) => id);
  const named = Object.values(causes).flatMap(({ AlarmRule }) =>
    [...AlarmRule.matchAll(/\$\{(\w+)\}/g)].map(([, id = '']) => id),
  );

  expect(named.filter((id) => !ids.includes(id))).toEqual([]);
  for (const { AlarmRule } of Object.values(causes)) {
    expect(AlarmRule.replaceAll(/\(?ALARM\("[^"]+"\)( AND NOT ALARM\("[^"]+"\)\))?( OR )?/g, '')).toBe('');
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
    expect(AlarmRule.length).toBeLessThan(10_240);
    expect(AlarmRule.split(' OR ').length).toBeLessThanOrEqual(100);
  }
});

test('an alarm notifies by itself, or a cause notifies for it, never both', () => {
  const spokenFor = Object.values(causes)
    .map(({ AlarmRule }) => AlarmRule)
    .join(' ');
  const both = single.filter(
    ([id, { Properties }]) => 'AlarmActions' in Properties === spokenFor.includes(`\${${id}}`),
  );

  expect(both.map(([id]) => id)).toEqual([]);
});

test('whatever keeps any function from working is one cause', () => {
  const rule = causes.DoesNotWorkAlarm?.AlarmRule ?? '';
  const whats = ['Errors', 'SweepMissed', 'OldestMessage', 'Throttled', 'RecursionStopped'];

  expect(rule.split(' OR ').toSorted()).toEqual(
    [...functions.flatMap(({ id }) => whats.map((what) => `${id}${what}Alarm`)), 'ScheduleFailedAlarm']
      .map((id) => `ALARM("\${${id}}")`)
      .toSorted(),
  );
});

test('what fails the invocation, too, is one cause', () => {
  for (const what of ['RunsFailed', 'AccountFailing']) {
    expect(causes[`${what}Alarm`]?.AlarmRule.split(' OR ')).toEqual(
      functions.map(({ id }) => `(ALARM("\${${id}${what}Alarm}") AND NOT ALARM("\${${id}ErrorsAlarm}"))`),
    );
  }
});

// Otherwise these would notify in between.
test.each([60, 240, 1440])(
  'errors clear after the alarms that they speak for, with sweepMissedMinutes %s',
  (minutes) => {
    const { single: alone } = read(settingsWith({ sweepMissedMinutes: minutes }));
    const spans = (what: RegExp) =>
      alone
        .filter(([id]) => what.test(id))
        .map(([, { Properties }]) => Number(Properties.Period) * Number(Properties.EvaluationPeriods));

    expect(Math.min(...spans(/ErrorsAlarm$/))).toBeGreaterThan(
      Math.max(...spans(/(RunsFailed|AccountFailing)Alarm$/)),
    );
  },
);

test('without drills, no cause names an alarm of their function', () => {
  expect(JSON.stringify(read(settingsWith()).causes)).not.toContain('Drill');
});
