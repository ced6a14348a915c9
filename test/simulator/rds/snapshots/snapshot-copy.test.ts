import { describe, expect, it } from 'vitest';
import {
  aControlPlane,
  evenTimings,
  failure,
  hour,
  minute,
  type TestControlPlane,
} from '../../control-plane.ts';

const fleet = `
accounts: [{ id: "111122223333" }, { id: "444455556666" }]
keys:
  - { alias: alias/home, regions: [eu-central-1] }
  - { alias: alias/dr, regions: [us-west-2] }
  - { alias: alias/off, regions: [us-west-2], state: Disabled }
  - { alias: alias/sign, regions: [us-west-2], spec: RSA_2048, usage: SIGN_VERIFY }
  - { alias: alias/secret, regions: [us-west-2], policy: denied }
  - { alias: alias/lost, state: PendingDeletion }
clusters:
  - id: plain
    encrypted: none
    backupRetention: 0
    size: 60
    snapshots:
      - { id: p, tags: { env: prod } }
      - { id: made, status: creating }
      - { id: "rds:plain-x", type: automated }
      - { id: q, size: 30 }
  - id: sealed
    encrypted: alias/home
    backupRetention: 0
    snapshots: [{ id: s }, { id: shut, type: shared }, { id: l, encrypted: alias/lost }, { id: a, encrypted: aws }]
  - { id: multi, engine: mysql, backupRetention: 0, snapshots: [{ id: m }] }
${evenTimings}
`;
const west = { region: 'us-west-2' };
const arn = (id: string) => `arn:aws:rds:eu-central-1:111122223333:cluster-snapshot:${id}`;
const to = (source: string, target = 'copy', more = {}) => ({
  SourceDBClusterSnapshotIdentifier: source,
  TargetDBClusterSnapshotIdentifier: target,
  ...more,
});
const copy = ({ rds }: TestControlPlane, ...args: Parameters<typeof to>) =>
  rds('CopyDBClusterSnapshot', to(...args), west).DBClusterSnapshot;
const tag = (Key: string, Value: string) => ({ Key, Value });

