import { describe, expect, test } from 'vitest';
import { width } from '../../../cli/terminal/columns.ts';
import { plain } from '../../../cli/terminal/paint.ts';
import { linesOf, preflightText, toText } from '../../../demo/recovery/story.ts';
import type { DrillPhases, DrillRecord } from '../../../shared/policy/model/drill-record.ts';
import { drillRecord, failedRecord, passedRecord } from '../../support/builders/drill-records.ts';

const preflight = 'backup complete';

/** A record as it was when that many of its phases had been reached. */
function asOf({ phases, ...record }: DrillRecord, reached: number): DrillRecord {
  const { verdict, checks, ...rest } = record;
  const some: DrillPhases = Object.fromEntries(Object.entries(phases).slice(0, reached));
  return some.checkedAt === undefined
    ? { ...rest, checks: [], phases: some }
    : { ...rest, checks, phases: some, ...(verdict && { verdict }) };
}

describe('the story of a drill', () => {
  test('tells a drill that passes, step by step', () => {
    expect(linesOf(passedRecord(), preflight).map(({ what, text }) => `${what}: ${text}`)).toEqual([
      'due: prod-orders, from snapshot prod-orders-20261127 of 2026-11-27 03:00 UTC',
      'preflight: backup complete',
      'restore: as dormouse-drill-prod-orders-202611280200-0a1b2c3d in eu-central-1',
      'restored: the cluster is available after 24m',
      'instance: db.r6g.large in subnet group drills, available after 14m',
      'usable: a query is answered, 47m after the restore was requested',
      '✓ check: select count(*) from orders: it answered 48210, at least 1000',
      'targets: RTO 47m of 4h, RPO 24h 10m of 26h',
      '✓ passed: prod-orders can be restored from this backup',
      'deleted: instance and cluster, gone 12m later',
    ]);
  });

  test.each([
    ['passes', passedRecord()],
    ['fails', failedRecord()],
  ])('of one that %s goes on where it was, and never changes what it has told', (_, record) => {
    const whole = linesOf(record, preflight);
    for (let reached = 0; reached <= Object.keys(record.phases).length; reached += 1) {
      const lines = linesOf(asOf(record, reached), preflight);
      expect(lines).toEqual(whole.slice(0, lines.length));
    }
  });

  test('says why a drill has failed, also one that was never restored', () => {
    const failure = { phase: 'restore', reason: 'restore-refused', detail: 'AWS says no' };
    const over = { failure, verdict: 'failed', phases: { goneAt: '2026-11-28T03:20:00Z' } } as const;
    const [last] = linesOf(drillRecord(over), preflight).filter(({ what }) => what === '✗ failed');

    expect(last?.text).toBe('this backup of prod-orders does not pass: AWS says no');
  });

  test('fits a terminal of 80 columns', () => {
    const lines = linesOf(failedRecord(), `${preflight}, `.repeat(20)).flatMap((line) =>
      toText(line, { paint: plain, width: 80 }),
    );

    expect(lines.filter((line) => width(line) > 80)).toEqual([]);
    expect(lines[0]).toMatch(/^Sat 03:10 {2}due {8}prod-orders, from snapshot/);
  });
});

test('the preflight says only what was asked', () => {
  expect(preflightText(['DescribeVpcs', 'PutObject', 'DescribeAccountAttributes'])).toBe(
    'not the default VPC, quotas have room',
  );
});
