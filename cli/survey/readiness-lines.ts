import type { Proof } from '../../shared/policy/recovery/evidence/proven-tag.ts';
import {
  type ClusterReadiness,
  isBlocked,
  type PlaceReadiness,
} from '../../shared/policy/recovery/readiness/decide.ts';
import type { ReadinessFinding } from '../../shared/policy/recovery/readiness/finding.ts';
import { formatSpan, formatUtc } from '../../shared/policy/time/when.ts';
import { formatAge } from '../terminal/age.ts';
import { hang, wrap } from '../terminal/columns.ts';
import type { Paint } from '../terminal/paint.ts';
import { proofJson } from './proof-json.ts';
import type { Unread } from './restore-fleet.ts';

interface Look {
  readonly paint: Paint;
  readonly width?: number;
  readonly all: boolean;
}

/** A cluster, its places, and what is in the way of a restore; notes only with `all`. */
export function clusterLines(
  { account, region, cluster, places, findings, proof }: ClusterReadiness,
  look: Look,
): string[] {
  const { paint } = look;
  return [
    `${paint('heading', cluster)}  ${paint('dim', `${account} ${region}`)}`,
    ...findings.flatMap((finding) => findingLines(finding, look)),
    ...places.flatMap((place) => placeLines(place, look)),
    ...(proof === undefined ? [] : hang('    ', proofText(proof), look.width ?? Number.POSITIVE_INFINITY)),
  ];
}

function proofText({ at, region, point, rtoMs, drill }: Proof): string {
  return `proven ${formatUtc(at)}: drill ${drill} restored ${formatUtc(point)} in ${region} in ${formatSpan(rtoMs)}`;
}

/** The facts that could not be read, and why. */
export function unreadLines(unread: readonly Unread[], { paint, width }: Omit<Look, 'all'>): string[] {
  return unread.flatMap(({ account, region, what, why }) =>
    wrap(
      paint('fault', `✗ ${what} of ${account} ${region} could not be read: ${why}`),
      width ?? Number.POSITIVE_INFINITY,
    ),
  );
}

/** A cluster for programs; docs/recovery.md documents its shape. */
export function readinessClusterJson({ places, proof, ...cluster }: ClusterReadiness): object {
  return {
    ...cluster,
    ...(proof !== undefined && { proven: proofJson(proof) }),
    ready: places.some((place) => !isBlocked(place)),
    places: places.map(({ at, ...place }) => ({
      ...place,
      at: new Date(at).toISOString(),
      ready: !isBlocked(place),
    })),
  };
}

/** Whether something is in the way of the cluster, or of its newest snapshot in any place. */
export function hasBlocker(cluster: ClusterReadiness): boolean {
  return isBlocked(cluster) || cluster.places.some(isBlocked);
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
