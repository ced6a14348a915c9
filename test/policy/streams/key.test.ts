import { describe, expect, test } from 'vitest';
import { isAwsAlias, isSameKey } from '../../../shared/policy/streams/key.ts';
import type { StreamKey } from '../../../shared/policy/streams/stream.ts';
import { ALIAS, KEY_ARN, KEY_ID, OTHER_KEY_ID, USABLE } from './builders.ts';

const ALIAS_ARN = 'arn:aws:kms:eu-central-1:111122223333:alias/das';
const MULTI_REGION = 'mrk-1234abcd12ab34cd56ef1234567890ab';
const lost: StreamKey = { usable: false, detail: 'gone' };

describe('isSameKey', () => {
  test.each<[string, string | undefined, Record<string, StreamKey>, boolean | undefined]>([
    [KEY_ID, KEY_ID, {}, true],
    [KEY_ARN, KEY_ID, {}, true],
    [KEY_ID, KEY_ARN, {}, true],
    [KEY_ID, OTHER_KEY_ID, {}, false],
    [MULTI_REGION, `arn:aws:kms:eu-central-1:111122223333:key/${MULTI_REGION}`, {}, true],
    [ALIAS, KEY_ID, { [ALIAS]: USABLE }, true],
    [ALIAS_ARN, KEY_ID, { [ALIAS_ARN]: USABLE }, true],
    [ALIAS, OTHER_KEY_ID, { [ALIAS]: USABLE }, false],
    [ALIAS, KEY_ID, {}, undefined],
    [ALIAS, KEY_ID, { [ALIAS]: lost }, undefined],
    [KEY_ID, OTHER_KEY_ID, { [KEY_ID]: lost }, false],
    [KEY_ID, undefined, {}, undefined],
    [ALIAS, ALIAS, {}, true],
    [ALIAS, 'alias/other', { [ALIAS]: USABLE }, undefined],
  ])('%s of the rule, %s of the stream, keys %j: %s', (wanted, current, keys, expected) => {
    expect(isSameKey(wanted, current, keys[wanted])).toBe(expected);
  });
});

describe('isAwsAlias', () => {
  test.each([
    ['alias/aws/rds', true],
    ['arn:aws:kms:eu-central-1:111122223333:alias/aws/rds', true],
    ['alias/das', false],
    ['alias/team/aws/rds', false],
    [KEY_ARN, false],
  ])('of %s is %s', (key, expected) => {
    expect(isAwsAlias(key)).toBe(expected);
  });
});
