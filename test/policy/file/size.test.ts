import { expect, test } from 'vitest';
import { fitOf } from '../../../shared/policy/file/size.ts';
import { parseSource } from '../../../shared/policy/file/source.ts';

test.each([
  ['ssm:/dormouse/policy', 4_096, 'true undefined'],
  [
    'ssm:/dormouse/policy',
    4_097,
    'true 4,097 bytes are more than the 4,096 of a standard parameter: put it with --tier Advanced',
  ],
  ['ssm:/dormouse/policy', 8_192, 'true 8,192 bytes are more'],
  ['ssm:/dormouse/policy', 8_193, 'false 8,193 bytes are more than the 8,192 of an advanced parameter'],
  ['appconfig:a/b/c', 1_048_576, 'true undefined'],
  [
    'appconfig:a/b/c',
    1_048_577,
    'false 1,048,577 bytes are more than the 1,048,576 that a policy in AppConfig may have',
  ],
  ['s3://policies/policy.yml', 1_048_577, 'false 1,048,577 bytes are more'],
  ['file:policy.yml', 2_000_000, 'true undefined'],
])('into %s, %i bytes: %s', (text, bytes, expected) => {
  const source = parseSource(text);
  if (source === undefined) throw new Error(text);
  const fit = fitOf(bytes, source);

  expect(`${fit.fits} ${fit.fits ? fit.note : fit.problem}`).toContain(expected);
});
