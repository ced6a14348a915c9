import { defined } from '../../shared/defined.ts';
import { judgedAt } from '../../shared/policy/recovery/evidence/proofs.ts';
import { type ClosedDrill, problemKinds } from '../../shared/policy/recovery/evidence/verify.ts';
import type { EvidenceReport } from './report.ts';

/** The drills for programs; docs/cli.md documents its shape. Ends with a line feed. */
export function evidenceJson(report: EvidenceReport): string {
  const { source, now, since, drills, open, proofs, chain, problems } = report;
  const { last } = chain;
  const whole = {
    version: 1,
    source,
    at: timeOf(now),
    ...defined({ since: since === undefined ? undefined : timeOf(since) }),
    clusters: proofs.map(({ source: cluster, proven, last: latest, passed, failed }) => ({
      ...cluster,
      ...{ passed, failed, lastDrill: numberOf(latest) },
      ...(proven !== undefined && { proven: { ...numberOf(proven), ageMs: now - judgedAt(proven) } }),
    })),
    drills: drills.map(({ sequence, sha256, record }) => ({ sequence, sha256, record })),
    open,
    verification: {
      whole: problems.length === 0,
      drills: chain.drills,
      ...(last !== undefined && { last: { sequence: last.sequence, sha256: last.sha256 } }),
      problems: problems.map((one) => ({ ...one, meaning: problemKinds[one.kind] })),
    },
  };
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}

function numberOf(drill: ClosedDrill) {
  const { sequence, record } = drill;
  return { sequence, drill: record.drill, verdict: record.verdict, at: timeOf(judgedAt(drill)) };
}

function timeOf(at: number): string {
  return new Date(at).toISOString();
}
