import { describe, expect, test } from 'vitest';
import type { DrillRecord } from '../../../../shared/policy/model/drill-record.ts';
import type { DrillCheck, SqlCheck } from '../../../../shared/policy/model/recovery-rule.ts';
import {
  type CheckAnswer,
  judgeCheck,
  timeOf,
} from '../../../../shared/policy/recovery/drill/judge-check.ts';
import { aRestoredDrill } from '../../../support/builders/open-drills.ts';
import { HOUR } from '../../builders.ts';

const restored = aRestoredDrill();

describe('an answer to a statement', () => {
  test.each<{
    readonly is: string;
    readonly check?: Partial<SqlCheck>;
    readonly value: number | string | boolean | null;
    readonly before?: number | string;
    readonly verdict: 'passed' | 'failed';
    readonly detail?: RegExp;
  }>([
    { is: 'as many rows as asked for', check: { atLeast: 1000 }, value: 1000, verdict: 'passed' },
    { is: 'fewer', check: { atLeast: 1000 }, value: 999, verdict: 'failed', detail: /999 is less than 1000/ },
    { is: 'an empty table', value: 0, verdict: 'failed', detail: /0 is less than 1/ },
    { is: 'an empty table that may be', check: { atLeast: 0 }, value: 0, verdict: 'passed' },
    { is: 'a decimal as text', check: { atLeast: 5 }, value: '12.50', verdict: 'passed' },
    { is: 'no number where one is wanted', check: { atLeast: 5 }, value: 'many', verdict: 'failed' },
    { is: 'a number that is none', check: { atLeast: 0 }, value: Number.NaN, verdict: 'failed' },
    { is: 'a text', value: 'PostgreSQL 16', verdict: 'passed' },
    { is: 'null', value: null, verdict: 'failed', detail: /no such row/ },
    { is: 'true', value: true, verdict: 'passed' },
    { is: 'true where a number is wanted', check: { atLeast: 1000 }, value: true, verdict: 'failed' },
    { is: 'true where a time is wanted', check: { freshnessMs: 26 * HOUR }, value: true, verdict: 'failed' },
    { is: 'a number without an end', value: Number.POSITIVE_INFINITY, verdict: 'failed' },
    {
      is: 'a row newer than the recovery point',
      check: { freshnessMs: 26 * HOUR },
      value: '2026-11-28 01:00:00',
      verdict: 'failed',
      detail: /newer than the recovery point, so it was not restored/,
    },
    { is: 'false', value: false, verdict: 'failed' },
    { is: 'the first to compare with', check: { shrinkAtMostPercent: 10 }, value: 500, verdict: 'passed' },
    {
      is: 'within the share',
      check: { shrinkAtMostPercent: 10 },
      value: 900,
      before: 1000,
      verdict: 'passed',
    },
    {
      is: 'below the share',
      check: { shrinkAtMostPercent: 10 },
      value: 899,
      before: 1000,
      verdict: 'failed',
      detail: /more than 10 % less than 1000/,
    },
    {
      is: 'an unclear baseline',
      check: { shrinkAtMostPercent: 10 },
      value: 5,
      before: 'x',
      verdict: 'failed',
    },
    {
      is: 'a fresh row',
      check: { freshnessMs: 26 * HOUR },
      value: '2026-11-27 01:00:00.123',
      verdict: 'passed',
    },
    {
      is: 'a stale row',
      check: { freshnessMs: 26 * HOUR },
      value: '2026-11-26 23:59:59',
      verdict: 'failed',
      detail: /more than 26h before the restore/,
    },
    {
      is: 'a row of the time after the restore',
      check: { freshnessMs: 26 * HOUR },
      value: '2026-11-28 03:00:00',
      verdict: 'failed',
      detail: /was not restored/,
    },
    { is: 'no row at all', check: { freshnessMs: 26 * HOUR }, value: null, verdict: 'failed' },
    { is: 'seconds since 1970', check: { freshnessMs: 26 * HOUR }, value: 1_790_000_000, verdict: 'failed' },
  ])('$is: $verdict', ({ check, value, before, verdict, detail }) => {
    const asked: DrillCheck = { kind: 'sql', sql: 'select', database: 'shop', ...check };
    const { result } = judgeCheck(asked, { state: 'value', value, ms: 12.3 }, restored, before);

    expect(result).toMatchObject({ check: 'select @shop', verdict, ms: 12 });
    if (detail !== undefined) expect(result.detail).toMatch(detail);
  });

  test('the oldest snapshot is measured against its own time', () => {
    const point = {
      ...restored.point,
      createdAt: '2026-10-01T03:00:00Z',
      pick: 'oldest',
    } as DrillRecord['point'];
    const check: DrillCheck = { kind: 'sql', sql: 'select', database: 'shop', freshnessMs: 26 * HOUR };
    const judged = judgeCheck(
      check,
      { state: 'value', value: '2026-10-01T02:00:00Z', ms: 1 },
      { ...restored, point },
      undefined,
    );

    expect(judged.result.verdict).toBe('passed');
  });
});

