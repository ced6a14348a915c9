import { expect, test } from 'vitest';
import { formatPayloadProblem, parseEvent } from '../../../shared/runtime/request/event.ts';

const drillable = { drillable: true };

test('a function that makes restore drills can be asked for one', () => {
  const event = { clusters: ['orders'], drill: 'now' };

  expect(parseEvent(event, drillable)).toEqual({ ok: true, request: event });
});

test.each<[string, object, object, RegExp]>([
  ['of no cluster', { drill: 'now' }, drillable, /clusters is missing; name those that are meant/],
  ['at another time', { clusters: ['orders'], drill: 'tomorrow' }, drillable, /drill "tomorrow"/],
  ['of another function', { clusters: ['orders'], drill: 'now' }, {}, /drill/],
])('a drill %s is refused', (_, event, options, problem) => {
  const parsed = parseEvent(event, options);

  expect(parsed.ok ? [] : parsed.problems.map(formatPayloadProblem)).toEqual([
    expect.stringMatching(problem),
  ]);
});
