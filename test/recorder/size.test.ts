import { describe, expect, it } from 'vitest';
import { compact } from '../../recorder/compact.ts';
import { type SeriesPlan, seriesOf } from '../../recorder/queries.ts';
import { roomFor } from '../../recorder/read-series.ts';
import { toFleet } from '../../recorder/to-fleet.ts';
import { recordedSpan, spansOf } from '../../recorder/windows.ts';
import { fleetText } from '../../recorder/write-fleet.ts';
import type { ClusterFacts } from '../../shared/aws/read/fleet-facts.ts';
import { createRandom } from '../../simulator/core/random.ts';
import { loadFleet } from '../../simulator/fleet/load-fleet.ts';

const day = 86_400_000;
const span = recordedSpan(28, Date.parse('2026-11-29T12:00:00Z'));

function aCluster(n: number, more: Partial<ClusterFacts> = {}): ClusterFacts {
  const id = `payments-production-${n}`;
  return {
    ...{
      arn: `arn:aws:rds:eu-central-1:111122223333:cluster:${id}`,
      account: '111122223333',
      region: 'eu-central-1',
    },
    ...{ id, engine: 'aurora-mysql', engineVersion: '8.0.mysql_aurora.3.08.1', engineMode: 'provisioned' },
    ...{
      status: 'available',
      tags: { env: 'prod', team: 'payments', 'cost-centre': '4711' },
      encryption: 'aws',
    },
    members: [`${id}-a`, `${id}-b`],
    readReplicas: [],
    ...more,
  };
}

const docdb = aCluster(3, { engine: 'docdb', engineVersion: '5.0.0', serverless: { min: 0.5, max: 64 } });
const classes = { 1: 'db.r6g.large', 2: 'db.serverless', 3: 'db.serverless' } as const;

/** How the value of a metric goes, by the step of a minute. */
const courses: Readonly<Record<string, (random: () => number, step: number) => number>> = {
  'in the office': (random, step) => (isOffice(step) ? 20 + 60 * random() : 3 + 3 * random()),
  'always restless': (random) => 100 * random(),
  'over the line and back every minute': (random, step) => (step % 2 === 0 ? 5 : 95) + random(),
};

function isOffice(step: number): boolean {
  const minute = step % 1_440;
  return step % (7 * 1_440) < 5 * 1_440 && minute > 540 && minute < 1_080;
}

function partsOf(series: readonly SeriesPlan[], course: string, seed: number) {
  const random = createRandom(seed);
  const valueAt = courses[course];
  return series.flatMap((plan) =>
    spansOf(span, plan).map((own) => {
      const scale = plan.place === 'size' ? 2 ** 36 : 1;
      const values = Array.from(
        { length: (own.end - own.start) / own.periodMs },
        (_, step) => scale * (valueAt?.(random, (step * own.periodMs) / 60_000) ?? 0),
      );
      const runs = compact(values, plan.shape, roomFor(own, series.length));
      return { series: plan, start: own.start, stepMs: own.periodMs, runs };
    }),
  );
}

describe('a recording of 28 days', () => {
  const kinds = [aCluster(1), aCluster(2, { serverless: { min: 0, max: 64 } }), docdb];
  const cases = Object.keys(courses).flatMap((course) =>
    kinds.map((cluster, kind) => ({ course, kind: `${cluster.engine} ${kind + 1}`, cluster })),
  );
  it.each(cases)('takes a thousandth of 20 MB for $kind that is $course', ({ course, cluster }) => {
    const own = classes[cluster.id.endsWith('1') ? 1 : 2];
    const instances = cluster.members.map((id) => ({
      id,
      clusterId: cluster.id,
      class: own,
      resourceId: 'db-ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    }));
    const parts = partsOf(seriesOf(cluster, instances), course, 7);
    const listing = {
      ...{ account: cluster.account, region: cluster.region, clusters: [cluster], instances, snapshots: [] },
      ...{ globals: [], blueGreens: [], turns: [], quota: 100, keys: [] },
    };

    const fleet = toFleet({ accounts: [{ id: cluster.account }], listings: [listing], parts, span });
    const text = [...fleetText(fleet, { span, by: 'test', missing: [] })].join('');

    expect(text.length).toBeLessThan(20_000);
    const [read] = loadFleet(text).clusters;
    expect(read?.use).toMatchObject({ from: span.from, until: span.until, stepMs: 60_000 });
    expect(span.until - span.from).toBe(28 * day);
  });
});
