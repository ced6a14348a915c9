import type { DrillRecord } from '../../model/drill-record.ts';
import { type EpochMs, HOUR_MS } from '../../time/units.ts';
import { DONE, doneKey, EVIDENCE, evidenceKey, OPEN, openKey, sequenceOf } from './keys.ts';
import { readRecord } from './read-record.ts';
import { NO_PREDECESSOR, sha256 } from './text.ts';
import { shortcomings } from './verdict.ts';
import { checkProofs } from './verify-proofs.ts';

/** An object of the bucket of evidence. */
export interface StoredText {
  readonly key: string;
  /** As it was stored, to the byte. */
  readonly bytes: Uint8Array;
}

/** A drill in the chain of evidence. */
export interface ClosedDrill {
  readonly sequence: number;
  /** Of its bytes. */
  readonly sha256: string;
  readonly record: DrillRecord;
}

/** The ways in which evidence is not what it should be. */
export const problemKinds = {
  gap: 'a number is missing in the chain',
  chain: 'the digest of a predecessor is not what the next one says it was',
  altered: 'evidence does not have the digest that was noted when the drill was closed',
  unreadable: 'an object is not the record of a drill',
  misplaced: 'a record lies under a number or name that is not its own',
  twice: 'a drill is in the chain more than once',
  verdict: 'a verdict does not follow from the checks, targets and times of its record',
  unmarked: 'a drill is in the chain, and nothing says that it is over',
  pointer: 'a pointer to the proof of a cluster leads to no drill of it that passed',
  unclosed: 'a drill began, and has not been closed for more than a day after its time was up',
} as const;

export interface EvidenceProblem {
  readonly kind: keyof typeof problemKinds;
  readonly key: string;
  /** One sentence for people. */
  readonly detail: string;
}

export interface Verification {
  /** By their numbers. */
  readonly drills: readonly ClosedDrill[];
  /** Drills under way. */
  readonly open: readonly DrillRecord[];
  readonly problems: readonly EvidenceProblem[];
}

/** After the time of a drill is up, this long for its clean-up. */
const CLEAN_UP_MS = 24 * HOUR_MS;

/**
 * Verifies all that lies in a bucket of evidence: the chain of closed drills without gaps or breaks, each verdict by its
 * own record, and that every drill that began was closed.
 */
export function verifyEvidence(objects: readonly StoredText[], now: EpochMs): Verification {
  const problems: EvidenceProblem[] = [];
  const report = (kind: EvidenceProblem['kind'], key: string, detail: string) => {
    problems.push({ kind, key, detail });
  };
  const readIn = (folder: string) =>
    objects
      .filter(({ key }) => key.startsWith(folder))
      .toSorted((a, b) => (a.key < b.key ? -1 : 1))
      .flatMap(({ key, bytes }) => {
        const read = readRecord(new TextDecoder().decode(bytes));
        if (!read.ok) report('unreadable', key, read.detail);
        return read.ok ? [{ key, bytes, record: read.record }] : [];
      });

  const chain = readIn(EVIDENCE);
  const numbers = numbersOf(objects);
  checkNumbers(objects, numbers, report);
  checkChain(numbers, chain, report);
  for (const { key, record } of chain) {
    if (sequenceOf(key) !== record.closing?.sequence) {
      report('misplaced', key, `its record says that it is number ${record.closing?.sequence ?? 'none'}`);
    }
    checkVerdict(key, record, report);
  }
  checkOnce(chain, report);
  const open = readIn(OPEN);
  const marked = new Set(objects.filter(({ key }) => key.startsWith(DONE)).map(({ key }) => key));
  // A drill that is over may have left its open record.
  const underWay = open.filter(({ record }) => !marked.has(doneKey(record)));
  for (const { key, record } of underWay) checkOpen(key, record, now, report);
  checkProofs(objects, chain, report);
  checkMarks(objects, chain, new Set(open.map(({ key }) => key)), report);
  return {
    drills: chain.flatMap(({ key, bytes, record }) => {
      const sequence = sequenceOf(key);
      return sequence === undefined ? [] : [{ sequence, sha256: sha256(bytes), record }];
    }),
    open: underWay.map(({ record }) => record),
    problems,
  };
}

/** A record in the chain that could be read. */
interface Chained extends StoredText {
  readonly record: DrillRecord;
}

type Report = (kind: EvidenceProblem['kind'], key: string, detail: string) => void;

/** The numbers of all objects in the chain, readable or not. */
function numbersOf(objects: readonly StoredText[]): Map<number, StoredText> {
  const numbered = objects.flatMap((object) => {
    const sequence = sequenceOf(object.key);
    return sequence === undefined ? [] : [[sequence, object] as const];
  });
  return new Map(numbered.toSorted(([a], [b]) => a - b));
}

