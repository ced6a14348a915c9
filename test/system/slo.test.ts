import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { budgetExpression, type Slo, slos } from '../../stack/slo.ts';
import { MINUTE } from './fleet.ts';
import { keyOf } from './metric-alarm.ts';
import { aWatchedDay } from './watched-day.ts';

type Day = Awaited<ReturnType<typeof aWatchedDay>>;

/** The share of good events over the day, by its expression and the metrics of the functions. */
function shareOf({ metrics, expression }: Slo, day: Day): number {
  const values = Object.entries(metrics).map(([id, { metric, of, stat }]) => {
    const key = keyOf('Dormouse', metric, { service: 'dormouse-dev', function: of });
    return [id, day.desk.store.over(key, stat)] as const;
  });
  const FILL = (value: number | undefined, other: number) => value ?? other;
  return runInNewContext(expression, { ...Object.fromEntries(values), FILL });
}

test('the objectives are what a day on which starts fail for an hour was like', async () => {
  const day = await aWatchedDay();
  const { simulator } = day;
  const seen = { due: 0, up: 0 };
  for (let minutes = 5; minutes <= 330; minutes += 5) {
    await day.runUntil(day.hour(0) + minutes * MINUTE);
    // RDS refuses starts from 7:00 to 8:30; the hours of the offices are from 7:30 to 11:00.
    if (minutes === 60) simulator.faults.setRules([{ kind: 'refused', action: 'StartDBCluster' }]);
    if (minutes === 150) simulator.faults.setRules([]);
    if (minutes < 105 || minutes >= 300) continue;
    const offices = simulator.backend.state().clusters.filter(({ id }) => id.startsWith('office'));
    seen.due += offices.length;
    seen.up += offices.filter(({ status }) => status === 'available').length;
  }
  const stops = simulator.bus.filter(({ detailType }) => detailType.startsWith('Cluster Stop '));
  const count = (type: string) => stops.filter(({ detailType }) => detailType.endsWith(type)).length;
  const [up, stopped, looked] = slos.map((slo) => shareOf(slo, day));

  expect(seen.up).toBeLessThan(seen.due);
  expect(Math.abs((up ?? 0) - (100 * seen.up) / seen.due)).toBeLessThan(3);
  expect(count(' Confirmed')).toBeGreaterThan(0);
  expect(stopped).toBe(100);
  expect(looked).toBe(100);
});

test('the page explains each objective, as the dashboard computes it', () => {
  const page = readFileSync('docs/slo.md', 'utf8');

  for (const slo of slos) {
    expect(page).toContain(`**${slo.title}: ${slo.objective} %**`);
    expect(page).toContain(slo.expression);
    for (const { metric, of, stat } of Object.values(slo.metrics)) {
      expect(page).toContain(`\`${metric}\` of \`${of}\`, \`${stat}\``);
    }
  }
});

test('an error budget is whole when all is good, and used up at the objective', () => {
  const left = (sli: number) => runInNewContext(budgetExpression({ objective: 99.5 }), { sli });

  expect([left(100), left(99.5), left(99)]).toEqual([100, 0, -100]);
});
