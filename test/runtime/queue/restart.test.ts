import { expect, test } from 'vitest';
import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import type { Decision } from '../../../shared/policy/model/decision.ts';
import type { Reason } from '../../../shared/policy/model/reasons.ts';
import { restartWaitsFor } from '../../../shared/runtime/queue/restart.ts';
import type { Outcome } from '../../../shared/runtime/sweep/outcome.ts';
import { aCluster, DAY, MINUTE, SATURDAY } from '../../policy/builders.ts';
import { anOutcome } from '../../support/builders/outcomes.ts';
import { anAct, aSkip } from '../../support/builders/power.ts';
import { serviceError } from '../builders.ts';

const left = (reason: Reason): Outcome[] => [anOutcome('skipped', aSkip(reason))];
const snapshotFirst = anAct({ action: 'createSnapshot', reason: 'snapshot-first' });

interface Case {
  readonly name: string;
  readonly cluster?: Partial<Cluster>;
  readonly outcomes: readonly Outcome[];
  /** Minutes since AWS announced the restart. */
  readonly minutes?: number;
  readonly waits: boolean;
}

const stopped = { status: 'stopped' };

const cases: readonly Case[] = [
  { name: 'reads as stopped yet', cluster: stopped, outcomes: left('already-stopped'), waits: true },
  {
    name: 'reads as stopped, to be restarted now',
    cluster: { ...stopped, automaticRestartAt: SATURDAY },
    outcomes: left('already-stopped'),
    waits: true,
  },
  {
    name: 'is stopped again',
    cluster: { ...stopped, automaticRestartAt: SATURDAY + 7 * DAY },
    outcomes: left('already-stopped'),
    waits: false,
  },
  {
    name: 'is still stopped half an hour later',
    cluster: stopped,
    outcomes: left('already-stopped'),
    minutes: 31,
    waits: false,
  },
  { name: 'is starting', cluster: { status: 'starting' }, outcomes: left('in-transition'), waits: true },
  {
    name: 'is starting for hours',
    cluster: { status: 'starting' },
    outcomes: left('in-transition'),
    minutes: 600,
    waits: true,
  },
  {
    name: 'is stopping',
    cluster: { status: 'stopping' },
    outcomes: left('already-stopped'),
    minutes: 45,
    waits: true,
  },
  { name: 'is about to be stopped', outcomes: [anOutcome('done')], waits: false },
  { name: 'was asked to stop before', outcomes: [anOutcome('already')], waits: false },
  { name: 'gets its snapshot first', outcomes: [anOutcome('done', snapshotFirst)], waits: true },
  { name: 'has its snapshot under way', outcomes: left('snapshot-first'), waits: true },
  { name: 'changed in between', outcomes: [anOutcome('conflict')], waits: true },
  { name: 'met an AWS that is busy', outcomes: [anOutcome('retry')], waits: true },
  {
    name: 'was refused for good',
    outcomes: [anOutcome('failed', anAct(), serviceError('KMSKeyNotAccessibleFault'))],
    waits: false,
  },
  { name: 'is only observed', outcomes: [anOutcome('planned')], waits: false },
  { name: 'is only observed, snapshot first', outcomes: [anOutcome('planned', snapshotFirst)], waits: false },
  { name: 'has just started', outcomes: left('started-recently'), waits: true },
  { name: 'gave no evidence', outcomes: left('idle-unknown'), waits: true },
  { name: 'was not observed', outcomes: left('not-observed'), waits: true },
  { name: 'met a cap', outcomes: left('limit-cap'), waits: true },
  { name: 'met a breaker', outcomes: left('limit-breaker'), waits: true },
  { name: 'found no time left', outcomes: left('out-of-time'), waits: true },
  { name: 'is busy', outcomes: left('busy'), waits: false },
  { name: 'is held', outcomes: left('held'), waits: false },
  { name: 'is protected', outcomes: left('protected'), waits: false },
  { name: 'should be up now', outcomes: left('in-hours'), waits: false },
  { name: 'should be up soon', outcomes: left('hours-soon'), waits: false },
  { name: 'stays up after a restart by AWS', outcomes: left('aws-restart-left'), waits: false },
  { name: 'matches no rule', outcomes: left('no-rule'), waits: false },
  { name: 'may not be stopped', outcomes: left('ineligible'), waits: false },
  { name: 'is stopped, and held', cluster: stopped, outcomes: left('held'), waits: false },
  { name: 'is of no outcome', outcomes: [], waits: false },
];

test.each(cases)(
  'a cluster that AWS restarts and that $name waits: $waits',
  ({ cluster, outcomes, minutes = 1, waits }) => {
    const why = restartWaitsFor(SATURDAY, aCluster(cluster), outcomes, SATURDAY + minutes * MINUTE);

    expect(why !== undefined).toBe(waits);
  },
);

test('is nothing that the function that starts clusters waits for', () => {
  const starts = [
    anOutcome('conflict', anAct({ action: 'start' })),
    anOutcome('skipped', { ...aSkip('in-transition'), action: 'start', aspect: 'power' } as Decision),
  ];

  expect(restartWaitsFor(SATURDAY, aCluster({ status: 'starting' }), starts, SATURDAY)).toBeUndefined();
});
