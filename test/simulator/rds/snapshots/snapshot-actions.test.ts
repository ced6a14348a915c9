import { describe, expect, it } from 'vitest';
import { aControlPlane, day, evenTimings, hour, statuses } from '../../control-plane.ts';

const fleet = `
keys: [{ alias: alias/dr, regions: [us-west-2, eu-west-1] }]
clusters: [{ id: a, backupRetention: 0, encrypted: none, size: 60, snapshots: [{ id: s }, { id: s, region: us-west-2 }] }]
${evenTimings}
`;
const arn = (id: string, region = 'eu-central-1') =>
  `arn:aws:rds:${region}:111122223333:cluster-snapshot:${id}`;
const copy = (id: string) => ({
  SourceDBClusterSnapshotIdentifier: arn('s'),
  TargetDBClusterSnapshotIdentifier: id,
});

describe('events that happen to snapshots and keys from outside', () => {
  it('can be told as JSON', () => {
    const { backend } = aControlPlane(fleet);
    const post = backend.control ?? {};

    const added = post['snapshot/new']?.({ cluster: 'a', id: 'n-{n}', count: 2, tags: { a: 'b' } });
    post.snapshot?.({ snapshot: 'n-1', status: 'failed', tags: { a: null, c: 'd' } });
    post.snapshot?.({ snapshot: arn('n-2'), delete: true });
    post.key?.({ key: 'arn:aws:kms:us-west-2:111122223333:alias/dr', state: 'Disabled' });

    expect(added).toEqual({ arns: [arn('n-1'), arn('n-2')] });
    expect(backend.views?.snapshots?.()).toEqual(backend.snapshots());
    expect(backend.snapshots().slice(2)).toMatchObject([
      { arn: arn('n-1'), status: 'failed', visibleStatus: 'failed', tags: { c: 'd' } },
    ]);
  });

  it('forgets what was going on with a status that it is given', () => {
    const backend = aControlPlane(fleet);
    for (const id of ['first', 'second'])
      backend.rds('CopyDBClusterSnapshot', copy(id), { region: 'eu-west-1' });

    backend.backend.setSnapshotStatus('first', 'failed');
    backend.advance(hour);

    expect(statuses(backend)).toMatchObject({ first: 'failed', second: 'available' });
  });

  it('goes on with a copy that was under way at the start', () => {
    const backend = aControlPlane(fleet);
    backend.backend.addSnapshot('a', { id: 'c', status: 'copying', copyOf: 's', region: 'eu-west-1' });
    backend.advance(hour);

    expect(statuses(backend)).toMatchObject({ c: 'available' });
  });

  it('lets the next copy fail, and only that', () => {
    const backend = aControlPlane(fleet);
    backend.backend.failNextCopy();
    for (const id of ['first', 'second'])
      backend.rds('CopyDBClusterSnapshot', copy(id), { region: 'eu-west-1' });

    const begun = statuses(backend);
    backend.advance(day);

    expect(begun).toMatchObject({ first: 'copying', second: 'copying' });
    expect(statuses(backend)).toMatchObject({ first: 'failed', second: 'available' });
  });

  const refused = [
    ['snapshot', { snapshot: 'x' }, 'There is no snapshot x'],
    ['snapshot', { snapshot: 's' }, '2 snapshots are named s: write the ARN'],
    ['snapshot', { snapshot: 's', state: 'x' }, 'state'],
    ['snapshot/new', { cluster: 'x', id: 'n' }, 'There is no cluster x'],
    ['snapshot/new', { cluster: 'a', id: 's' }, 'already'],
    ['snapshot/new', { cluster: 'a', id: '1' }, 'id'],
    ['key', { key: 'alias/none' }, 'There is no key alias/none'],
    ['key', { key: 'alias/dr' }, '2 keys are named alias/dr'],
    ['key', { key: 'alias/dr', state: 'off' }, 'state'],
  ] as const;
  it.each(refused)('refuses %s %o', (route, body, text) => {
    const { backend } = aControlPlane(fleet);

    expect(() => backend.control?.[route]?.(body)).toThrow(text);
  });
});
