import { deadLettersOf, type FunctionName, functions, nameOf, type StackFunction } from './functions.ts';
import type { Part } from './resource.ts';
import type { Settings } from './settings.ts';
import { slos, sloWidget } from './slo.ts';
import { dashboardOf, graph, ofOwn, ofQueues } from './widgets.ts';

/**
 * One dashboard with everything but restore drills, one for the objectives, and one for drills where they are on. Each has
 * at most 50 metrics: CloudWatch's free tier includes three such dashboards.
 */
export function dashboard(settings: Settings): Part {
  return {
    Resources: {
      Dashboard: dashboardOf(`dormouse-${settings.stage}`, graphs(settings)),
      SloDashboard: dashboardOf(
        `dormouse-${settings.stage}-slo`,
        slos.map((slo) => sloWidget(settings, slo)),
      ),
      ...(settings.drills !== undefined && {
        DrillDashboard: dashboardOf(`dormouse-${settings.stage}-drills`, drillGraphs(settings)),
      }),
    },
  };
}

const always: readonly StackFunction[] = functions.filter(({ needs }) => needs === undefined);
const ofSnapshots = always.filter(({ name }) => name.endsWith('-snapshots'));
const ofClusters = always.filter((fn) => !ofSnapshots.includes(fn));
const confirming = always.filter(({ confirms }) => confirms);
/** Pruning takes no events, and its queue has only the parts of a sweep over many accounts. */
const hinted = always.filter(({ events }) => events.length > 0);
/** How long a snapshot takes depends on its size. */
const confirmingClusters = confirming.filter((fn) => ofClusters.includes(fn));

function graphs(settings: Settings): object[] {
  const own = (of: readonly StackFunction[], ...metrics: readonly string[]) =>
    ofOwn(settings, of, ...metrics);
  const queues = (metric: string, name: typeof nameOf) => ofQueues(settings, always, metric, name);
  return [
    graph('Changes made', 'Sum', [...own(ofClusters, 'ClustersDone'), ...own(ofSnapshots, 'SnapshotsDone')]),
    graph('Accounts and Regions swept', 'Sum', own(always, 'ScopesSwept')),
    graph('Runs with failures', 'Sum', own(always, 'RunsFailed')),
    graph('Requests never confirmed', 'Sum', own(confirming, 'ActsNotConfirmed')),
    graph('Slowest confirmation but of snapshots, ms', 'Maximum', own(confirmingClusters, 'ConfirmedAfter')),
    graph('Dead letters', 'Maximum', queues('ApproximateNumberOfMessagesVisible', deadLettersOf)),
    graph(
      'Oldest message, s',
      'Maximum',
      ofQueues(settings, hinted, 'ApproximateAgeOfOldestMessage', nameOf),
    ),
    graph('Something is paused', 'Maximum', [
      ['Dormouse', 'Paused', 'service', `dormouse-${settings.stage}`, { label: 'Paused' }],
    ]),
    graph(
      'Oldest recovery point, and longest overdue, s',
      'Maximum',
      own(named('copy-snapshots'), 'RecoveryPointAgeMax', 'RecoveryPointOverdueMax'),
    ),
    graph(
      'Quota of manual cluster snapshots used, %',
      'Maximum',
      own(named('stop-idle-clusters', 'create-snapshots', 'copy-snapshots'), 'SnapshotQuotaUsedPercent'),
    ),
    graph('Longest stream gap, s', 'Maximum', own(named('toggle-activity-streams'), 'StreamGapMax')),
    graph(
      'Streams that follow an override',
      'Maximum',
      own(named('toggle-activity-streams'), 'StreamsOverridden'),
    ),
  ];
}

function drillGraphs(settings: Settings): object[] {
  const drills = named('drill-restores');
  const own = (...metrics: readonly string[]) => ofOwn(settings, drills, ...metrics);
  return [
    graph('Longest time since a cluster was proven, h', 'Maximum', own('ProvenAgeHours')),
    graph('Clusters with something in the way of a restore', 'Maximum', own('ClustersNotReady')),
    graph('Drills that failed or missed a target', 'Sum', own('DrillsFailed', 'DrillTargetMissed')),
    graph('Clusters of drills left over', 'Maximum', own('DrillLeftovers')),
    graph('Steps taken', 'Sum', own('ClustersDone')),
    graph('Accounts and Regions swept, and runs with failures', 'Sum', own('ScopesSwept', 'RunsFailed')),
    graph('Messages that wait', 'Maximum', [
      ...ofQueues(settings, drills, 'ApproximateNumberOfMessagesVisible', deadLettersOf),
      ...ofQueues(settings, drills, 'ApproximateAgeOfOldestMessage', nameOf),
    ]),
  ];
}

function named(...names: readonly FunctionName[]): StackFunction[] {
  return functions.filter(({ name }) => names.includes(name));
}
