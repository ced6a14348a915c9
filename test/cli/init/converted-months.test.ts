/**
 * Public configurations of other tools, converted, and what they do then, minute by minute over months, compared with
 * models of what these tools do. The models share no code with the policy or with the converters.
 */

import { describe, expect, test } from 'vitest';
import { fromCustodian } from '../../../cli/init/convert/custodian.ts';
import { fromInstanceScheduler } from '../../../cli/init/convert/instance-scheduler.ts';
import { actsOfConverted, differences, minutesUp } from './models/converted.ts';
import { custodianActs } from './models/custodian.ts';
import { schedulerActs } from './models/instance-scheduler.ts';
import { custodianFile, months, policies, schedules, written } from './models/public-configurations.ts';

describe.each(months)('Instance Scheduler on AWS in %s', (_, from, to) => {
  const acts = actsOfConverted(
    fromInstanceScheduler,
    written,
    schedules.map(({ name }) => ({ id: name, tags: { Schedule: name } })),
    [from, to],
  );

  test.each(schedules)('$name is up when it is there', async (schedule) => {
    const theirs = minutesUp(schedulerActs(schedule, from, to), [from, to]);
    const ours = minutesUp((await acts).get(schedule.name) ?? [], [from, to]);

    expect(differences(ours, theirs, from)).toEqual([]);
  });
});

describe.each(months)('Cloud Custodian in %s', (_, from, to) => {
  const acts = actsOfConverted(
    fromCustodian,
    custodianFile,
    policies.map(({ id, tag }) => ({ id, tags: { [tag]: 'on' } })),
    [from, to],
  );

  test.each(policies)('$id is up when it is there', async ({ id, turns }) => {
    const theirs = minutesUp(custodianActs(turns, from, to), [from, to]);
    const ours = minutesUp((await acts).get(id) ?? [], [from, to]);

    expect(differences(ours, theirs, from)).toEqual([]);
  });
});
