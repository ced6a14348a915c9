import { describe, expect, it } from 'vitest';
import { aControlPlane, day, evenTimings, failure, hour, minute, statuses } from '../../control-plane.ts';

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
    const { rds } = aControlPlane(fleet);

    const { DBClusterSnapshot } = rds('DeleteDBClusterSnapshot', named(name));

    expect(DBClusterSnapshot).toMatchObject({ Status: 'available', PercentProgress: 100 });
    expect(failure(() => rds('DescribeDBClusterSnapshots', named('s')))).toEqual({
      code: 'DBClusterSnapshotNotFoundFault',
      status: 404,
      message: 'DBClusterSnapshot s not found.',
    });
  });

  it('deletes one that has failed', () => {
    const { rds } = aControlPlane(fleet);

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
    const backend = aControlPlane(fleet);
    const before = backend.backend.snapshots();

    const { code: found, message } = failure(() => backend.rds('DeleteDBClusterSnapshot', named(name)));

    expect(found).toBe(code);
    expect(message).toContain(text);
    expect(backend.backend.snapshots()).toEqual(before);
  });

  it('cancels a copy in flight, and the next one of its source begins', () => {
    const backend = aControlPlane(fleet);
    for (const id of ['first', 'second']) backend.rds('CopyDBClusterSnapshot', to(id), west);
    backend.advance(30 * minute);

    const { DBClusterSnapshot } = backend.rds('DeleteDBClusterSnapshot', named('first'), west);
    backend.advance(hour);

    expect(DBClusterSnapshot).toMatchObject({ Status: 'copying', PercentProgress: 50 });
    expect(statuses(backend)).toEqual({
      s: 'available',
      made: 'available',
      broken: 'failed',
      second: 'available',
    });
  });

  it('of a source lets its copies in flight fail', () => {
    const backend = aControlPlane(fleet);
    for (const id of ['first', 'second']) backend.rds('CopyDBClusterSnapshot', to(id), west);
    backend.advance(30 * minute);

    backend.rds('DeleteDBClusterSnapshot', named('s'));
    backend.advance(day);

    expect(statuses(backend)).toMatchObject({ first: 'failed', second: 'failed' });
    const [first] = backend.rds('DescribeDBClusterSnapshots', {}, west).DBClusterSnapshots;
    expect(first).toMatchObject({ Status: 'failed', PercentProgress: 0 });
  });

  it('of a source leaves copies alone that are through', () => {
    const backend = aControlPlane(fleet);
    backend.rds('CopyDBClusterSnapshot', to('copy'), west);
    backend.advance(hour);

    backend.rds('DeleteDBClusterSnapshot', named('s'));
    backend.advance(day);

    expect(statuses(backend)).toMatchObject({ copy: 'available' });
  });
});

describe('tags of a snapshot', () => {
  it.each(['s', 'rds:a-x'])('are added, shown, listed and taken away: %s', (id) => {
    const { rds } = aControlPlane(fleet);
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
    const { rds } = aControlPlane(fleet);

    const add = () => rds('AddTagsToResource', { ResourceName: `${arn}x`, Tags: [{ Key: 'a' }] });

    expect(failure(add).code).toBe('DBClusterSnapshotNotFoundFault');
  });
});
