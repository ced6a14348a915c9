import { expect, test } from 'vitest';
import { problemsOf, testsOf } from './builders.ts';

const head = 'version: 1\ntests:\n- name: a\n  at: mon 2026-11-23 20:00\n';

test.each([
  [
    '  expect: { power: halt }',
    'f:5:20 tests[0].expect.power: "halt" begins with none of stop, start, snapshot, unchanged; write one of stop, start, snapshot, unchanged',
  ],
  [
    '  expect: { power: stop because idel }',
    'f:5:20 tests[0].expect.power: "stop because idel" ends in a reason that does not exist, idel; did you mean idle?',
  ],
  [
    '  expect: { power: stop because bananas }',
    'f:5:20 tests[0].expect.power: "stop because bananas" ends in a reason that does not exist, bananas; see the reasons in docs/reasons.md',
  ],
  [
    '  expect: { power: stop when idle }',
    'f:5:20 tests[0].expect.power: "stop when idle" is not a change and its reason; write for example stop because …, or unchanged',
  ],
  ['  expect: { powr: stop }', 'f:5:13 tests[0].expect.powr: is not a known key; did you mean power?'],
  [
    '  expect: { copies: { us-west-2: [nightly] } }',
    'f:5:35 tests[0].expect.copies.us-west-2[0]: "nightly" is not a snapshot that the test is given; add it under given.snapshots',
  ],
  [
    '  given: { use: idel }\n  expect: {}',
    'f:5:17 tests[0].given.use: "idel" is not one of idle, busy, paused, unknown; did you mean idle?',
  ],
  [
    '  given: { use: { conections: 2 } }\n  expect: {}',
    'f:5:19 tests[0].given.use.conections: is not a known key; did you mean connections?',
  ],
  [
    '  given: { started: yesterday }\n  expect: {}',
    'f:5:21 tests[0].given.started: "yesterday" is not a time; write for example mon 2026-11-23 20:00, or 2026-11-23T20:00:00+01:00, or 20m ago',
  ],
])('%s is refused with line, column and remedy', (rest, problem) => {
  expect(problemsOf(head + rest)).toBe(problem);
});

test.each([
  ['tue 2026-11-23 20:00', '"tue 2026-11-23 20:00" has the wrong weekday; write mon 2026-11-23 20:00'],
  [
    '2026-11-31 20:00',
    '"2026-11-31 20:00" is not a time; write for example mon 2026-11-23 20:00, or 2026-11-23T20:00:00+01:00',
  ],
  [
    '20m ago',
    '"20m ago" is not a time; write for example mon 2026-11-23 20:00, or 2026-11-23T20:00:00+01:00',
  ],
])('at: %s is refused', (at, problem) => {
  expect(problemsOf(`version: 1\ntests:\n- name: a\n  at: ${at}\n  expect: {}`)).toBe(
    `f:4:7 tests[0].at: ${problem}`,
  );
});

test('a series of snapshots is known by its numbers', () => {
  const given = '  given: { snapshots: [{ name: n, taken: 1d ago, times: 2 }] }\n';

  expect(testsOf(`${head}${given}  expect: { deletions: { eu-central-1: [n-2] } }`).tests).toHaveLength(1);
  expect(problemsOf(`${head}${given}  expect: { deletions: { eu-central-1: [n-3] } }`)).toContain(
    'did you mean n-1?',
  );
});
