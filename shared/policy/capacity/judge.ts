import { judgeMembers, judgeStatus } from '../model/availability.ts';
import type { Member, ServerlessCapacity } from '../model/cluster.ts';
import { type Left, leave } from '../model/finding.ts';
import type { CapacityLine } from '../model/policy.ts';
import type { CapacityFacts } from './capacity.ts';
import type { CapacityCase, CapacityFinding } from './case.ts';
import { change, stayingAwake } from './change.ts';
import { judgeRange } from './eligibility.ts';
import { formatCapacity, isDeclared } from './line.ts';
import { capacityRange, isWithin, widestRange } from './range.ts';

/** What costs nothing comes before what costs a call. */
export function judgeCapacity(subject: CapacityCase): CapacityFinding {
  const { cluster, facts, line } = subject;
  const unit = (capacityRange(cluster) ?? widestRange(cluster.engine))?.unit ?? 'units';
  const early = judgeListing(subject, unit);
  if (early !== undefined) return early;
  if (facts === undefined) return leave('not-observed', 'its instances and metrics have not been read');
  if (facts.members.every(({ instanceClass }) => instanceClass !== 'db.serverless')) {
    return leave('not-serverless', 'none of its instances is serverless');
  }
  const waiting = judgeMembers(cluster, withoutStarved(subject, facts));
  if (waiting !== undefined) return waiting;
  return mayShrink(line, subject.is) ? judgeUse(subject, facts, unit) : change(subject, unit);
}

/**
 * An instance that keeps running out of memory at its max becomes `incompatible-parameters`, and a greater max is what
 * helps: then its status is no obstacle.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html
 */
function withoutStarved({ line, is }: CapacityCase, { members }: CapacityFacts): Member[] {
  const grows = line.max > is.max;
  return members.map((member) =>
    grows && member.status === 'incompatible-parameters' ? { ...member, status: 'available' } : member,
  );
}

function judgeListing({ cluster, is, line, because }: CapacityCase, unit: string): Left | undefined {
  if (isDeclared(line, is)) {
    return leave(
      'capacity-as-declared',
      `is ${formatCapacity(is, unit)}, ${because}${stayingAwake(cluster, line)}`,
    );
  }
  return judgeStatus(cluster.status, 'its capacity') ?? judgeRange(cluster, line);
}

/** Whether a change has to wait for the use to fall: only a smaller max can take away what is used. */
export function mayShrink(line: CapacityLine, is: ServerlessCapacity): boolean {
  return line.whenBusy === 'wait' && line.max < is.max;
}

function judgeUse(subject: CapacityCase, { use }: CapacityFacts, unit: string): CapacityFinding {
  const { line, is, because } = subject;
  if (use?.state === 'known' && use.units <= line.max) return change(subject, unit);
  const waiting =
    use?.state === 'known'
      ? `it uses ${Math.ceil(use.units * 10) / 10} ${unit} of ${is.max}`
      : (use?.detail ?? 'its metrics have not been read');
  // A greater min takes nothing away, and held up by its min a cluster would never come down to the new max.
  const minGoesFirst = line.min > is.min || is.min > line.max;
  const meanwhile = { ...line, max: is.max };
  const range = capacityRange(subject.cluster);
  if (minGoesFirst && range !== undefined && isWithin(range, meanwhile)) {
    const first = change(subject, unit, meanwhile);
    const detail = `${first.detail}; ${waiting}, so its min goes first: ${formatCapacity(meanwhile, unit)} now`;
    return { ...first, detail };
  }
  return use?.state === 'known'
    ? leave('capacity-in-use', `${waiting}, and is to be ${formatCapacity(line, unit)}, ${because}`)
    : leave('use-unknown', waiting);
}
