import { expect, test } from 'vitest';
import { createSimulator } from '../../../simulator/simulator.ts';

const fleet = `
clusters:
  - { id: a, status: stopped, use: [{ hours: "mon-fri 09:00-17:00", timezone: UTC, connections: 3 }] }
  - { id: b, use: missing }
  - { id: c }
`;

test.each([
  { at: '2026-11-23T08:59:00Z', expected: [false, undefined, false] },
  { at: '2026-11-23T09:00:00Z', expected: [true, undefined, false] },
  { at: '2026-11-23T17:00:00Z', expected: [false, undefined, false] },
])('at $at, clients want the clusters: $expected', ({ at, expected }) => {
  const { backend } = createSimulator({ fleet, now: Date.parse(at) });

  const { clusters } = backend.state();

  expect(clusters.map(({ hasClients }) => hasClients)).toEqual(expected);
});
