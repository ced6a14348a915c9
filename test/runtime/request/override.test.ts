import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { formatPayloadProblem, parseEvent } from '../../../shared/runtime/request/event.ts';
import { DAY, SATURDAY } from '../../policy/builders.ts';

const overridable = { overridable: true };
const clusters = ['audited-1'];
const until = '2026-12-01T00:00:00Z';

beforeEach(() => {
  vi.useFakeTimers({ now: SATURDAY, toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** The issues of a payload for an overridable function. */
function problemsOf(event: unknown): string[] {
  const parsed = parseEvent(event, overridable);
  return parsed.ok ? [] : parsed.problems.map(formatPayloadProblem);
}

test.each([
  { desired: 'off', until, at: Date.parse(until) },
  { desired: 'async', until: '2026-12-01T01:00:00+01:00', at: Date.parse(until) },
  { desired: 'sync', until: '2026-11-21T12:01Z', at: SATURDAY + 60_000 },
  { desired: 'off', until: new Date(SATURDAY + 365 * DAY).toISOString(), at: SATURDAY + 365 * DAY },
])('$desired until $until is an override of the named clusters', ({ desired, until, at }) => {
  const parsed = parseEvent({ mode: 'observe', clusters, desired, until }, overridable);

  expect(parsed).toEqual({
    ok: true,
    request: { mode: 'observe', clusters, override: { desired, until: at } },
  });
});

test('declared ends an override, whenever it was to end', () => {
  expect(parseEvent({ clusters, desired: 'declared' }, overridable)).toEqual({
    ok: true,
    request: { clusters, override: { desired: 'declared' } },
  });
});

test.each([{}, { clusters }, { mode: 'observe', regions: ['eu-central-1'] }])(
  '%j asks for nothing against the policy',
  (event) => {
    expect(parseEvent(event, overridable)).toEqual({ ok: true, request: event });
  },
);

test.each([
  {
    event: { desired: 'off', until },
    problem: 'payload clusters is missing; name those that are meant: clusters: [audited-1]',
  },
  {
    event: { clusters: [], desired: 'off', until },
    problem: 'payload clusters an empty list has no entries; add one, or remove the key',
  },
  {
    event: { clusters, desired: 'on', until },
    problem:
      'payload desired "on" is not one of off, async, sync, declared; write one of off, async, sync, declared',
  },
  {
    event: { clusters, until },
    problem: 'payload desired is missing; add off, async, sync or declared',
  },
  {
    event: { clusters, desired: 'off' },
    problem: 'payload until is missing; say when the policy holds again: until: 2026-11-22T12:00:00Z',
  },
  {
    event: { clusters, desired: 'declared', until },
    problem: 'payload until "2026-12-01T00:00:00Z" has no meaning with desired: declared; take until out',
  },
  {
    event: { clusters, desired: 'off', until: '2026-12-01T00:00:00' },
    problem:
      'payload until "2026-12-01T00:00:00" is not an instant with Z or an offset; write for example 2026-11-22T12:00:00Z',
  },
  {
    event: { clusters, desired: 'off', until: '2026-12-01' },
    problem:
      'payload until "2026-12-01" is not an instant with Z or an offset; write for example 2026-11-22T12:00:00Z',
  },
  {
    event: { clusters, desired: 'off', until: '2026-02-30T00:00:00Z' },
    problem:
      'payload until "2026-02-30T00:00:00Z" is not an instant with Z or an offset; write for example 2026-11-22T12:00:00Z',
  },
  {
    event: { clusters, desired: 'off', until: '2026-11-21T12:00:00Z' },
    problem: 'payload until "2026-11-21T12:00:00Z" is over; write for example 2026-11-22T12:00:00Z',
  },
  {
    event: { clusters, desired: 'off', until: '2027-12-01T00:00:00Z' },
    problem:
      'payload until "2027-12-01T00:00:00Z" is more than a year ahead; write for example 2026-11-22T12:00:00Z',
  },
  {
    event: { clusters, desired: 'off', until: 1_796_083_200 },
    problem:
      'payload until 1796083200 is not an instant with Z or an offset; write for example 2026-12-01T00:00:00Z',
  },
  {
    event: { clusters, desired: 'off', until: null },
    problem: 'payload until null has no value; give it one, or take until out',
  },
])('$event is refused, with place, value and remedy', ({ event, problem }) => {
  expect(problemsOf(event)).toEqual([problem]);
});

test('says everything that is wrong with an override at once', () => {
  expect(problemsOf({ mode: 'x', desired: 'of', until: 'soon' }).map((line) => line.split(' ')[1])).toEqual([
    'mode',
    'desired',
    'until',
    'clusters',
  ]);
});

test('a function that knows no override knows none of its keys', () => {
  const parsed = parseEvent({ clusters, desired: 'off', until });

  expect(parsed.ok || parsed.problems.map(({ path, message }) => `${path} ${message}`)).toEqual([
    'desired is not a known key',
    'until is not a known key',
  ]);
});

test.each([null, 'off', ['off']])('%j is no payload for an overridable function either', (event) => {
  expect(problemsOf(event)).toEqual([expect.stringContaining('write {} to sweep all targets')]);
});
