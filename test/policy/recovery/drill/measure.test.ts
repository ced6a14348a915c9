import { describe, expect, test } from 'vitest';
import type { CheckResult, DrillRecord } from '../../../../shared/policy/model/drill-record.ts';
import type { DrillCheck } from '../../../../shared/policy/model/recovery-rule.ts';
import { checkText } from '../../../../shared/policy/recovery/drill/judge-check.ts';
import { baselineOf, measure, withCheck } from '../../../../shared/policy/recovery/drill/measure.ts';
import { aRestoredDrill, OPENED } from '../../../support/builders/open-drills.ts';
import { DAY, HOUR } from '../../builders.ts';

const restored = aRestoredDrill();

describe('a verdict', () => {
  const [check] = restored.wanted.checks as [DrillCheck];
  const result: CheckResult = { check: checkText(check), verdict: 'passed', value: 1000, detail: '' };
  const asked = { ...restored, checks: [result] };

  test('passes with every check passed, a query answered, and the targets met', () => {
    expect(measure(asked, OPENED + 2 * HOUR)).toMatchObject({
      verdict: 'passed',
      rtoMs: HOUR,
      rpoMs: 2 * HOUR,
      phases: { checkedAt: '2026-11-28T04:00:00Z' },
    });
  });

  test.each<[string, Partial<DrillRecord>, string]>([
    ['no check', { wanted: { checks: [], targets: {} }, checks: [] }, 'no-checks'],
    ['a missing result', { checks: [] }, 'check-missing'],
    ['the result of another check', { checks: [{ ...result, check: 'select 1 @shop' }] }, 'check-missing'],
    ['a check that failed', { checks: [{ ...result, verdict: 'failed' }] }, 'check-failed'],
    ['no answer to a query', { phases: { restoreRequestedAt: '2026-11-28T02:00:00Z' } }, 'not-usable'],
    ['a missed RTO', { wanted: { ...restored.wanted, targets: { rtoMs: HOUR - 1 } } }, 'rto-missed'],
    ['a missed RPO', { wanted: { ...restored.wanted, targets: { rpoMs: HOUR } } }, 'rpo-missed'],
    ['a row older than the RPO', { rpoMs: 27 * HOUR }, 'rpo-missed'],
    ['an earlier failure', { failure: { phase: 'restore', reason: 'ttl', detail: '' } }, 'ttl'],
  ])('fails by %s', (_, some, reason) => {
    expect(measure({ ...asked, ...some }, OPENED + 2 * HOUR)).toMatchObject({
      verdict: 'failed',
      failure: { reason },
    });
  });

  test('the stalest of what was asked is the recovery point', () => {
    const twice = [OPENED - DAY, OPENED - HOUR].reduce(
      (record, newestAt) => withCheck(record, { result, newestAt }),
      restored,
    );

    expect(twice.rpoMs).toBe(DAY);
  });
});

describe('the value to compare with', () => {
  const [check] = restored.wanted.checks as [DrillCheck];
  const result = { check: checkText(check), detail: '' };

  test.each<[string, Omit<CheckResult, 'check' | 'detail'>, number | undefined]>([
    ['is that of a check that passed', { verdict: 'passed', value: 10, before: 9 }, 10],
    ['is never that of one that failed', { verdict: 'failed', value: 1, before: 9 }, 9],
    ['is missing where none ever passed', { verdict: 'failed', value: 1 }, undefined],
  ])('%s', (_, last, value) => {
    expect(baselineOf({ ...restored, checks: [{ ...result, ...last }] }, check)).toBe(value);
  });
});
