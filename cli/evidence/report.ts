import { defined } from '../../shared/defined.ts';
import type { DrillRecord } from '../../shared/policy/model/drill-record.ts';
import { type ClusterProof, judgedAt, proofsOf } from '../../shared/policy/recovery/evidence/proofs.ts';
import {
  type ClosedDrill,
  type EvidenceProblem,
  type StoredText,
  verifyEvidence,
} from '../../shared/policy/recovery/evidence/verify.ts';
import { matchesGlobs } from '../../shared/policy/rules/match.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';

/** Everything that `dormouse evidence` shows. */
export interface EvidenceReport {
  /** The bucket or folder. */
  readonly source: string;
  readonly now: EpochMs;
  readonly since?: EpochMs;
  /** Those that were asked for, the last one first. */
  readonly drills: readonly ClosedDrill[];
  /** The drills under way of the clusters that were asked for. */
  readonly open: readonly DrillRecord[];
  /** Of the clusters that were asked for, by all their drills. */
  readonly proofs: readonly ClusterProof[];
  /** The whole chain, whatever was asked for. */
  readonly chain: { readonly drills: number; readonly last?: ClosedDrill };
  readonly problems: readonly EvidenceProblem[];
}

/** The part of a bucket that somebody asks for: clusters by glob, and drills that were judged since an instant. */
export function evidenceReport(
  objects: readonly StoredText[],
  asked: { readonly source: string; readonly clusters: readonly string[]; readonly since?: EpochMs },
  now: EpochMs,
): EvidenceReport {
  const { source, clusters, since } = asked;
  const { drills, open, problems } = verifyEvidence(objects, now);
  const isMeant = (record: DrillRecord) =>
    clusters.length === 0 || matchesGlobs(clusters, record.source.cluster);
  const meant = drills.filter(({ record }) => isMeant(record));
  return {
    ...{ source, now, ...defined({ since }) },
    drills: meant
      .filter((drill) => since === undefined || judgedAt(drill) >= since)
      .toSorted((a, b) => b.sequence - a.sequence),
    open: open.filter(isMeant),
    proofs: proofsOf(meant),
    chain: { drills: drills.length, ...defined({ last: drills.at(-1) }) },
    problems,
  };
}
