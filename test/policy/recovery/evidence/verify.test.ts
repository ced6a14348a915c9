import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DrillRecord } from '../../../../shared/policy/model/drill-record.ts';
import { doneKey, evidenceKey, openKey } from '../../../../shared/policy/recovery/evidence/keys.ts';
import { jsonText, NO_PREDECESSOR, sha256 } from '../../../../shared/policy/recovery/evidence/text.ts';
import { verifyEvidence } from '../../../../shared/policy/recovery/evidence/verify.ts';
import { drillRecord, failedRecord, passedRecord } from '../../../support/builders/drill-records.ts';
import { runs } from '../../../support/runs.ts';

type Bucket = Map<string, string>;

const now = Date.parse('2026-11-29T12:00:00Z');

/** A bucket in which these drills were closed one after the other, as the store does it. */
function bucketOf(...records: readonly DrillRecord[]): Bucket {
  const bucket: Bucket = new Map();
  let previous = NO_PREDECESSOR;
  for (const [index, record] of records.entries()) {
    const text = jsonText({ ...record, closing: { sequence: index + 1, previous } });
    previous = sha256(text);
    bucket.set(evidenceKey(index + 1), text);
    bucket.set(doneKey(record), jsonText({ sequence: index + 1, sha256: previous }));
  }
  return bucket;
}

function verify(bucket: Bucket) {
  const objects = [...bucket].map(([key, text]) => ({ key, bytes: new TextEncoder().encode(text) }));
  return verifyEvidence(objects, now);
}

function problemsOf(bucket: Bucket): string[] {
  return verify(bucket).problems.map(({ kind, key, detail }) => `${kind} ${key}: ${detail}`);
}

const id = (n: number) => `202611280200-0000000${n}`;
const three = () =>
  bucketOf(passedRecord({ drill: id(1) }), failedRecord({ drill: id(2) }), passedRecord({ drill: id(3) }));

