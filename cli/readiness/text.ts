import {
  type ClusterReadiness,
  isBlocked,
  type PlaceReadiness,
} from '../../shared/policy/recovery/readiness/decide.ts';
import type { ReadinessFinding } from '../../shared/policy/recovery/readiness/finding.ts';
import { formatUtc } from '../../shared/policy/time/when.ts';
import { formatAge } from '../terminal/age.ts';
import { count, hang, wrap } from '../terminal/columns.ts';
import type { Paint } from '../terminal/paint.ts';
import type { ReadinessReport } from './json.ts';

interface Look {
  readonly paint: Paint;
  readonly width?: number;
  readonly all: boolean;
}

/** The readiness for people: the clusters with something in their way, or all. Ends with a line feed. */
export function readinessText({ clusters, unread, lost }: ReadinessReport, look: Look): string {
  const { paint, width = Number.POSITIVE_INFINITY } = look;
  const listed = clusters.filter((one) => look.all || lost !== undefined || hasBlocker(one));
  const missing = unread.flatMap(({ account, region, what, why }) =>
    wrap(paint('fault', `✗ ${what} of ${account} ${region} could not be read: ${why}`), width),
  );
  const blocks = [
    ...listed.map((cluster) => clusterLines(cluster, look)),
    ...(missing.length > 0 ? [missing] : []),
    endingLines(clusters, lost, width, paint),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function clusterLines(
  { account, region, cluster, places, findings }: ClusterReadiness,
  look: Look,
): string[] {
  const { paint } = look;
  return [
    `${paint('heading', cluster)}  ${paint('dim', `${account} ${region}`)}`,
    ...findings.flatMap((finding) => findingLines(finding, look)),
    ...places.flatMap((place) => placeLines(place, look)),
  ];
}

function placeLines(place: PlaceReadiness, look: Look): string[] {
  const { region, at, ageMs, snapshot, findings } = place;
  const { paint, width = Number.POSITIVE_INFINITY } = look;
  const verdict = isBlocked(place) ? paint('fault', '✗') : paint('start', '✓');
  const age = ageMs < 60_000 ? 'new' : `${formatAge(ageMs)} old`;
  const shown = look.all ? findings : findings.filter(({ severity }) => severity === 'blocker');
  return [
    ...hang(`  ${verdict} `, `${region}: ${formatUtc(at)}, ${age}, ${snapshot}`, width),
    ...shown.flatMap((finding) => findingLines(finding, look)),
  ];
}

function findingLines(
  { code, severity, detail, remedy }: ReadinessFinding,
  { paint, width }: Look,
): string[] {
  const tone = severity === 'blocker' ? 'refused' : 'dim';
  return hang('      ', `${paint(tone, code)}: ${detail}; ${remedy}`, width ?? Number.POSITIVE_INFINITY);
}

function endingLines(
  clusters: readonly ClusterReadiness[],
  lost: string | undefined,
  width: number,
  paint: Paint,
): string[] {
  const ready = clusters.filter(({ places }) => places.some((place) => !isBlocked(place)));
  const left = lost === undefined ? '' : ` after the loss of ${lost}`;
  const blocked = clusters.filter(hasBlocker).length;
  const text = `Readiness: ${ready.length} of ${count(clusters.length, 'cluster')} could be restored${left}; something is in the way of ${blocked}.`;
  return [
    ...wrap(paint('heading', text), width),
    ...wrap('Only a restore proves a snapshot: whether its data are right is not known from here.', width),
  ];
}

function hasBlocker(cluster: ClusterReadiness): boolean {
  return isBlocked(cluster) || cluster.places.some(isBlocked);
}