describe('CopyDBClusterSnapshot', () => {
  it('makes a manual snapshot in the Region that it is called in', () => {
    const backend = aControlPlane(fleet);

    const answer = copy(backend, arn('rds:plain-x'), 'Copy', {
      PreSignedUrl: 'https://rds/?x',
      SourceRegion: 'x',
    });

    expect(answer).toMatchObject({
      DBClusterSnapshotIdentifier: 'copy',
      DBClusterSnapshotArn: 'arn:aws:rds:us-west-2:111122223333:cluster-snapshot:copy',
      SourceDBClusterSnapshotArn: arn('rds:plain-x'),
      DBClusterIdentifier: 'plain',
      Status: 'copying',
      PercentProgress: 0,
      SnapshotType: 'manual',
      AllocatedStorage: 60,
      // That of its source.
      SnapshotCreateTime: new Date('2026-11-22T05:00:00Z'),
      StorageEncrypted: false,
      TagList: [],
    });
    expect(backend.rds('DescribeDBClusterSnapshots', {}, west).DBClusterSnapshots).toHaveLength(1);
  });

  it('takes as long as the whole snapshot is big, without a word in the events', () => {
    const backend = aControlPlane(fleet);
    copy(backend, arn('p'));

    backend.advance(45 * minute);
    const [half] = backend.rds('DescribeDBClusterSnapshots', {}, west).DBClusterSnapshots;
    backend.advance(16 * minute);
    const [whole] = backend.rds('DescribeDBClusterSnapshots', {}, west).DBClusterSnapshots;

    expect(half).toMatchObject({ Status: 'copying', PercentProgress: 75 });
    expect(whole).toMatchObject({ Status: 'available', PercentProgress: 100 });
    expect(backend.delivered.filter(({ event }) => event.region === 'us-west-2')).toEqual([]);
  });

  it('is told by events where the quirk says so', () => {
    const backend = aControlPlane(`${fleet}\nquirks: { copyEvents: true }`);
    copy(backend, arn('p'));
    backend.advance(2 * hour);

    const there = backend.delivered.filter(({ event }) => event.region === 'us-west-2');
    expect(there.map(({ event }) => event.detail.EventID)).toEqual(['RDS-EVENT-0074', 'RDS-EVENT-0075']);
  });

  it('carries tags when asked to, unless others are given', () => {
    const backend = aControlPlane(fleet);
    backend.backend.changeSnapshotTags('p', { 'aws:x': '1' });

    const tags = [
      copy(backend, arn('p'), 'none').TagList,
      copy(backend, arn('p'), 'carried', { CopyTags: true }).TagList,
      copy(backend, arn('p'), 'given', { CopyTags: true, Tags: [tag('a', 'b')] }).TagList,
    ];

    expect(tags).toEqual([[], [tag('env', 'prod')], [tag('a', 'b')]]);
  });

  const encryptions = [
    ['an unencrypted one stays so', arn('p'), {}, 'none', undefined],
    ['by alias', arn('s'), { KmsKeyId: 'alias/dr' }, 'sse-kms', 'alias/dr'],
    ['with a key of AWS', arn('a'), { KmsKeyId: 'alias/dr' }, 'sse-kms', 'alias/dr'],
  ] as const;
  it.each(encryptions)('encrypts: %s', (_, source, more, type, key) => {
    const backend = aControlPlane(fleet);

    const answer = copy(backend, source, 'copy', more);

    const keyArn = key && backend.describeKey(key, west).KeyMetadata.Arn;
    expect(answer).toMatchObject({ StorageEncryptionType: type, ...(keyArn && { KmsKeyId: keyArn }) });
  });

  it('keeps the key within a Region', () => {
    const { rds, describeKey } = aControlPlane(fleet);

    const { DBClusterSnapshot } = rds('CopyDBClusterSnapshot', to('s'));

    expect(DBClusterSnapshot.KmsKeyId).toBe(describeKey('alias/home').KeyMetadata.Arn);
  });

  const noKey = 'does not exist, is not enabled or you do not have permissions to access it.';
  const fault = 'KMSKeyNotAccessibleFault';
  const value = 'InvalidParameterValue';
  const combination = 'InvalidParameterCombination';
  const refused = [
    ['a name of AWS', to(arn('p'), 'rds:x'), value, 'TargetDBClusterSnapshotIdentifier is not a valid'],
    ['a source by name', to('p'), 'DBClusterSnapshotNotFoundFault', 'DBClusterSnapshot p not found.'],
    ['a source that is not there', to(arn('zz')), 'DBClusterSnapshotNotFoundFault', 'not found'],
    ['one of others', to(arn('p').replace('1111', '4444')), 'DBClusterSnapshotNotFoundFault', 'not found'],
    [
      'the ARN of a cluster',
      to(arn('p').replace('cluster-snapshot', 'cluster')),
      value,
      '(SourceDBClusterSnapshotIdentifier). Expected type = cluster-snapshot, actual type = cluster',
    ],
    ['one that is not made yet', to(arn('made')), 'InvalidDBClusterSnapshotStateFault', 'in creating state'],
    ['one of a Multi-AZ DB cluster', to(arn('m')), combination, 'Multi-AZ'],
    [
      'an encrypted one without a key',
      to(arn('s')),
      value,
      'Must specify new KMS key for cross region encrypted snapshot copy.',
    ],
    ['a key of AWS without another', to(arn('a')), value, 'Must specify new KMS key'],
    [
      'a key for an unencrypted one',
      to(arn('p'), 'copy', { KmsKeyId: 'alias/dr' }),
      combination,
      'unencrypted',
    ],
    ...['alias/none', 'alias/off', 'alias/sign', 'alias/secret', 'alias/home'].map(
      (KmsKeyId) =>
        [
          KmsKeyId,
          to(arn('s'), 'copy', { KmsKeyId }),
          fault,
          `Specified KMS key [${KmsKeyId}] ${noKey}`,
        ] as const,
    ),
    [
      'a lost key of the source',
      to(arn('l'), 'copy', { KmsKeyId: 'alias/dr' }),
      fault,
      'The source snapshot KMS key',
    ],
    [
      'a name that is taken',
      to(arn('p'), 'Taken'),
      'DBClusterSnapshotAlreadyExistsFault',
      'identifier taken',
    ],
    ['a tag of AWS', to(arn('p'), 'copy', { Tags: [tag('aws:x', '1')] }), value, 'reserved prefix'],
  ] as const;
  it.each(refused)('refuses %s', (_, input, code, text) => {
    const backend = aControlPlane(fleet);
    copy(backend, arn('p'), 'taken');

    const { code: found, message } = failure(() => backend.rds('CopyDBClusterSnapshot', input, west));

    expect(found).toBe(code);
    expect(message).toContain(text);
    expect(backend.rds('DescribeDBClusterSnapshots', {}, west).DBClusterSnapshots).toHaveLength(1);
  });

  it('wants a key for an encrypted one that is shared, also within a Region', () => {
    const { rds } = aControlPlane(fleet);
    const shared = 'arn:aws:rds:eu-central-1:999999999999:cluster-snapshot:shut';

    expect(failure(() => rds('CopyDBClusterSnapshot', to(shared))).code).toBe(value);
    expect(() => rds('CopyDBClusterSnapshot', to(shared, 'copy', { KmsKeyId: 'alias/home' }))).not.toThrow();
  });

  it('has five slots for each destination and account, whoever fills them', () => {
    const backend = aControlPlane(fleet);
    for (const n of [1, 2, 3, 4, 5]) copy(backend, arn(n % 2 ? 'p' : 'q'), `c${n}`);

    expect(failure(() => copy(backend, arn('q'), 'c6'))).toEqual({
      code: 'SnapshotQuotaExceeded',
      status: 400,
      message: 'Cannot copy more than 5 snapshots across regions',
    });
    expect(() =>
      backend.rds('CopyDBClusterSnapshot', to(arn('q'), 'c6'), { region: 'eu-west-1' }),
    ).not.toThrow();
    backend.rds('DeleteDBClusterSnapshot', { DBClusterSnapshotIdentifier: 'c5' }, west);
    expect(() => copy(backend, arn('q'), 'c6')).not.toThrow();
  });

  it('counts for the quota of its destination', () => {
    const backend = aControlPlane(`${fleet}\nquotas: { manualSnapshots: 1 }`);
    copy(backend, arn('p'));

    expect(failure(() => copy(backend, arn('q'), 'more'))).toMatchObject({
      code: 'SnapshotQuotaExceeded',
      message: 'Cannot create more than 1 manual snapshots',
    });
  });
});
