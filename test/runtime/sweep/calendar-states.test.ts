import { expect, test, vi } from 'vitest';
import {
  type CalendarStateOf,
  createCalendarStates,
  type ReadCalendar,
} from '../../../shared/runtime/sweep/calendar-states.ts';
import { runSweep } from '../../../shared/runtime/sweep/run.ts';
import { aPolicy, aRule, MINUTE } from '../../policy/builders.ts';
import { statuses } from '../../support/builders/outcomes.ts';
import { fakeDeps, fakeRecipe, serviceError } from '../builders.ts';

const START = Date.parse('2026-11-29T12:00:00Z');

function aMemory(answer: Awaited<ReturnType<ReadCalendar>> = { state: 'OPEN' }) {
  const states = createCalendarStates();
  const read = vi.fn<ReadCalendar>(async () => answer);
  return {
    read,
    at: (minutes: number, name = 'freeze') => states.of(name, read, { now: START + minutes * MINUTE }),
  };
}

test('a state is used for five minutes', async () => {
  const { at, read } = aMemory();

  for (const minutes of [0, 2, 4.9]) expect(await at(minutes)).toEqual({ state: 'OPEN' });
  expect(read).toHaveBeenCalledTimes(1);
  await at(5);
  expect(read).toHaveBeenCalledTimes(2);
});

test('but never past the next transition', async () => {
  const { at, read } = aMemory({ state: 'OPEN', until: START + 2 * MINUTE });

  await at(0);
  await at(1.9);
  expect(read).toHaveBeenCalledTimes(1);
  await at(2);
  expect(read).toHaveBeenCalledTimes(2);
});

test('accounts and Regions that ask at the same time share a call, calendars do not', async () => {
  const { at, read } = aMemory();

  await Promise.all([at(0), at(0), at(0, 'other')]);

  expect(read.mock.calls.map(([name]) => name)).toEqual(['freeze', 'other']);
});

test('what cannot be read is unknown, and asked for again after a minute', async () => {
  const { at, read } = aMemory();
  read.mockRejectedValue(serviceError('AccessDeniedException'));

  expect(await at(0)).toMatchObject({ state: 'unknown' });
  expect(await at(0.9)).toMatchObject({ state: 'unknown' });
  expect(read).toHaveBeenCalledTimes(1);
  read.mockResolvedValue({ state: 'OPEN' });
  expect(await at(1)).toEqual({ state: 'OPEN' });
});

test('without AWS it is unknown', async () => {
  expect(await createCalendarStates().of('freeze', undefined, { now: START })).toEqual({
    state: 'unknown',
    why: 'there is no AWS to ask',
  });
});

const clusters = { '111122223333/eu-central-1': ['a', 'b'] };
const changeCalendar = { name: 'freeze', from: ['stop' as const], whenUnknown: 'closed' as const };

test.each([
  ['OPEN', 'done'],
  ['CLOSED', 'skipped'],
] as const)('while the calendar is %s, stops are %s', async (state, status) => {
  const { recipe, stopped } = fakeRecipe({ clusters });
  const calendarState = vi.fn<CalendarStateOf>(async () => ({ state }));

  const result = await runSweep(
    recipe,
    aPolicy({ rules: [aRule()], changeCalendar }),
    {},
    { ...fakeDeps(), calendarState },
  );

  expect(statuses(result)).toEqual({ a: status, b: status });
  expect(stopped).toHaveLength(status === 'done' ? 2 : 0);
  expect(calendarState.mock.calls.map(([name]) => name)).toEqual(['freeze']);
  expect(result.ok).toBe(true);
});

test('a calendar is not read when no rule uses it, or nothing is due', async () => {
  const calendarState = vi.fn<CalendarStateOf>(async () => ({ state: 'OPEN' }));
  const deps = { ...fakeDeps(), calendarState };
  const { recipe } = fakeRecipe({ clusters });

  await runSweep(recipe, aPolicy({ rules: [aRule()] }), {}, deps);
  const starts = { ...changeCalendar, from: ['start' as const] };
  await runSweep(recipe, aPolicy({ rules: [aRule()], changeCalendar: starts }), {}, deps);

  expect(calendarState).not.toHaveBeenCalled();
});

test('where nobody can read it, nothing is stopped', async () => {
  const { recipe, stopped } = fakeRecipe({ clusters });

  const result = await runSweep(recipe, aPolicy({ rules: [aRule()], changeCalendar }), {}, fakeDeps());

  expect(stopped).toEqual([]);
  expect(result.outcomes.map(({ decision }) => decision.reason)).toEqual([
    'change-calendar-unknown',
    'change-calendar-unknown',
  ]);
});
