import { describe, expect, it } from 'vitest';
import { aPlane, day, evenTimings, failure, hour, minute, statuses } from './plane.ts';

const fleet = `
clusters:
  - id: a
    encrypted: none
    backupRetention: 0
    size: 60
    snapshots:
      - { id: s }
      - { id: made, status: creating }
      - { id: broken, status: failed }
      - { id: "rds:a-x", type: automated }
      - { id: "awsbackup:job-1", type: awsbackup }
      - { id: theirs, type: shared }
${evenTimings}
`;
const west = { region: 'us-west-2' };
const arn = 'arn:aws:rds:eu-central-1:111122223333:cluster-snapshot:s';
const named = (id: string) => ({ DBClusterSnapshotIdentifier: id });
const to = (id: string) => ({
  SourceDBClusterSnapshotIdentifier: arn,
  TargetDBClusterSnapshotIdentifier: id,
});

describe('DeleteDBClusterSnapshot', () => {
  it.each(['s', 'S', arn])('deletes %s, and answers as if it had not', (name) => {
    const { rds } = aPlane(fleet);

    const { DBClusterSnapshot } = rds('DeleteDBClusterSnapshot', named(name));

    expect(DBClusterSnapshot).toMatchObject({ Status: 'available', PercentProgress: 100 });
    expect(failure(() => rds('DescribeDBClusterSnapshots', named('s')))).toEqual({
      code: 'DBClusterSnapshotNotFoundFault',
      status: 404,
      message: 'DBClusterSnapshot s not found.',
    });
  });

  it('deletes one that has failed', () => {
    const { rds } = aPlane(fleet);

    expect(() => rds('DeleteDBClusterSnapshot', named('broken'))).not.toThrow();
  });

  const manual = 'Only manual snapshots may be deleted.';
  const refused = [
    ['none', 'DBClusterSnapshotNotFoundFault', 'DBClusterSnapshot none not found.'],
    ['theirs', 'DBClusterSnapshotNotFoundFault', 'not found'],
    ['rds:a-x', 'InvalidDBClusterSnapshotStateFault', manual],
    ['awsbackup:job-1', 'InvalidDBClusterSnapshotStateFault', manual],
    ['made', 'InvalidDBClusterSnapshotStateFault', 'in creating state'],
    [
      'arn:aws:rds:eu-central-1:111122223333:cluster:a',
      'InvalidParameterValue',
      'Expected type = cluster-snapshot',
    ],
    [arn.replace('eu-central-1', 'us-west-2'), 'DBClusterSnapshotNotFoundFault', 'not found'],
  ] as const;
  it.each(refused)('refuses %s', (name, code, text) => {
    const plane = aPlane(fleet);
    const before = plane.plane.snapshots();

    const { code: found, message } = failure(() => plane.rds('DeleteDBClusterSnapshot', named(name)));

    expect(found).toBe(code);
    expect(message).toContain(text);
    expect(plane.plane.snapshots()).toEqual(before);
  });

  it('cancels a copy in flight, and the next one of its source begins', () => {
    const plane = aPlane(fleet);
    for (const id of ['first', 'second']) plane.rds('CopyDBClusterSnapshot', to(id), west);
    plane.advance(30 * minute);

    const { DBClusterSnapshot } = plane.rds('DeleteDBClusterSnapshot', named('first'), west);
    plane.advance(hour);

    expect(DBClusterSnapshot).toMatchObject({ Status: 'copying', PercentProgress: 50 });
    expect(statuses(plane)).toEqual({
      s: 'available',
      made: 'available',
      broken: 'failed',
      second: 'available',
    });
  });

  it('of a source lets its copies in flight fail', () => {
    const plane = aPlane(fleet);
    for (const id of ['first', 'second']) plane.rds('CopyDBClusterSnapshot', to(id), west);
    plane.advance(30 * minute);

    plane.rds('DeleteDBClusterSnapshot', named('s'));
    plane.advance(day);

    expect(statuses(plane)).toMatchObject({ first: 'failed', second: 'failed' });
    const [first] = plane.rds('DescribeDBClusterSnapshots', {}, west).DBClusterSnapshots;
    expect(first).toMatchObject({ Status: 'failed', PercentProgress: 0 });
  });

  it('of a source leaves copies alone that are through', () => {
    const plane = aPlane(fleet);
    plane.rds('CopyDBClusterSnapshot', to('copy'), west);
    plane.advance(hour);

    plane.rds('DeleteDBClusterSnapshot', named('s'));
    plane.advance(day);

    expect(statuses(plane)).toMatchObject({ copy: 'available' });
  });
});

describe('tags of a snapshot', () => {
  it.each(['s', 'rds:a-x'])('are added, shown, listed and taken away: %s', (id) => {
    const { rds } = aPlane(fleet);
    const ResourceName = arn.replace(/s$/, id);
    const shown = () => rds('DescribeDBClusterSnapshots', named(id)).DBClusterSnapshots[0].TagList;

    rds('AddTagsToResource', { ResourceName, Tags: [{ Key: 'a', Value: 'b' }] });
    const added = shown();
    rds('RemoveTagsFromResource', { ResourceName, TagKeys: ['a'] });

    expect(added).toEqual([{ Key: 'a', Value: 'b' }]);
    expect(shown()).toEqual([]);
    expect(rds('ListTagsForResource', { ResourceName }).TagList).toEqual([]);
  });

  it('need a snapshot', () => {
    const { rds } = aPlane(fleet);

    const add = () => rds('AddTagsToResource', { ResourceName: `${arn}x`, Tags: [{ Key: 'a' }] });

    expect(failure(add).code).toBe('DBClusterSnapshotNotFoundFault');
  });
});
