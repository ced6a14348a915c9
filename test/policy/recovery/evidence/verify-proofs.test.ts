import { expect, test } from 'vitest';
import { evidenceKey, provenKey } from '../../../../shared/policy/recovery/evidence/keys.ts';
import { jsonText } from '../../../../shared/policy/recovery/evidence/text.ts';
import { verifyEvidence } from '../../../../shared/policy/recovery/evidence/verify.ts';
import { failedRecord, passedRecord } from '../../../support/builders/drill-records.ts';

const [first, second] = ['202611280200-00000001', '202611280200-00000002'];
const passed = passedRecord({ drill: first });
const own = provenKey(passed);

/** The problems about proofs in a bucket with a drill that passed, one that failed, and this pointer. */
function problems(key: string, sequence: unknown): string[] {
  const objects = [
    [evidenceKey(1), passed],
    [evidenceKey(2), failedRecord({ drill: second })],
    [key, { sequence, drill: first, cluster: passed.source.arn }],
  ].map(([name, value]) => ({ key: String(name), bytes: new TextEncoder().encode(jsonText(Object(value))) }));
  return verifyEvidence(objects, Date.parse('2026-11-29T12:00:00Z'))
    .problems.filter(({ kind }) => kind === 'pointer')
    .map((problem) => `${problem.key}: ${problem.detail}`);
}

test('a proof that leads to a drill of its cluster that passed is none', () => {
  expect(problems(own, 1)).toEqual([]);
});

test.each([
  [own.replace(/[^/]+\.json$/, 'cluster-OTHER.json'), 1],
  [own, 2],
  [own, 3],
])('a proof of another cluster, of a drill that failed or of none is reported: %s %s', (key, sequence) => {
  expect(problems(key, sequence)).toEqual([
    `${key}: ${evidenceKey(sequence)} is not of a drill of that cluster that passed`,
  ]);
});

test('a proof without a number is reported', () => {
  expect(problems(own, 'one')).toEqual([`${own}: nothing is not of a drill of that cluster that passed`]);
});