function checkNumbers(
  objects: readonly StoredText[],
  numbers: ReadonlyMap<number, StoredText>,
  report: Report,
): void {
  for (const { key } of objects) {
    if (key.startsWith(EVIDENCE) && sequenceOf(key) === undefined)
      report('misplaced', key, 'its name is not a number of eight digits');
  }
  let expected = 1;
  for (const sequence of numbers.keys()) {
    if (sequence > expected) report('gap', evidenceKey(expected), missingText(expected, sequence - 1));
    expected = sequence + 1;
  }
}

function missingText(first: number, last: number): string {
  return first === last ? `number ${first} is missing` : `numbers ${first} to ${last} are missing`;
}

function checkChain(
  numbers: ReadonlyMap<number, StoredText>,
  chain: readonly Chained[],
  report: Report,
): void {
  for (const { key, record } of chain) {
    const sequence = sequenceOf(key) ?? 0;
    const before = numbers.get(sequence - 1);
    const expected = sequence === 1 ? NO_PREDECESSOR : before && sha256(before.bytes);
    if (expected === undefined || record.closing?.previous === expected) continue;
    const own = sequence === 1 ? 'it has no predecessor' : `${before?.key} has the SHA-256 ${expected}`;
    report('chain', key, `${own}, and it names ${record.closing?.previous ?? 'none'}`);
  }
}

function checkVerdict(key: string, record: DrillRecord, report: Report): void {
  const short = shortcomings(record);
  const { verdict, phases, rtoMs } = record;
  if (verdict === undefined) report('verdict', key, 'it has none');
  if (verdict === 'passed' && short.length > 0)
    report('verdict', key, `it says passed, but ${short.join('; ')}`);
  if (verdict === 'failed' && short.length === 0)
    report('verdict', key, 'it says failed, but nothing in its record has');
  const times = [phases.restoreRequestedAt, phases.usableAt].map((time) => Date.parse(time ?? ''));
  const [from = Number.NaN, to = Number.NaN] = times;
  if (rtoMs !== undefined && Math.abs(to - from - rtoMs) >= 1000) {
    report('verdict', key, 'its measured recovery time is not that between its own times');
  }
}

function checkOnce(chain: readonly Chained[], report: Report): void {
  const seen = new Map<string, string>();
  for (const { key, record } of chain) {
    const before = seen.get(openKey(record));
    if (before !== undefined) report('twice', key, `drill ${record.drill} is in ${before}, too`);
    seen.set(openKey(record), before ?? key);
  }
}

function checkOpen(key: string, record: DrillRecord, now: EpochMs, report: Report): void {
  const own = openKey(record);
  if (own !== key) report('misplaced', key, `it is the record of a drill that belongs to ${own}`);
  if (now - Date.parse(record.until) > CLEAN_UP_MS) {
    const left = record.cleanUp?.leftover ?? `look for ${record.restored.cluster}`;
    report('unclosed', key, `its time was up at ${record.until}; ${left}`);
  }
}

/** A mark holds the digest of its evidence: the last one in the chain has nothing else that tells a changed byte. */
function checkMarks(
  objects: readonly StoredText[],
  chain: readonly Chained[],
  open: ReadonlySet<string>,
  report: Report,
): void {
  const marks = new Map(
    objects.filter(({ key }) => key.startsWith(DONE)).map((object) => [object.key, readMark(object)]),
  );
  const numbers = numbersOf(objects);
  const last = [...numbers.keys()].at(-1) ?? 0;
  for (const [key, mark] of marks) {
    if (mark === undefined) {
      report('unreadable', key, 'it does not say where the evidence of its drill is');
      continue;
    }
    const evidence = evidenceKey(mark.sequence);
    const there = numbers.get(mark.sequence);
    // One before the last is missed in the chain anyway.
    if (there === undefined && mark.sequence > last) {
      report('gap', evidence, `number ${mark.sequence} is missing, which ${key} names`);
    }
    if (there !== undefined && sha256(there.bytes) !== mark.sha256) {
      report('altered', evidence, `${key} noted the SHA-256 ${mark.sha256} of it`);
    }
  }
  for (const { key, record } of chain) {
    const isMarked = marks.has(doneKey(record)) || open.has(openKey(record));
    if (!isMarked) report('unmarked', key, `${doneKey(record)} is missing`);
  }
}

function readMark({ bytes }: StoredText): { sequence: number; sha256: string } | undefined {
  try {
    const { sequence, sha256: digest } = Object(JSON.parse(new TextDecoder().decode(bytes)));
    return Number.isInteger(sequence) && typeof digest === 'string'
      ? { sequence, sha256: digest }
      : undefined;
  } catch {
    return undefined;
  }
}