describe('an answer of a function', () => {
  const good = { version: 1, ok: true, detail: '12 vertices' };

  test.each<{ readonly is: string; readonly answer: unknown; readonly verdict: 'passed' | 'failed' }>([
    { is: 'as agreed', answer: good, verdict: 'passed' },
    {
      is: 'with a value and a time',
      answer: { ...good, value: 12, newest: '2026-11-27T23:00:00Z' },
      verdict: 'passed',
    },
    { is: 'not content', answer: { ...good, ok: false }, verdict: 'failed' },
    { is: 'of another version', answer: { ...good, version: 2 }, verdict: 'failed' },
    {
      is: 'with a value without an end',
      answer: { ...good, value: Number.POSITIVE_INFINITY },
      verdict: 'failed',
    },
    { is: 'with ok as a text', answer: { ...good, ok: 'true' }, verdict: 'failed' },
    { is: 'without a detail', answer: { version: 1, ok: true }, verdict: 'failed' },
    { is: 'with a time that is none', answer: { ...good, newest: 'yesterday' }, verdict: 'failed' },
    {
      is: 'with a time after the restore',
      answer: { ...good, newest: '2026-11-28T04:00:00Z' },
      verdict: 'failed',
    },
    { is: 'that is nothing', answer: undefined, verdict: 'failed' },
    { is: 'that is null', answer: null, verdict: 'failed' },
  ])('$is: $verdict', ({ answer, verdict }) => {
    const check: DrillCheck = { kind: 'function', arn: 'arn:f' };

    expect(judgeCheck(check, { state: 'answer', answer, ms: 1 }, restored, undefined).result).toMatchObject({
      check: 'arn:f',
      verdict,
    });
  });
});

test('an answer of the other kind is no answer', () => {
  const [sql] = restored.wanted.checks;
  const crossed: CheckAnswer = { state: 'answer', answer: { version: 1, ok: true, detail: '' }, ms: 1 };

  expect(sql && judgeCheck(sql, crossed, restored, undefined).result.verdict).toBe('failed');
});

test.each([
  ['2026-11-28 02:03:04', '2026-11-28T02:03:04.000Z'],
  ['2026-11-28 02:03:04.123456', '2026-11-28T02:03:04.123Z'],
  ['2026-11-28T02:03:04+02:00', '2026-11-28T00:03:04.000Z'],
  ['2026-11-28 02:03:04+02', '2026-11-28T00:03:04.000Z'],
  ['2026-11-28', '2026-11-28T00:00:00.000Z'],
])('%s is a time', (text, instant) => {
  expect(new Date(timeOf(text) ?? 0).toISOString()).toBe(instant);
});

test.each(['', 'yesterday', '28.11.2026', '2026-13-28', '1790000000'])('%s is none', (text) => {
  expect(timeOf(text)).toBeUndefined();
});