describe('evidence', () => {
  it('that is as it was written has no problems', () => {
    const { drills, open, problems } = verify(three());

    expect(problems).toEqual([]);
    expect(open).toEqual([]);
    expect(drills.map(({ sequence, record }) => [sequence, record.drill, record.verdict])).toEqual([
      [1, id(1), 'passed'],
      [2, id(2), 'failed'],
      [3, id(3), 'passed'],
    ]);
  });

  it('may be missing: no drill has been closed', () => {
    expect(verify(new Map())).toEqual({ drills: [], open: [], problems: [] });
  });

  it('has a gap where a drill was taken out', () => {
    const bucket = three();
    bucket.delete(evidenceKey(2));

    expect(problemsOf(bucket)).toEqual([`gap ${evidenceKey(2)}: number 2 is missing`]);
  });

  it('has a gap at its end if the last drill was taken out and its mark was not', () => {
    const bucket = three();
    bucket.delete(evidenceKey(3));

    expect(problemsOf(bucket)).toEqual([
      `gap ${evidenceKey(3)}: number 3 is missing, which ${doneKey(passedRecord({ drill: id(3) }))} names`,
    ]);
  });

  it('does not begin later than with number 1', () => {
    const bucket = three();
    bucket.delete(evidenceKey(1));
    bucket.delete(evidenceKey(2));

    expect(problemsOf(bucket)).toEqual([`gap ${evidenceKey(1)}: numbers 1 to 2 are missing`]);
  });

  it('shows a drill that was rewritten: the next one names another digest, and so does its mark', () => {
    const bucket = three();
    const text = bucket.get(evidenceKey(2)) ?? '';
    bucket.set(evidenceKey(2), text.replace('48210', '48211'));

    expect(verify(bucket).problems.map(({ kind, key }) => [kind, key])).toEqual([
      ['chain', evidenceKey(3)],
      ['altered', evidenceKey(2)],
    ]);
  });

  it.each([
    [
      'a failure',
      { failure: { phase: 'check', reason: 'ttl', detail: 'it took too long' } },
      'it took too long',
    ],
    ['no answer', { phases: {} }, 'no query was answered'],
    ['no checks', { checks: [], wanted: { checks: [], targets: {} } }, 'nothing was checked'],
    ['a check without result', { checks: [] }, '0 of 1 checks have a result'],
    ['a recovery time beyond its target', { rtoMs: 5 * 3_600_000 }, 'the recovery time (RTO) was 5h'],
    ['a recovery point beyond its target', { rpoMs: 27 * 3_600_000 }, 'the recovery point (RPO) was 27h'],
  ] satisfies [string, Partial<DrillRecord>, string][])(
    'finds a verdict of passed in spite of %s',
    (_, over, text) => {
      const [first = ''] = problemsOf(bucketOf(passedRecord(over)));

      expect(first).toContain(`verdict ${evidenceKey(1)}: it says passed, but`);
      expect(first).toContain(text);
    },
  );

  it('finds a check that is said to have passed with an answer that cannot', () => {
    const [result] = passedRecord().checks;
    const wanted = { ...passedRecord().wanted, checks: passedRecord().wanted.checks };
    const checks = result === undefined ? [] : [{ ...result, value: 999 }];

    expect(problemsOf(bucketOf(passedRecord({ wanted, checks })))[0]).toContain('999 is less than 1000');
  });

  it('finds a verdict of failed without a reason, a missing one, and a time that was not measured so', () => {
    expect(problemsOf(bucketOf(passedRecord({ verdict: 'failed' })))[0]).toContain(
      'nothing in its record has',
    );
    const { verdict: _, ...undecided } = passedRecord();
    expect(problemsOf(bucketOf(undecided))).toEqual([`verdict ${evidenceKey(1)}: it has none`]);
    expect(problemsOf(bucketOf(passedRecord({ rtoMs: 60_000 })))[0]).toContain(
      'not that between its own times',
    );
  });

  it('finds a drill that is in the chain twice', () => {
    const problems = problemsOf(bucketOf(passedRecord(), passedRecord()));

    expect(problems).toContainEqual(
      `twice ${evidenceKey(2)}: drill 202611280200-0a1b2c3d is in ${evidenceKey(1)}, too`,
    );
  });

  it('finds what is no record, and what lies where it does not belong', () => {
    const bucket = three();
    bucket.set('evidence/notes.txt', 'hello');
    bucket.set(openKey(drillRecord()), jsonText(drillRecord({ drill: id(9) })));

    expect(problemsOf(bucket)).toEqual([
      'unreadable evidence/notes.txt: it is no JSON object',
      'misplaced evidence/notes.txt: its name is not a number of eight digits',
      expect.stringContaining(
        `misplaced ${openKey(drillRecord())}: it is the record of a drill that belongs to`,
      ),
    ]);
  });

  it('finds a drill without a mark, unless it is being closed', () => {
    const bucket = three();
    const last = passedRecord({ drill: id(3) });
    bucket.delete(doneKey(last));
    expect(problemsOf(bucket)).toEqual([`unmarked ${evidenceKey(3)}: ${doneKey(last)} is missing`]);

    bucket.set(openKey(last), bucket.get(evidenceKey(3)) ?? '');
    expect(problemsOf(bucket)).toEqual([]);
  });

  it('takes no record for a drill under way that is left of one that is over', () => {
    const bucket = three();
    const left = drillRecord({ drill: id(1), until: '2026-11-01T00:00:00Z' });
    bucket.set(openKey(left), jsonText(left));

    expect(verify(bucket)).toMatchObject({ open: [], problems: [] });
  });

  it('finds a drill that was never closed, a day after its time was up', () => {
    const open = drillRecord({
      until: '2026-11-28T11:59:59Z',
      cleanUp: { leftover: 'its tag was taken off' },
    });
    const bucket: Bucket = new Map([[openKey(open), jsonText(open)]]);
    expect(problemsOf(bucket)).toEqual([
      `unclosed ${openKey(open)}: its time was up at 2026-11-28T11:59:59Z; its tag was taken off`,
    ]);

    const young = drillRecord({ until: '2026-11-28T12:00:00Z' });
    expect(verify(new Map([[openKey(young), jsonText(young)]]))).toMatchObject({
      open: [young],
      problems: [],
    });
  });
});

describe('for every chain', () => {
  const chain = fc
    .array(fc.boolean(), { minLength: 1, maxLength: 6 })
    .map((passed) =>
      bucketOf(...passed.map((isPassed, n) => (isPassed ? passedRecord : failedRecord)({ drill: id(n) }))),
    );
  const pick = fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }));

  it('a changed byte in any drill is found', () => {
    fc.assert(
      fc.property(chain, pick, (bucket, [which, where, change]) => {
        const objects = [...bucket].map(([key, text]) => ({ key, bytes: new TextEncoder().encode(text) }));
        const drills = objects.filter(({ key }) => key.startsWith('evidence/'));
        const bytes = drills[which % drills.length]?.bytes ?? new Uint8Array();
        const at = where % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ change;

        expect(verifyEvidence(objects, now).problems).not.toEqual([]);
      }),
      runs(5_000),
    );
  });

  it('a drill that is taken out, put twice or exchanged for another is found', () => {
    fc.assert(
      fc.property(chain, pick, fc.constantFrom('out', 'twice', 'swap'), (bucket, [a, b], change) => {
        const size = [...bucket.keys()].filter((key) => key.startsWith('evidence/')).length;
        const [one, other] = [evidenceKey((a % size) + 1), evidenceKey((b % size) + 1)];
        fc.pre(change === 'out' || one !== other);
        const [first = '', second = ''] = [bucket.get(one), bucket.get(other)];
        if (change === 'out') bucket.delete(one);
        else bucket.set(other, first);
        if (change === 'swap') bucket.set(one, second);

        expect(verify(bucket).problems).not.toEqual([]);
      }),
      runs(2_000),
    );
  });
});
