import { DescribeKeyCommand, type KeyMetadata } from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { UnreadableAnswer } from '../../../shared/aws/client/readable-answer.ts';
import { readKey, readKeys } from '../../../shared/aws/read/keys.ts';
import { fakeScope, serviceError } from '../builders.ts';

const ARN = 'arn:aws:kms:eu-central-1:111122223333:key/1234';
const good: KeyMetadata = {
  KeyId: '1234',
  Arn: ARN,
  KeyState: 'Enabled',
  KeySpec: 'SYMMETRIC_DEFAULT',
  KeyUsage: 'ENCRYPT_DECRYPT',
};

function withKey(some: Partial<KeyMetadata> = {}) {
  const { scope, kms } = fakeScope();
  kms.on(DescribeKeyCommand, { KeyId: 'alias/dr' }, true).resolves({ KeyMetadata: { ...good, ...some } });
  return scope;
}

describe('readKey', () => {
  it('says which key an alias stands for', async () => {
    expect(await readKey(withKey(), 'alias/dr')).toEqual({ usable: true, arn: ARN });
  });

  it('says of a key that AWS manages that it does', async () => {
    expect(await readKey(withKey({ KeyManager: 'AWS' }), 'alias/dr')).toEqual({
      usable: true,
      arn: ARN,
      awsManaged: true,
    });
    expect(await readKey(withKey({ KeyManager: 'CUSTOMER' }), 'alias/dr')).toStrictEqual({
      usable: true,
      arn: ARN,
    });
  });

  it.each([
    [{ KeyState: 'Disabled' as const }, 'is Disabled; enable it'],
    [{ KeyState: 'PendingDeletion' as const }, 'is PendingDeletion'],
    [{ KeySpec: 'RSA_2048' as const }, 'is of spec RSA_2048; name a symmetric key'],
    [{ KeyUsage: 'SIGN_VERIFY' as const }, 'is for SIGN_VERIFY'],
  ])('a key with %j cannot be used, and why', async (some, why) => {
    expect(await readKey(withKey(some), 'alias/dr')).toEqual({
      usable: false,
      detail: expect.stringContaining(`alias/dr in eu-central-1 ${why}`),
      remedy: expect.stringMatching(/^(enable|name) /),
    });
  });

  it('an answer that is not AWS proves nothing about a key', async () => {
    const { scope, kms } = fakeScope();
    kms.on(DescribeKeyCommand).rejects(new UnreadableAnswer('DescribeKey', 403));

    await expect(readKey(scope, 'alias/dr')).rejects.toThrow("not AWS's");
  });

  it.each(['NotFoundException', 'InvalidArnException', 'AccessDeniedException'])(
    'a key that answers %s cannot be used',
    async (name) => {
      const { scope, kms } = fakeScope();
      kms.on(DescribeKeyCommand).rejects(serviceError(name, 'no key alias/dr'));

      expect(await readKey(scope, 'alias/dr')).toEqual({
        usable: false,
        detail: expect.stringMatching(/^alias\/dr in eu-central-1: no key alias\/dr/),
      });
    },
  );

  it.each([
    serviceError('ThrottlingException'),
    serviceError('KMSInternalException', 'busy', 'server'),
    new TypeError('a bug'),
  ])('throws %s, which says nothing of the key', async (error) => {
    const { scope, kms } = fakeScope();
    kms.on(DescribeKeyCommand).rejects(error);

    await expect(readKey(scope, 'alias/dr')).rejects.toBe(error);
  });

  it('throws when KMS describes nothing', async () => {
    const { scope, kms } = fakeScope();
    kms.on(DescribeKeyCommand).resolves({});

    await expect(readKey(scope, 'alias/dr')).rejects.toThrow('without KeyMetadata');
  });
});

describe('readKeys', () => {
  const withBusy = (error: Error) => {
    const { scope, kms } = fakeScope();
    kms.on(DescribeKeyCommand, { KeyId: 'alias/dr' }).resolves({ KeyMetadata: good });
    kms.on(DescribeKeyCommand, { KeyId: 'alias/busy' }).rejects(error);
    return scope;
  };

  it('leaves out a key that KMS can not describe now, and says why', async () => {
    const read = await readKeys(withBusy(serviceError('ThrottlingException')), ['alias/busy', 'alias/dr']);

    expect(read).toEqual({
      keys: { 'alias/dr': { usable: true, arn: ARN } },
      unread: {
        name: 'ThrottlingException',
        message: expect.stringMatching(/^alias\/busy in eu-central-1: /),
      },
    });
  });

  it('has nothing unread where all are described', async () => {
    expect(await readKeys(withKey(), ['alias/dr'])).toStrictEqual({
      keys: { 'alias/dr': { usable: true, arn: ARN } },
    });
  });

  it('throws what is no error of AWS', async () => {
    await expect(readKeys(withBusy(new TypeError('a bug')), ['alias/dr', 'alias/busy'])).rejects.toThrow(
      'a bug',
    );
  });
});
