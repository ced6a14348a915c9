import type { Cluster, Member } from '../../model/cluster.ts';
import type { DrillCommand } from '../../model/command.ts';
import { type Decision, toAct } from '../../model/decision.ts';
import type { OpenDrill } from '../../model/drill-record.ts';
import { isSamePlace, type Location } from '../../model/location.ts';
import type { EpochMs } from '../../time/units.ts';
import { type DrillStep, nextStep } from './next-step.ts';
import { seenOf } from './seen.ts';

/** The drills under way in a place, and what is there of them. */
export interface OpenWorld extends Location {
  readonly observedAt: EpochMs;
  readonly open: readonly OpenDrill[];
  readonly clusters: readonly { readonly cluster: Cluster }[];
  /** Every instance of the place. Absent only if no drill is under way. */
  readonly members?: readonly Member[];
}

const kinds = {
  restore: 'restore-cluster',
  'create-instance': 'create-drill-instance',
  prepare: 'prepare-drill',
  check: 'check-drill',
  'delete-instance': 'delete-drill-instance',
  'delete-cluster': 'delete-drill-cluster',
  close: 'close-drill',
} as const satisfies Partial<Record<DrillStep['do'], DrillCommand['kind']>>;

/**
 * The next step of each drill under way in the place of the world. A step of cleaning up names no rule, so that none can
 * keep it from being taken.
 */
export function decideOpen(world: OpenWorld): Decision<DrillCommand>[] {
  const { observedAt, members = [] } = world;
  const here = world.clusters.map(({ cluster }) => cluster).filter((cluster) => isSamePlace(cluster, world));
  return world.open.map(({ record, etag }) => {
    const step = nextStep(record, seenOf(record, here, members), observedAt);
    const decision = decisionOn(step, etag, world);
    const isNew = step.record.cleanUp?.leftover !== record.cleanUp?.leftover;
    return step.do === 'leftover' && isNew ? { ...decision, note: noteOf(step, etag, world) } : decision;
  });
}

function noteOf({ record }: DrillStep, etag: string, { account, region }: Location): DrillCommand {
  const { cluster, arn } = record.source;
  return { kind: 'note-drill', account, region, cluster, arn, record, etag };
}

function decisionOn(step: DrillStep, etag: string, { account, region }: Location): Decision<DrillCommand> {
  const { record, detail } = step;
  const { source, restored, verdict, rule } = record;
  const about = {
    aspect: 'recovery',
    account,
    region,
    cluster: source.cluster,
    resourceId: source.resourceId,
  } as const;
  const order = { account, region, cluster: source.cluster, arn: source.arn, record, etag };
  const ofSource = { ...about, resourceArn: source.arn, rule };
  const ofRestored = { ...about, resourceArn: restored.arn };
  switch (step.do) {
    case 'wait':
      return verdict === undefined
        ? { ...ofSource, action: 'drillRestore', verdict: 'skip', reason: 'drill-in-progress', detail }
        : { ...ofRestored, action: 'cleanUpDrill', verdict: 'skip', reason: 'drill-in-progress', detail };
    case 'leftover':
      return { ...ofRestored, action: 'cleanUpDrill', verdict: 'skip', reason: 'drill-leftover', detail };
    case 'delete-instance':
    case 'delete-cluster':
    case 'close':
      return toAct<DrillCommand>(
        { ...ofRestored, reason: 'drill-cleanup', detail },
        { ...order, kind: kinds[step.do] },
      );
    default:
      return toAct<DrillCommand>(
        { ...ofSource, reason: 'drill-continues', detail },
        { ...order, kind: kinds[step.do] },
      );
  }
}
