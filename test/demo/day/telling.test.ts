import { expect, test } from 'vitest';
import { createTelling } from '../../../demo/day/telling.ts';
import type { Reason } from '../../../shared/policy/model/reasons.ts';
import { decision } from '../../support/builders/power.ts';
import { snapshotDecision } from '../../support/builders/snapshots.ts';

test.each<{ name: string; day: [action: 'stop' | 'start', reason: Reason, verdict?: 'act'][]; told: Reason }>(
  [
    {
      name: 'a cluster that was stopped is told by the stop',
      day: [
        ['stop', 'idle', 'act'],
        ['stop', 'ineligible'],
        ['start', 'in-hours', 'act'],
      ],
      told: 'idle',
    },
    {
      name: 'one that was never stopped is told by the last that stood in the way',
      day: [
        ['stop', 'busy'],
        ['stop', 'idle-unknown'],
        ['start', 'no-hours'],
        ['stop', 'in-hours'],
      ],
      told: 'idle-unknown',
    },
    {
      name: 'one that was stopped all day is told by why it was not started',
      day: [
        ['start', 'held'],
        ['stop', 'already-stopped'],
      ],
      told: 'held',
    },
    {
      name: 'one of which there is nothing to tell is told by what was last',
      day: [
        ['stop', 'hours-soon'],
        ['stop', 'in-hours'],
      ],
      told: 'in-hours',
    },
  ],
)('$name', ({ day, told }) => {
  const telling = createTelling();

  for (const [action, reason, verdict = 'skip'] of day) telling.add(decision('a', action, verdict, reason));

  expect([...telling.decisions().values()].map(({ reason }) => reason)).toEqual([told]);
});

test('decisions about snapshots tell nothing of the power', () => {
  const telling = createTelling();

  telling.add(snapshotDecision('createSnapshot', 'act', 'due'));

  expect(telling.decisions().size).toBe(0);
});
