import type { DrillRecord } from '../../shared/policy/model/drill-record.ts';
import { judgedAt } from '../../shared/policy/recovery/evidence/proofs.ts';
import type { ClosedDrill } from '../../shared/policy/recovery/evidence/verify.ts';
import { formatUtc } from '../../shared/policy/time/when.ts';
import { formatAge } from '../terminal/age.ts';
import { count, hang, wrap } from '../terminal/columns.ts';
import type { Paint } from '../terminal/paint.ts';
import type { EvidenceReport } from './report.ts';
import { againstTarget, checksText, cleanUpText, plainText, pointText } from './words.ts';

interface Look {
  readonly paint: Paint;
  readonly width?: number;
}

/** The drills for people, cluster by cluster, and whether their evidence is whole. Ends with a line feed. */
export function evidenceText(report: EvidenceReport, look: Look, isList: boolean): string {
  const blocks = isList ? [...clusterBlocks(report, look), ...openBlock(report, look)] : [];
  const parts = [...blocks, verificationLines(report, look)];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function clusterBlocks({ drills, proofs, now }: EvidenceReport, look: Look): string[][] {
  const { paint } = look;
  return proofs.flatMap(({ source, proven }) => {
    const own = drills.filter(
      ({ record }) => record.source.arn === source.arn && record.source.resourceId === source.resourceId,
    );
    if (own.length === 0) return [];
    const proof =
      proven === undefined
        ? paint('fault', 'never proven')
        : paint('start', `proven ${ageText(now - judgedAt(proven))}`);
    return [
      [
        `${paint('heading', plainText(source.cluster))}  ${paint('dim', plainText(`${source.account} ${source.region}`))}  ${proof}`,
        ...own.flatMap((drill) => drillLines(drill, look)),
      ],
    ];
  });
}

function drillLines({ sequence, record }: ClosedDrill, look: Look): string[] {
  const { paint, width = Number.POSITIVE_INFINITY } = look;
  const { verdict, place, failure, rtoMs, rpoMs, wanted } = record;
  const hasPassed = verdict === 'passed';
  const mark = hasPassed ? paint('start', '✓') : paint('fault', '✗');
  const head = `${sequence}: ${formatUtc(judgedAt({ record }))} in ${place.region}, ${pointText(record)}`;
  const measured = [
    `RTO ${againstTarget(rtoMs, wanted.targets.rtoMs)}`,
    `RPO ${againstTarget(rpoMs, wanted.targets.rpoMs)}`,
    checksText(record),
    cleanUpText(record),
  ].join('; ');
  const failed = record.checks.filter(
    ({ verdict: answer, detail }) => answer !== 'passed' && !failure?.detail.includes(detail),
  );
  return [
    ...hang(`  ${mark} `, plainText(head), width),
    ...hang('    ', plainText(measured), width, (line) => paint('dim', line)),
    ...(hasPassed || failure === undefined
      ? []
      : hang('    ', plainText(`failed at ${failure.phase}: ${failure.detail}`), width, (line) =>
          paint('fault', line),
        )),
    ...failed.flatMap(({ check, detail }) => hang('    ', plainText(`${check}: ${detail}`), width)),
  ];
}

function openBlock(
  { open, now }: EvidenceReport,
  { paint, width = Number.POSITIVE_INFINITY }: Look,
): string[][] {
  if (open.length === 0) return [];
  return [
    [
      paint('heading', 'Under way'),
      ...open.flatMap((record) => hang('  ', plainText(openText(record, now)), width)),
    ],
  ];
}

function openText(
  { source, place, restored, openedAt, until, cleanUp, verdict }: DrillRecord,
  now: number,
): string {
  const isOver = now > Date.parse(until) ? ', which is over' : '';
  const state =
    cleanUp?.leftover ?? (verdict === undefined ? 'not judged yet' : `${verdict}, being cleaned up`);
  return `${source.cluster} in ${place.region} as ${restored.cluster}: since ${formatUtc(Date.parse(openedAt))}, until ${formatUtc(Date.parse(until))}${isOver}; ${state}`;
}

function verificationLines({ source, chain, problems, open }: EvidenceReport, look: Look): string[] {
  const { paint, width = Number.POSITIVE_INFINITY } = look;
  const { last } = chain;
  const total = `Evidence in ${source}: ${count(chain.drills, 'drill')} closed, ${open.length} under way.`;
  const whole =
    last === undefined
      ? ''
      : `Numbers 1 to ${last.sequence} without a gap, each with the digest of the one before, each verdict as its record has it. SHA-256 of number ${last.sequence}:`;
  return [
    ...wrap(paint('heading', total), width),
    ...(problems.length > 0 || last === undefined ? [] : [...wrap(whole, Math.min(width, 100)), last.sha256]),
    ...problems.flatMap(({ kind, key, detail }) =>
      hang(paint('fault', `✗ ${kind} `), plainText(`${key}: ${detail}`), width),
    ),
  ];
}

function ageText(ms: number): string {
  return ms < 60_000 ? 'just now' : `${formatAge(ms)} ago`;
}
