import { describe, expect, test } from 'vitest';
import { explainSnapshots, type Found } from '../../../cli/explain/snapshots.ts';
import type { Decision } from '../../../shared/policy/model/decision.ts';
import { decideCopies } from '../../../shared/policy/snapshots/decide-copy.ts';
import { decideCreateSnapshots } from '../../../shared/policy/snapshots/decide-create.ts';
import { recoveryPoints } from '../../../shared/policy/snapshots/recovery-point.ts';
import { aCluster, DAY, HOUR, SATURDAY } from '../../policy/builders.ts';
import {
  AWAY,
  aCopyWorld,
  aCreateWorld,
  aSnapshot,
  aSnapshotPolicy,
  copying,
  copyOf,
  created,
  HOME,
} from '../../policy/snapshots/builders.ts';

const policy = aSnapshotPolicy({ create: { cron: '0 3 * * *' }, ...copying() });
const due = Date.parse('2026-11-21T02:00Z');
const taken = created(due);
const source = aSnapshot();
const copy = copyOf(source);

function prune(
  resourceArn: string,
  region: string,
  verdict: 'act' | 'skip',
  cluster = 'dev-orders',
): Decision {
  const base = {
    resourceArn,
    account: '111122223333',
    region,
    cluster,
    aspect: 'snapshots',
    action: 'deleteSnapshot',
    detail: '',
  } as const;
  const { account } = base;
  if (verdict === 'skip') return { ...base, verdict, reason: 'kept' };
  const command = {
    kind: 'delete-snapshot',
    account,
    region,
    cluster,
    arn: resourceArn,
    snapshot: '',
  } as const;
  return { ...base, verdict, reason: 'expired', command };
}

function findings(some: Partial<Found> = {}): Found {
  const world = aCopyWorld({ sources: [source, taken], copies: [copy] });
  return {
    decisions: [
      ...decideCreateSnapshots(policy, aCreateWorld({ snapshots: [taken] })),
      ...decideCopies(policy, world),
      prune(taken.arn, HOME, 'skip'),
      prune(copy.arn, AWAY, 'act'),
      prune('arn:aws:rds:us-west-2:111122223333:cluster-snapshot:by-hand', AWAY, 'skip'),
      prune('arn:aws:rds:eu-central-1:111122223333:cluster-snapshot:other', HOME, 'act', 'other'),
    ],
    snapshots: [taken, copy],
    recoveryPoints: recoveryPoints(policy, world),
    ...some,
  };
}

describe('the story of the snapshots of a cluster', () => {
  const story = explainSnapshots(policy, aCluster(), SATURDAY, findings());

  test('says whether one is due, the last that was, and when the next is due', () => {
    expect(story.create).toMatchObject({ verdict: 'skip', reason: 'already-taken' });
    expect(story.lastTaken).toEqual({ snapshot: taken.id, at: due, status: 'available' });
    expect(story.nextDue).toEqual({ at: due + DAY, cron: '0 3 * * *', timezone: 'Europe/Berlin' });
  });

  test('says for each destination what is copied, what is left and how old the newest copy is', () => {
    expect(story.copies).toEqual([
      {
        region: AWAY,
        act: { 'to-copy': 1 },
        skip: { 'already-copied': 1 },
        recoveryPoint: SATURDAY - 9 * HOUR,
        ageMs: 9 * HOUR,
      },
    ]);
  });

  test('says what pruning would do at home and with its copies, not with those of others', () => {
    expect(story.prune).toEqual([
      { region: HOME, act: {}, skip: { kept: 1 } },
      { region: AWAY, act: { expired: 1 }, skip: {} },
    ]);
  });

  test('names a destination without any snapshot to copy', () => {
    const points = [{ cluster: 'dev-orders', account: '111122223333', from: HOME, to: AWAY }];

    expect(
      explainSnapshots(policy, aCluster(), SATURDAY, findings({ decisions: [], recoveryPoints: points }))
        .copies,
    ).toEqual([{ region: AWAY, act: {}, skip: {} }]);
  });

  test('is empty for a cluster that nothing is known of', () => {
    const nothing = { decisions: [], snapshots: [], recoveryPoints: [] };

    expect(explainSnapshots(aSnapshotPolicy(copying()), aCluster(), SATURDAY, nothing)).toEqual({
      copies: [],
      prune: [],
    });
  });
});
