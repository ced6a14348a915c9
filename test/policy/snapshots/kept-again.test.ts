import { expect, test } from 'vitest';
import { defined } from '../../../shared/defined.ts';
import type { Keep, Rule } from '../../../shared/policy/model/policy.ts';
import { decidePrunes } from '../../../shared/policy/snapshots/decide-prune.ts';
import { unkeptTags } from '../../../shared/policy/snapshots/unkept.ts';
import { aPolicy, aRule, DAY, SATURDAY } from '../builders.ts';
import { aPruneWorld, created } from './builders.ts';

const { power: _power, ...bare } = aRule();
const ruleOf = (name: string, keep?: Keep): Rule => ({
  ...bare,
  name,
  snapshots: { create: { cron: '0 3 * * *', ...defined({ keep }) } },
});
const maker = { match: { clusters: ['other-*'] } };

test.each([
  ['its rule keeps all', [ruleOf('developers')], 'keep-all', 'the rule has no keep for it'],
  ['its rule keeps it', [ruleOf('developers', { last: 9 })], 'kept', 'last'],
  [
    'the rule that it was made by keeps all',
    [{ ...ruleOf('developers'), ...maker }, ruleOf('new', { last: 1 })],
    'keep-all',
    'all are kept by the rule developers that it was made by',
  ],
  [
    'the rule that it was made by keeps it',
    [{ ...ruleOf('developers', { last: 9 }), ...maker }, ruleOf('new', { last: 1 })],
    'kept',
    ', by the rule developers that it was made by',
  ],
] as const)('a snapshot waits no more, which its tag says, where %s', (_name, rules, reason, detail) => {
  const policy = aPolicy({ rules: [...rules] });
  const [young, old] = [created(SATURDAY - DAY), created(SATURDAY - 7 * DAY)];
  const waiting = { ...old, tags: { ...old.tags, ...unkeptTags('expired', SATURDAY - 30 * DAY) } };

  const [decision] = decidePrunes(policy, aPruneWorld({ snapshots: [young, waiting] }));

  expect(decision).toMatchObject({
    verdict: 'skip',
    reason,
    note: { kind: 'tag-snapshot', arn: old.arn, tags: { 'dormouse:unkept': 'no' } },
  });
  expect(decision?.detail).toContain(detail);
});

test('nothing is noted on a snapshot that has not been waiting', () => {
  const policy = aPolicy({ rules: [ruleOf('developers', { last: 9 })] });

  const [decision] = decidePrunes(policy, aPruneWorld({ snapshots: [created(SATURDAY - DAY)] }));

  expect(decision?.reason).toBe('kept');
  expect(decision).not.toHaveProperty('note');
});
