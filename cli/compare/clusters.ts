import type { ActCounts, ClusterDifference } from '../../comparison/comparison.ts';

/** Clusters with the same difference. */
export interface Group {
  readonly clusters: readonly ClusterDifference[];
  /** The rule that decides about power, and the one that did. */
  readonly rule: string;
  readonly sentences: readonly string[];
}

const nouns: Readonly<Record<ActCounts['kind'], string>> = {
  'stop-cluster': 'stops',
  'start-cluster': 'starts',
  'create-snapshot': 'snapshots taken',
  'copy-snapshot': 'copies',
  'delete-snapshot': 'snapshots deleted',
  'tag-snapshot': 'notes on snapshots',
  'start-activity-stream': 'starts of its activity stream',
  'stop-activity-stream': 'stops of its activity stream',
  'tag-activity-stream': 'overrides of its activity stream noted',
  'change-capacity': 'changes of capacity',
  'restore-cluster': 'restore drills',
  'create-drill-instance': 'instances of restore drills',
  'prepare-drill': 'credentials of restore drills',
  'check-drill': 'checks of restore drills',
  'delete-drill-instance': 'instances of restore drills deleted',
  'delete-drill-cluster': 'clusters of restore drills deleted',
  'close-drill': 'restore drills recorded',
  'note-drill': 'leftovers of restore drills noted',
};

/** The clusters that differ, those with the same sentences and rules together, in their order. */
export function groupsOf(clusters: readonly ClusterDifference[]): Group[] {
  const groups = Map.groupBy(clusters, (one) => JSON.stringify([ruleText(one), sentencesOf(one)]));
  return Array.from(groups.values(), (members) => ({
    clusters: members,
    rule: members[0] === undefined ? '' : ruleText(members[0]),
    sentences: members[0] === undefined ? [] : sentencesOf(members[0]),
  }));
}

/** The dangers, or where there are none, the acts that differ. */
function sentencesOf({ dangers, acts, touched }: ClusterDifference): string[] {
  if (dangers.length > 0) return [...dangers];
  const whole =
    touched === 'newly' ? ['newly touched'] : touched === 'no-longer' ? ['no longer touched'] : [];
  return [...whole, ...acts.map(actsText)];
}

function actsText({ kind, old, new: now, onlyNew }: ActCounts): string {
  const noun = nouns[kind];
  if (old !== now) return `${noun}: ${now}, not ${old}`;
  return `${noun}: ${onlyNew} of ${now} at another time or with other values`;
}

function ruleText({ rule: { old, new: now } }: ClusterDifference): string {
  if (old === now) return now === undefined ? 'no rule for power' : `rule ${now}`;
  return `${now === undefined ? 'no rule for power' : `rule ${now}`}, before ${old === undefined ? 'none' : old}`;
}
