import type { ClusterTimeline } from '../timeline/timeline.ts';
import { missingCalendars } from './change-calendars.ts';
import type { FleetMoney } from './money/money.ts';
import type { Simulation } from './simulation.ts';

/** The notes that people need to read the figures: unknown and left-out parts, and sweeps that have failed. */
export function notesOf(
  { policy, fleet, home }: Pick<Simulation, 'policy' | 'fleet' | 'home'>,
  failures: readonly string[],
  clusters: readonly ClusterTimeline[],
): string[] {
  const targets =
    policy.targets.length > 0 ? policy.targets : [{ account: home.account, regions: [home.region] }];
  const outside = clusters.filter(
    ({ account, region }) =>
      !targets.some((target) => target.account === account && target.regions.includes(region)),
  );
  const untold = clusters.filter(({ totals }) => totals.hoursUp > 0);
  return [
    ...(outside.length > 0
      ? [`${clustersText(outside)} not in an account and Region of the policy, so nothing is done to them.`]
      : []),
    ...(untold.length > 0
      ? [
          `For ${hoursText(untold)} nothing says whether ${namesOf(untold)} were used; those hours count as up, not as idle.`,
        ]
      : []),
    ...missingCalendars(policy, fleet).map(
      (name) => `The change calendar ${name} is not in the fleet file, so it counts as OPEN at all times.`,
    ),
    ...failures.map((text) => `A sweep of ${text}`),
    'The functions run on their schedules only. Deployed, they also run when RDS sends an event, minutes earlier.',
  ];
}

/** Names of prices are long. */
const MAX_MISSING = 3;

/** The parts of the money that nobody knows. */
export function moneyNotes({ missing, unsized }: FleetMoney): string[] {
  const more = missing.length - MAX_MISSING;
  const named = [...missing.slice(0, MAX_MISSING), ...(more > 0 ? [`${more} others`] : [])].join(', ');
  return [
    ...(missing.length > 0 ? [`Some clusters have no money, because these are not known: ${named}.`] : []),
    ...(unsized > 0
      ? [
          `The storage of ${unsized} earlier ${unsized === 1 ? 'snapshot' : 'snapshots'} is in no sum, because no size is recorded.`,
        ]
      : []),
  ];
}

const MAX_NAMED = 5;

function namesOf(clusters: readonly ClusterTimeline[]): string {
  const names = clusters.slice(0, MAX_NAMED).map(({ id }) => id);
  const more = clusters.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}

function clustersText(clusters: readonly ClusterTimeline[]): string {
  return clusters.length === 1 ? `${namesOf(clusters)} is` : `${namesOf(clusters)} are`;
}

function hoursText(clusters: readonly ClusterTimeline[]): string {
  const hours = Math.round(clusters.reduce((sum, { totals }) => sum + totals.hoursUp, 0));
  return `${hours.toLocaleString('en')} hours`;
}
