import { describe, expect, it } from 'vitest';
import { aCall, aControlPlane, failure } from '../control-plane.ts';

const id = '1234abcd-12ab-34cd-56ef-1234567890ab';
const multi = `mrk-${'ab'.repeat(16)}`;
const fleet = `
accounts: [{ id: "111122223333" }, { id: "444455556666" }]
clusters: []
keys:
  - { alias: alias/dr, id: ${id} }
  - { alias: alias/multi, id: ${multi}, regions: [eu-central-1, us-west-2] }
  - { alias: alias/off, state: Disabled }
  - { alias: alias/going, state: PendingDeletion }
  - { alias: alias/sign, spec: ECC_NIST_P256, usage: SIGN_VERIFY }
  - { alias: alias/secret, policy: denied }
  - { alias: alias/aws/rds }
  - { alias: alias/theirs, account: "444455556666" }
`;
const place = 'arn:aws:kms:eu-central-1:111122223333';
const keyArn = `${place}:key/${id}`;

describe('DescribeKey', () => {
  it.each([id, 'alias/dr', keyArn, `${place}:alias/dr`])('finds a key by %s', (name) => {
    const { KeyMetadata } = aControlPlane(fleet).describeKey(name);

    expect(KeyMetadata).toEqual({
      AWSAccountId: '111122223333',
      KeyId: id,
      Arn: keyArn,
      CreationDate: new Date(0),
      Enabled: true,
      Description: '',
      KeyUsage: 'ENCRYPT_DECRYPT',
      KeyState: 'Enabled',
      Origin: 'AWS_KMS',
      KeyManager: 'CUSTOMER',
      CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
      KeySpec: 'SYMMETRIC_DEFAULT',
      MultiRegion: false,
      EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    });
  });

  it.each([
    ['alias/off', { Enabled: false, KeyState: 'Disabled' }],
    [
      'alias/going',
      { Enabled: false, KeyState: 'PendingDeletion', DeletionDate: new Date('2026-11-30T05:00:00Z') },
    ],
    ['alias/sign', { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY', Enabled: true }],
    ['alias/aws/rds', { KeyManager: 'AWS' }],
    [multi, { MultiRegion: true }],
  ])('reports %s', (name, expected) => {
    expect(aControlPlane(fleet).describeKey(name).KeyMetadata).toMatchObject(expected);
  });

  it('finds the managed key of a service, which AWS makes when it is first asked for', () => {
    const { describeKey } = aControlPlane('clusters: []');
    const key = describeKey('alias/aws/kinesis').KeyMetadata;

    expect(key).toMatchObject({ KeyManager: 'AWS', KeyState: 'Enabled', AWSAccountId: '111122223333' });
    expect(describeKey(key.Arn).KeyMetadata).toEqual(key);
    expect(describeKey(`${place}:alias/aws/kinesis`).KeyMetadata).toEqual(key);
    expect(() => describeKey('arn:aws:kms:us-east-1:111122223333:alias/aws/rds')).toThrow('Invalid arn');
  });

  it('distinguishes the keys of a Region from those of another', () => {
    const { describeKey } = aControlPlane(fleet);

    const { Arn } = describeKey('alias/multi', { region: 'us-west-2' }).KeyMetadata;

    expect(Arn).toBe(`arn:aws:kms:us-west-2:111122223333:key/${multi}`);
    expect(failure(() => describeKey('alias/dr', { region: 'us-west-2' })).message).toContain('us-west-2');
  });

  const other = id.replace('1', '2');
  const missing = [
    ['alias/none', `Alias ${place}:alias/none is not found.`],
    ['alias/theirs', `Alias ${place}:alias/theirs is not found.`],
    [`${place}:alias/none`, `Alias ${place}:alias/none is not found.`],
    [other, `Key '${place}:key/${other}' does not exist`],
    [`${place}:key/${other}`, `Key '${place}:key/${other}' does not exist`],
    [keyArn.replace('eu-central-1', 'us-west-2'), 'Invalid arn us-west-2'],
    ['dr', 'Invalid keyId dr'],
  ] as const;
  it.each(missing)('does not find %s', (name, message) => {
    expect(failure(() => aControlPlane(fleet).describeKey(name))).toMatchObject({
      code: 'NotFoundException',
      message,
    });
  });

  it('finds the key of another account by ARN only', () => {
    const { describeKey } = aControlPlane(fleet);
    const arn = 'arn:aws:kms:eu-central-1:444455556666:alias/theirs';

    expect(describeKey(arn).KeyMetadata.AWSAccountId).toBe('444455556666');
  });

  it('is denied by a policy, which may change as the state may', () => {
    const { backend, describeKey } = aControlPlane(fleet);

    expect(failure(() => describeKey('alias/secret'))).toMatchObject({
      code: 'AccessDeniedException',
      message: expect.stringContaining(
        'is not authorized to perform: kms:DescribeKey on resource: arn:aws:kms:',
      ),
    });
    backend.setKey('alias/secret', { policy: 'allowed', state: 'Disabled' });
    expect(describeKey('alias/secret').KeyMetadata.KeyState).toBe('Disabled');
  });

  it.each([
    ['alias/dr', keyArn],
    [keyArn, keyArn],
    ['alias/none', `${place}:key/*`],
  ])('asks IAM for the key behind %s', (KeyId, arn) => {
    const kms = aControlPlane(fleet).backend.services.find(({ name }) => name === 'kms');

    expect(kms?.resources?.({ KeyId }, aCall('kms', 'DescribeKey'))).toEqual([arn]);
  });
});
