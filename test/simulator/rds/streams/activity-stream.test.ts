import { describe, expect, it } from 'vitest';
import { hour, minute } from '../../control-plane.ts';
import { aStreamFleet, keyArn, keyId, streamArn, streamFleet } from './stream-fleet.ts';

const started = streamFleet('activityStream: { mode: sync, key: alias/das }');
const kinesis = expect.stringMatching(/^aws-rds-das-cluster-[A-Z\d]{26}$/);

describe('an activity stream', () => {
  it('starts in its time, and reads lag behind', () => {
    const { start, shown, advance } = aStreamFleet();
    const answer = start();

    const seen = [];
    for (const step of [29_000, 1_000, 5 * minute - 1_000, 1_000]) {
      advance(step);
      seen.push(shown().Status);
    }

    expect(answer).toEqual({
      KmsKeyId: keyArn,
      KinesisStreamName: kinesis,
      Status: 'starting',
      Mode: 'async',
      ApplyImmediately: true,
    });
    expect(seen).toEqual(['stopped', 'starting', 'starting', 'started']);
    expect(shown()).toEqual({
      Status: 'started',
      Mode: 'async',
      KmsKeyId: keyId,
      KinesisStreamName: kinesis,
    });
  });

  it('stops in its time, and leaves nothing behind', () => {
    const { stop, shown, advance } = aStreamFleet(started);
    const answer = stop();

    const seen = [shown()];
    for (const step of [minute, 5 * minute]) {
      advance(step);
      seen.push(shown());
    }

    expect(answer).toEqual({ KmsKeyId: keyArn, KinesisStreamName: kinesis, Status: 'stopping' });
    expect(seen).toMatchObject([
      { Status: 'started', Mode: 'sync' },
      { Status: 'stopping', Mode: 'sync', KmsKeyId: keyId },
      { Status: 'stopped' },
    ]);
    expect(seen[2]).toEqual({ Status: 'stopped' });
  });

  it('restarts its cluster at once: the instances reboot, the cluster says available', () => {
    const { rds, start, stop, status, restarts, advance } = aStreamFleet();
    const members = () => rds('DescribeDBInstances').DBInstances[0].DBInstanceStatus;

    start();
    advance(30_000);
    const rebooting = [status('a'), members()];
    advance(minute);
    const after = [status('a'), members()];
    advance(hour);
    stop();

    expect(rebooting).toEqual(['available', 'rebooting']);
    expect(after).toEqual(['available', 'available']);
    expect(restarts()).toEqual([
      { at: '2026-11-23T05:00:00.000Z', why: 'activity-stream-start' },
      { at: '2026-11-23T06:01:30.000Z', why: 'activity-stream-stop' },
    ]);
  });

  it('takes a key by id, ARN, alias or ARN of the alias', () => {
    const names = [keyId, keyArn, 'alias/das', 'arn:aws:kms:eu-central-1:111122223333:alias/das'];

    const answers = names.map((KmsKeyId) => aStreamFleet().start({ KmsKeyId }).KmsKeyId);

    expect(new Set(answers)).toEqual(new Set([keyArn]));
  });

  it('reports its key as an ARN by quirk', () => {
    const { start, shown, advance } = aStreamFleet(streamFleet('', 'quirks: { streamKeyId: arn }'));

    const { KmsKeyId } = start({ KmsKeyId: 'alias/das' });
    advance(hour);

    expect([KmsKeyId, shown().KmsKeyId]).toEqual([keyArn, keyArn]);
  });

  it('reports its start and stop by events of its own category', () => {
    const { rds, start, stop, advance, delivered } = aStreamFleet();
    start();
    advance(10 * minute);
    stop();
    advance(10 * minute);

    const category = { EventCategories: ['configuration change'], SourceType: 'db-cluster' };
    expect(rds('DescribeEvents', { EventCategories: ['notification'] }).Events).toEqual([]);
    expect(rds('DescribeEvents', category).Events).toMatchObject([
      { Message: 'Database Activity Streams is started on your database cluster.' },
      { Message: 'Database Activity Streams is stopped on your database cluster.' },
    ]);
    expect(delivered.map(({ event }) => event)).toMatchObject([
      {
        'detail-type': 'RDS DB Cluster Event',
        time: '2026-11-23T05:05:00Z',
        resources: [streamArn],
        detail: {
          EventID: 'RDS-EVENT-0179',
          EventCategories: ['configuration change'],
          Tags: { team: 'shop' },
        },
      },
      { time: '2026-11-23T05:15:00Z', detail: { EventID: 'RDS-EVENT-0180' } },
    ]);
  });

  it('has events that get lost on demand', () => {
    const { faults, rds, start, advance, delivered } = aStreamFleet();
    faults.delivery = { ...faults.delivery, events: { lost: 1, doubled: 0, reordered: 0 } };

    start();
    advance(hour);

    expect(delivered).toEqual([]);
    expect(rds('DescribeEvents', { Duration: 120 }).Events).toHaveLength(1);
  });

  it('takes a lag on demand', () => {
    const { faults, start, shown, advance } = aStreamFleet();
    faults.delivery = { ...faults.delivery, lagMs: 10 * minute };

    start();
    advance(10 * minute);

    expect(shown()).toEqual({ Status: 'stopped' });
  });
});
