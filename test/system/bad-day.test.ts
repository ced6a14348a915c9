import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { FaultRule } from '../../simulator/core/faults.ts';
import { MINUTE } from './fleet.ts';
import { aWatchedDay, policy, watched } from './watched-day.ts';

type Day = Awaited<ReturnType<typeof aWatchedDay>>;

const [home, spoke] = watched;

/** The mails of a day on which something goes wrong from 7:00 to 9:00, from 6:00 to 11:30. */
async function mailsOf(day: Day, begin: (day: Day) => void, end: (day: Day) => void) {
  await day.runUntil(day.hour(1));
  expect(day.desk.mails).toEqual([]);
  begin(day);
  await day.runUntil(day.hour(3));
  end(day);
  await day.runUntil(day.hour(5.5));
  return day.desk.mails.map(({ at, alarm, state }) => ({
    alarm: alarm.replace('dormouse-dev-', ''),
    state,
    minutes: Math.round((at - day.hour(1)) / MINUTE),
  }));
}

/** A day with faults in AWS. */
async function withFaults(...rules: readonly FaultRule[]) {
  const day = await aWatchedDay();
  return mailsOf(
    day,
    ({ simulator }) => simulator.faults.setRules(rules),
    ({ simulator }) => simulator.faults.setRules([]),
  );
}

test('on a good day nobody gets a mail', async () => {
  const day = await aWatchedDay();
  await day.runUntil(day.hour(5.5));

  expect(day.desk.mails).toEqual([]);
  expect(day.system.errors()).toEqual([]);
});

const causes: readonly (readonly [string, string, FaultRule])[] = [
  ['the role of an account lets nobody in', 'AccountFailing', { kind: 'denied', service: 'sts' }],
  [
    'an account denies its listing',
    'AccountFailing',
    { kind: 'denied', service: 'rds', account: spoke?.account },
  ],
  [
    'RDS of a Region is out',
    'AccountFailing',
    { kind: 'unavailable', service: 'rds', region: spoke?.region },
  ],
  [
    'RDS of an account throttles',
    'AccountFailing',
    { kind: 'throttle', service: 'rds', account: spoke?.account },
  ],
  ['RDS of an account hangs', 'AccountFailing', { kind: 'timeout', service: 'rds', account: spoke?.account }],
  [
    'a KMS key is disabled',
    'RunsFailed',
    { kind: 'refused', action: 'StartDBCluster', code: 'KMSKeyNotAccessibleFault' },
  ],
  ['events cannot be put on the bus', 'RunsFailed', { kind: 'denied', service: 'events' }],
];

/** Minutes from 7:00. Clusters are started from 7:30 on. */
function firstFailure({ action }: FaultRule): number {
  return action === 'StartDBCluster' ? 30 : 0;
}

test.each(causes)('%s: %s notifies once that it begins, and once that it is over', async (_, alarm, rule) => {
  const mails = await withFaults(rule);

  expect(mails.map((mail) => `${mail.alarm} ${mail.state}`)).toEqual([`${alarm} ALARM`, `${alarm} OK`]);
  expect(mails[0]?.minutes).toBeLessThanOrEqual(firstFailure(rule) + 40);
});

test('RDS is out everywhere: its accounts fail first, and soon nothing works any more', async () => {
  const mails = await withFaults({ kind: 'unavailable', service: 'rds' });

  expect(mails.map((mail) => `${mail.alarm} ${mail.state}`)).toEqual([
    ...['AccountFailing ALARM', 'DoesNotWork ALARM', 'DoesNotWork OK', 'AccountFailing OK'],
  ]);
});

test('a policy that does not parse keeps every function from working, and is one cause', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dormouse-bad-day-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'policy.yml');
  writeFileSync(file, policy);
  const day = await aWatchedDay({ variables: { DORMOUSE_POLICY: `file:${file}` } });
  const mails = await mailsOf(
    day,
    () => writeFileSync(file, `${policy}  - nonsense\n`),
    () => writeFileSync(file, policy),
  );

  expect(mails.map((mail) => `${mail.alarm} ${mail.state}`)).toEqual(['DoesNotWork ALARM', 'DoesNotWork OK']);
});

test('without concurrency no function works, which is one cause', async () => {
  const day = await aWatchedDay();
  const mails = await mailsOf(
    day,
    ({ switches }) => {
      switches.hasConcurrency = false;
    },
    ({ switches }) => {
      switches.hasConcurrency = true;
    },
  );

  expect(mails.map((mail) => `${mail.alarm} ${mail.state}`)).toEqual(['DoesNotWork ALARM', 'DoesNotWork OK']);
});

test('an account that fails for long hides no refused change in another one', async () => {
  const day = await aWatchedDay();
  const mails = await mailsOf(
    day,
    ({ simulator }) =>
      simulator.faults.setRules([
        { kind: 'denied', service: 'rds', account: spoke?.account },
        {
          kind: 'refused',
          action: 'StartDBCluster',
          account: home?.account,
          code: 'KMSKeyNotAccessibleFault',
        },
      ]),
    ({ simulator }) => simulator.faults.setRules([]),
  );

  expect(mails.map((mail) => `${mail.alarm} ${mail.state}`).toSorted()).toEqual([
    ...['AccountFailing ALARM', 'AccountFailing OK', 'RunsFailed ALARM', 'RunsFailed OK'],
  ]);
});

test('a function that does not work for long hides no account that fails', async () => {
  const day = await aWatchedDay();
  day.switches.broken = 'scaleCapacity';
  await day.runUntil(day.hour(1));
  day.simulator.faults.setRules([{ kind: 'denied', service: 'rds', account: spoke?.account }]);
  await day.runUntil(day.hour(2));

  expect(day.desk.mails.map(({ alarm, state }) => `${alarm} ${state}`)).toEqual([
    ...['dormouse-dev-DoesNotWork ALARM', 'dormouse-dev-AccountFailing ALARM'],
  ]);
});
