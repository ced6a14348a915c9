import { afterEach, expect, test } from 'vitest';
import { createHome } from '../../../shared/aws/client/clients.ts';
import { readChangeCalendar } from '../../../shared/aws/read/change-calendar.ts';
import { inProcess } from '../../../simulator/in-process.ts';
import { createSimulator } from '../../../simulator/simulator.ts';

const arn = 'arn:aws:ssm:us-east-1:111122223333:document/freeze';
const fleet = `clusters: []
changeCalendars:
  freeze: [2026-12-20T00:00Z..2026-12-27T00:00Z, 2027-01-01T00:00Z..2027-01-02T00:00Z]
`;

const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
let calls: () => readonly {
  readonly action: string;
  readonly region?: string;
  readonly resources?: unknown;
}[];

function homeAt(now: string) {
  const simulator = createSimulator({ fleet, now: Date.parse(now) });
  calls = () => simulator.calls.list();
  return createHome('eu-central-1', { requestHandler: inProcess(simulator), credentials, maxAttempts: 1 });
}

afterEach(() => {
  calls = () => [];
});

test.each([
  ['2026-11-29T12:00:00Z', 'freeze', { state: 'OPEN', until: Date.parse('2026-12-20T00:00Z') }],
  ['2026-12-20T00:00:00Z', 'freeze', { state: 'CLOSED', until: Date.parse('2026-12-27T00:00Z') }],
  ['2026-12-27T00:00:00Z', arn, { state: 'OPEN', until: Date.parse('2027-01-01T00:00Z') }],
  ['2027-01-02T00:00:00Z', arn, { state: 'OPEN' }],
])('at %s, %s is %j', async (now, name, state) => {
  expect(await readChangeCalendar(homeAt(now), name)).toEqual(state);
});

test('a calendar is asked for in its own Region, one without an ARN in that of the home', async () => {
  const home = homeAt('2026-11-29T12:00:00Z');

  await readChangeCalendar(home, arn);
  await readChangeCalendar(home, 'freeze');

  expect(calls()).toMatchObject([
    { action: 'GetCalendarState', region: 'us-east-1', resources: [arn] },
    { action: 'GetCalendarState', region: 'eu-central-1' },
  ]);
});

test('a time to come is asked for as such', async () => {
  const state = await readChangeCalendar(homeAt('2026-11-29T12:00:00Z'), 'freeze', Date.parse('2026-12-25'));

  expect(state).toEqual({ state: 'CLOSED', until: Date.parse('2026-12-27T00:00Z') });
});

test('a calendar that does not exist is an error', async () => {
  await expect(readChangeCalendar(homeAt('2026-11-29T12:00:00Z'), 'frieze')).rejects.toMatchObject({
    name: 'InvalidDocument',
  });
});
