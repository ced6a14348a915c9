import { describe, expect, it } from 'vitest';
import { hour, minute } from '../../control-plane.ts';
import { aWorld, steps } from './capacity-fleet.ts';

const busy = 'use: [{ connections: 5, cpu: 75 }]';
const capacity = 'ServerlessDatabaseCapacity';

describe('the capacity that a cluster has scaled to', () => {
  it('grows with its use until the max of that minute, and not below the min', async () => {
    const { modify, advance, metric } = aWorld(
      `{ id: a, instances: 1, serverless: { min: 1, max: 8 }, ${busy} }`,
    );
    const limits = [
      [1, 8],
      [1, 4],
      [1, 32],
      [16, 32],
    ];
    for (const [min, max] of limits) {
      await modify(min, max);
      advance(10 * minute);
    }

    expect(steps(await metric(capacity))).toEqual([
      [0, 6],
      [10, 4],
      [20, 6],
      [30, 16],
    ]);
    expect(steps(await metric('ACUUtilization'))).toEqual([
      [0, 75],
      [10, 100],
      [20, 18.75],
      [30, 50],
    ]);
  });

  it.each([
    ['aurora-mysql', 'AWS/RDS', 'ACUUtilization'],
    ['neptune', 'AWS/Neptune', 'NCUUtilization'],
    ['docdb', 'AWS/DocDB', 'DCUUtilization'],
  ])('is told by %s in %s as %s', async (engine, namespace, name) => {
    const cluster = `{ id: a, engine: ${engine}, instances: 1, serverless: { min: 1, max: 8 }, ${busy} }`;
    const { advance, metric } = aWorld(cluster);
    advance(hour);

    const [units, percent] = await Promise.all([
      metric(capacity, { namespace }),
      metric(name, { namespace }),
    ]);

    expect([units[0], percent[0]]).toEqual([
      [0, 6],
      [0, 75],
    ]);
  });

  it.each([
    ['none', '[db.r6g.large, db.r6g.large]', [], 2],
    ['the writer', '[db.serverless, db.r6g.large]', [6], 2],
    ['the reader', '[db.r6g.large, db.serverless]', [1], 2],
    ['both', '[db.serverless, db.serverless]', [3.5], 2],
  ])('is sent by serverless instances alone: %s', async (_, instances, average, samples) => {
    const { advance, metric } = aWorld(
      `{ id: a, instances: ${instances}, serverless: { min: 1, max: 8 }, ${busy} }`,
    );
    advance(3 * minute + 1);

    const values = await metric(capacity, { stat: 'Average' });
    const all = await metric('CPUUtilization', { stat: 'SampleCount' });

    expect(values.slice(0, 1).map(([, value]) => value)).toEqual(average);
    expect(all[0]?.[1]).toBe(samples);
  });

  it('is that of the busiest instance in no metric of the cluster, which is their average', async () => {
    const { advance, metric } = aWorld(
      `{ id: a, instances: [db.serverless, db.serverless, db.r6g.large], serverless: { min: 1, max: 8 }, ${busy} }`,
    );
    advance(3 * minute + 1);
    const first = async (name: string, instance?: string) =>
      (await metric(name, instance ? { instance } : {}))[0]?.[1];

    expect(await Promise.all(['a-1', 'a-2', 'a-3', undefined].map((id) => first(capacity, id)))).toEqual([
      6,
      1,
      undefined,
      3.5,
    ]);
    expect(await Promise.all(['a-1', 'a-2', undefined].map((id) => first('ACUUtilization', id)))).toEqual([
      75, 12.5, 43.75,
    ]);
  });

  it('is in the state, too', () => {
    const { state, cluster } = aWorld(`{ id: a, serverless: { min: 1, max: 8 }, ${busy} }`);
    const units = [state()?.units];

    cluster('a').setCapacity(1, 4);
    units.push(state()?.units);
    cluster('a').setStatus('stopped');
    units.push(state()?.units);

    expect(units).toEqual([6, 4, 0]);
  });
});

describe('the metrics of a cluster that pauses', () => {
  const zeros = (points: readonly (readonly [number, number | undefined])[]) =>
    points.filter(([, value]) => value === 0).map(([at]) => at);

  it('show it awake for 20 minutes after a change of its capacity', async () => {
    const { modify, advance, metric } = aWorld('{ id: a, serverless: { min: 0, max: 8 } }');
    advance(10 * minute);
    await modify(0, 4);
    advance(50 * minute);

    const asleep = new Set(zeros(await metric(capacity)));

    expect([9, 10, 29, 30, 57].map((at) => asleep.has(at))).toEqual([true, false, false, true, true]);
  });

  it('go on for the instances that are not serverless', async () => {
    const { advance, metric } = aWorld(
      '{ id: a, instances: [db.serverless, db.r6g.large], serverless: { min: 0, max: 8 } }',
    );
    advance(10 * minute);

    expect((await metric('DatabaseConnections', { stat: 'SampleCount' }))[0]).toEqual([0, 1]);
    expect((await metric(capacity))[0]).toEqual([0, 0]);
    expect((await metric('CPUUtilization'))[0]).toEqual([0, 4]);
  });
});
