import { expect, test } from 'vitest';
import { parsePolicy } from '../../../shared/policy/file/parse.ts';

const parsed = (top: string, inRule = '') =>
  parsePolicy(`version: 1\n${top}rules:\n  - { name: all, match: {}, ${inRule}power: { hours: always } }\n`);

test.each([
  ['', '', undefined, undefined],
  ['enabled: true\n', 'enabled: true, ', true, true],
  ['enabled: false\n', 'enabled: false, ', false, false],
])('%j and in the rule %j are read as they are', (top, inRule, ofPolicy, ofRule) => {
  const read = parsed(top, inRule);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const { policy } = read;

  expect([policy.enabled, policy.rules[0]?.enabled]).toEqual([ofPolicy, ofRule]);
});

test.each(['enabled: no\n', 'enabled: "false"\n', 'enabled: 0\n'])('%j is no answer', (top) => {
  expect(parsed(top)).toMatchObject({ ok: false });
});

test('a word that is nearly it is named', () => {
  expect(JSON.stringify(parsed('enable: false\n'))).toContain('enabled');
});
