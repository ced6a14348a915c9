import { describe, expect, test } from 'vitest';
import { coveredCost, loadCommitments } from '../../backtest/money/commitments.ts';
import type { Usage } from '../../backtest/money/usage.ts';

const hour = 3_600_000;

describe('dollars that commitments cover', () => {
  const place = { region: 'eu-central-1', engine: 'aurora-postgresql', instanceClass: 'db.r6g.large' };
  const hours = { from: 0, to: 2 * hour };
  const inFirst = { ...place, account: '1', steps: [[0, 2]] as const };
  const halfInSecond = {
    ...{ ...place, account: '2' },
    steps: [
      [0, 2],
      [hour, 0],
    ] as const,
  };
  const usage = [inFirst, halfInSecond];
  const covered = (text: string, used: readonly Usage[] = usage) =>
    coveredCost(loadCommitments(text), used, () => 2, hours);
  const reserved = (more: string) =>
    `{ region: eu-central-1, engine: aurora-postgresql, instanceClass: db.r6g.large, ${more} }`;

  test.each([
    ['no commitment', '{}', 0],
    ['one instance of any account', `reservedInstances: [${reserved('count: 1')}]`, 4],
    ['more than there are', `reservedInstances: [${reserved('count: 9')}]`, 6],
    ['one of an account', `reservedInstances: [${reserved('count: 2, account: "222222222222"')}]`, 0],
    ['another class', `reservedInstances: [${reserved('count: 2').replace('large', 'xlarge')}]`, 0],
    ['another engine', `reservedInstances: [${reserved('count: 2').replace('postgresql', 'mysql')}]`, 0],
    ['another Region', `reservedInstances: [${reserved('count: 2').replace('central', 'west')}]`, 0],
    ['a Savings Plan', 'savingsPlans: [{ hourly: 1, discount: 50 }]', 4],
    ['two Savings Plans', 'savingsPlans: [{ hourly: 1, discount: 50 }, { hourly: 0.5, discount: 0 }]', 4.5],
    [
      'a Savings Plan for what a reserved instance leaves',
      `{ reservedInstances: [${reserved('count: 1')}], savingsPlans: [{ hourly: 9 }] }`,
      6,
    ],
    [
      'those of an account first, whatever their order',
      `reservedInstances: [${reserved('count: 1')}, ${reserved('count: 1, account: "111111111111"')}]`,
      6,
    ],
  ])('%s', (_title, text, usd) => {
    const accounts = usage.map((one) => ({ ...one, account: one.account.repeat(12) }));

    expect(covered(text, text.includes('222222222222') ? [accounts[0] ?? inFirst] : accounts)).toBeCloseTo(
      usd,
    );
  });

  test('serverless capacity is covered by Savings Plans alone', () => {
    const { instanceClass: _, ...capacity } = inFirst;

    expect(covered(`reservedInstances: [${reserved('count: 9')}]`, [capacity])).toBe(0);
    expect(covered('savingsPlans: [{ hourly: 1, discount: 0 }]', [capacity])).toBe(2);
  });
});

test('a file of commitments that cannot be used says where', () => {
  expect(() => loadCommitments('reservedInstances: [{ region: eu }]', 'c.yml')).toThrow(/c\.yml:1:\d+/);
});
