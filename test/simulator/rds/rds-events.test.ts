import { describe, expect, it } from 'vitest';
import {
  aControlPlane,
  day,
  evenTimings,
  failure,
  hour,
  minute,
  type TestControlPlane,
} from '../control-plane.ts';

const fleet = `clusters: [{ id: dev-a, instances: 2, tags: { env: dev } }]\n${evenTimings}`;

function cycle({ rds, advance }: TestControlPlane): void {
  rds('StopDBCluster', { DBClusterIdentifier: 'dev-a' });
  advance(20 * minute);
  rds('StartDBCluster', { DBClusterIdentifier: 'dev-a' });
  advance(30 * minute);
}

describe('RDS events', () => {
  it('have the envelope of EventBridge, with the tags of the source', () => {
    const backend = aControlPlane(fleet);
    cycle(backend);

    expect(backend.delivered.map(({ event }) => event.detail.EventID)).toEqual([
      'RDS-EVENT-0150',
      'RDS-EVENT-0088',
      'RDS-EVENT-0088',
      'RDS-EVENT-0151',
    ]);
    const arn = 'arn:aws:rds:eu-central-1:111122223333:cluster:dev-a';
    expect(backend.delivered[0]?.event).toEqual({
      version: '0',
      id: expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/),
      'detail-type': 'RDS DB Cluster Event',
      source: 'aws.rds',
      account: '111122223333',
      time: '2026-11-23T05:10:00Z',
      region: 'eu-central-1',
      resources: [arn],
      detail: {
        EventCategories: ['notification'],
        SourceType: 'CLUSTER',
        SourceArn: arn,
        Date: '2026-11-23T05:10:00.000Z',
        Message: 'DB cluster stopped',
        SourceIdentifier: 'dev-a',
        EventID: 'RDS-EVENT-0150',
        Tags: { env: 'dev' },
      },
    });
    expect(backend.delivered[1]?.event).toMatchObject({
      'detail-type': 'RDS DB Instance Event',
      detail: {
        SourceType: 'DB_INSTANCE',
        SourceIdentifier: expect.stringMatching(/^dev-a-[12]$/),
        Message: 'DB instance started',
      },
    });
  });

  it('report stopped instances by quirk', () => {
    const backend = aControlPlane(`${fleet}\nquirks: { instanceStoppedEvents: true }`);
    cycle(backend);

    const ids = backend.delivered.map(({ event }) => event.detail.EventID).sort();
    expect(ids.filter((id) => id === 'RDS-EVENT-0087')).toHaveLength(2);
  });

  it('get lost on demand, but DescribeEvents knows them', () => {
    const backend = aControlPlane(fleet);
    backend.faults.delivery = { lagMs: 0, events: { lost: 1, doubled: 0, reordered: 0 } };
    cycle(backend);

    expect(backend.delivered).toEqual([]);
    expect(backend.rds('DescribeEvents').Events).toHaveLength(4);
  });

  it('come twice on demand, as the same event', () => {
    const backend = aControlPlane(fleet);
    backend.faults.delivery = { lagMs: 0, events: { lost: 0, doubled: 1, reordered: 0 } };
    cycle(backend);

    const ids = backend.delivered.map(({ event }) => event.id);
    expect(ids).toHaveLength(8);
    expect(new Set(ids).size).toBe(4);
  });

  it('come late on demand, so that later ones overtake', () => {
    const backend = aControlPlane(fleet);
    backend.faults.delivery = { lagMs: 0, events: { lost: 0, doubled: 0, reordered: 1 } };
    cycle(backend);

    const [first] = backend.delivered;
    expect((first?.at ?? 0) - Date.parse(first?.event.time ?? '')).toBeGreaterThanOrEqual(minute);
  });
});

describe('DescribeEvents', () => {
  const messages = (backend: TestControlPlane, input: Record<string, unknown>) =>
    backend.rds('DescribeEvents', input).Events.map(({ Message }: { Message: string }) => Message);

  it('reports the last hour unless asked otherwise', () => {
    const backend = aControlPlane(fleet);
    cycle(backend);
    backend.advance(hour);

    expect(messages(backend, {})).toEqual([]);
    expect(messages(backend, { Duration: 180 })).toHaveLength(4);
    expect(messages(backend, { StartTime: new Date(backend.clock.now() - 3 * hour) })).toHaveLength(4);
    expect(backend.rds('DescribeEvents', { Duration: 180 }).Events[0]).toEqual({
      SourceIdentifier: 'dev-a',
      SourceType: 'db-cluster',
      SourceArn: 'arn:aws:rds:eu-central-1:111122223333:cluster:dev-a',
      Message: 'DB cluster stopped',
      EventCategories: ['notification'],
      Date: new Date('2026-11-23T05:10:00Z'),
    });
  });

  it('filters by source, category and time', () => {
    const backend = aControlPlane(fleet);
    cycle(backend);
    const until = { EndTime: new Date('2026-11-23T05:15:00Z') };

    expect(messages(backend, { SourceType: 'db-instance' })).toHaveLength(2);
    expect(messages(backend, { SourceType: 'db-instance', SourceIdentifier: 'DEV-A-1' })).toHaveLength(1);
    expect(messages(backend, { EventCategories: ['failover'] })).toEqual([]);
    expect(messages(backend, { EventCategories: ['notification'] })).toHaveLength(4);
    expect(messages(backend, until)).toEqual(['DB cluster stopped']);
  });

  it('knows how a cluster came to its status, and forgets after 14 days', () => {
    const backend = aControlPlane(
      'clusters: [{ id: a, since: 13d }, { id: b, since: 15d, status: stopped }]',
    );
    const fortnight = { Duration: 14 * 24 * 60, SourceType: 'db-cluster', SourceIdentifier: 'a' };

    const before = messages(backend, fortnight);
    backend.advance(2 * day);

    expect(before).toEqual(['DB cluster started']);
    expect(messages(backend, fortnight)).toEqual([]);
  });

  it('shows pages in order, each event once', () => {
    const backend = aControlPlane('clusters: [{ id: "a{n}", count: 45 }]\ntimings: { stop: 1m-9m }');
    for (const { id } of backend.backend.state().clusters)
      backend.rds('StopDBCluster', { DBClusterIdentifier: id });
    backend.advance(10 * minute);

    const dates: Date[] = [];
    let page = backend.rds('DescribeEvents', { MaxRecords: 20 });
    for (; page.Marker; page = backend.rds('DescribeEvents', { MaxRecords: 20, Marker: page.Marker })) {
      dates.push(...page.Events.map(({ Date: date }: { Date: Date }) => date));
    }
    dates.push(...page.Events.map(({ Date: date }: { Date: Date }) => date));

    expect(dates).toHaveLength(45);
    expect(dates).toEqual(dates.toSorted((a, b) => a.getTime() - b.getTime()));
  });

  it('wants the type of a source, and times in order', () => {
    const { rds } = aControlPlane(fleet);
    const at = new Date('2026-11-23T05:00:00Z');

    expect(failure(() => rds('DescribeEvents', { SourceIdentifier: 'dev-a' })).code).toBe(
      'InvalidParameterCombination',
    );
    expect(failure(() => rds('DescribeEvents', { StartTime: at, EndTime: new Date(0) })).code).toBe(
      'InvalidParameterValue',
    );
  });
});
