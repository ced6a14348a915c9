import { describe, expect, test } from 'vitest';
import { decideCapacities, decideCapacity } from '../../../shared/policy/capacity/decide.ts';
import { aCluster, aPolicy, FRIDAY, SATURDAY, WEEKDAYS } from '../builders.ts';
import { aCapacityRule, aCapacityWorld, anEntry, aServerless, capacityFacts } from './builders.ts';
import { capacityCases } from './cases.ts';
import { pendingCases } from './pending-cases.ts';
import { youngCases } from './young-cases.ts';

const policyOf = (...entries: ReturnType<typeof anEntry>[]) => aPolicy({ rules: [aCapacityRule(entries)] });

describe('decideCapacity', () => {
  test.each([...capacityCases, ...pendingCases, ...youngCases])(
    '$reason when $name',
    ({ cluster: some, provisioned, entries, policy: other, facts, ...expected }) => {
      const cluster = provisioned ? aCluster(some) : aServerless(some);
      const policy = aPolicy({ rules: [aCapacityRule(entries)], ...other });
      const observed =
        facts === 'none' ? { cluster } : { cluster, capacityFacts: capacityFacts(cluster, facts) };

      const decision = decideCapacity(policy, observed, SATURDAY);

      expect(decision.reason).toBe(expected.reason);
      expect(decision.verdict).toBe(expected.reason === 'capacity-differs' ? 'act' : 'skip');
      expect(decision.detail).toContain(expected.detail ?? '');
    },
  );

  test('is noted on a cluster that has room for the tag, and made without it elsewhere', () => {
    const tags = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`t${n}`, '']));
    const cluster = aServerless({ tags });

    const decision = decideCapacity(
      policyOf(anEntry()),
      { cluster, capacityFacts: capacityFacts(cluster) },
      SATURDAY,
    );

    expect(decision).toMatchObject({ verdict: 'act', command: { tags: {}, tagsIfRefused: {} } });
    expect(decision.detail).toContain('no room for dormouse:capacity');
    expect(decision).toHaveProperty('command.tags', {});
  });

  test('orders all that the change needs', () => {
    const cluster = aServerless({ tags: { 'dormouse:capacity': '1-8 2026-11-20T06:30:00Z by developers' } });
    const policy = policyOf(
      anEntry({ hours: WEEKDAYS }),
      anEntry({ min: 0, max: 4, autoPauseAfterMs: 600_000 }),
    );

    const decision = decideCapacity(policy, { cluster, capacityFacts: capacityFacts(cluster) }, SATURDAY);

    expect(decision).toEqual({
      resourceArn: cluster.arn,
      account: '111122223333',
      region: 'eu-central-1',
      cluster: 'dev-orders',
      aspect: 'capacity',
      action: 'changeCapacity',
      rule: 'developers',
      reason: 'capacity-differs',
      detail: '1-8 ACU to 0-4 ACU pausing after 10m (the entry without hours)',
      verdict: 'act',
      command: {
        kind: 'change-capacity',
        account: '111122223333',
        region: 'eu-central-1',
        cluster: 'dev-orders',
        arn: cluster.arn,
        min: 0,
        max: 4,
        autoPauseAfterMs: 600_000,
        tags: { 'dormouse:capacity': '0-4 2026-11-21T12:00:00Z by developers' },
        tagsIfRefused: { 'dormouse:capacity': '0-4 2026-11-21T12:00:00Z refused by developers' },
      },
      lastActionAt: Date.parse('2026-11-20T06:30:00Z'),
      dependsOnUse: true,
    });
  });

  test.each([
    ['the same was refused', '2-16 2026-11-21T11:55:00Z refused by r', true],
    ['the same was accepted', '2-16 2026-11-21T11:55:00Z by r', false],
    ['something else was refused', '2-8 2026-11-21T11:55:00Z refused by r', false],
    ['the same was refused a day ago', '2-16 2026-11-20T12:00:00Z refused by r', false],
  ])('knows whether %s', (_, value, isKnown) => {
    const cluster = aServerless({ tags: { 'dormouse:capacity': value } });

    const decision = decideCapacity(
      policyOf(anEntry()),
      { cluster, capacityFacts: capacityFacts(cluster) },
      SATURDAY,
    );

    expect(decision.verdict).toBe('act');
    expect('refusedAt' in decision).toBe(isKnown);
  });

  test('does not go by a tag that was copied from the cluster that it was restored from', () => {
    const tags = { 'dormouse:capacity': '2-16 2026-11-20T18:00:00Z by developers' };
    const cluster = aServerless({ tags, createdAt: Date.parse('2026-11-20T18:01:00Z') });

    const decision = decideCapacity(
      policyOf(anEntry()),
      { cluster, capacityFacts: capacityFacts(cluster) },
      SATURDAY,
    );

    expect(decision.detail).toBe('1-8 ACU to 2-16 ACU (the entry without hours)');
    expect(decision).not.toHaveProperty('lastActionAt');
  });

  test('goes by the first entry whose hours are now', () => {
    const cluster = aServerless();
    const policy = policyOf(anEntry({ hours: WEEKDAYS }), anEntry({ min: 1, max: 4 }));
    const observed = { cluster, capacityFacts: capacityFacts(cluster) };

    expect(decideCapacity(policy, observed, FRIDAY)).toMatchObject({
      command: { min: 2, max: 16 },
      detail: '1-8 ACU to 2-16 ACU (inside mon-fri 07:30-19:00 until Fri 19:00 Europe/Berlin)',
    });
    expect(decideCapacity(policy, observed, SATURDAY)).toMatchObject({ command: { min: 1, max: 4 } });
  });

  test.each([
    ['a lesser min, which alone keeps the use up', { min: 6, max: 8 }, { min: 1, max: 4 }],
    ['a greater min', { min: 1, max: 8 }, { min: 2, max: 4 }],
  ])('asks once, before the smaller max, for %s', (_, serverless, entry) => {
    const cluster = aServerless({ serverless });
    const use = { state: 'known', units: 6 } as const;
    const decide = (is = serverless) =>
      decideCapacity(
        policyOf(anEntry(entry)),
        { cluster: { ...cluster, serverless: is }, capacityFacts: capacityFacts(cluster, { use }) },
        SATURDAY,
      );

    expect(decide()).toMatchObject({ command: { min: entry.min, max: 8 } });
    expect(decide({ min: entry.min, max: 8 })).toMatchObject({ reason: 'capacity-in-use' });
  });

  test('notes nothing on the cluster where the policy says so', () => {
    const cluster = aServerless();
    const policy = { ...policyOf(anEntry()), tagActions: false };

    const decision = decideCapacity(policy, { cluster, capacityFacts: capacityFacts(cluster) }, SATURDAY);

    expect(decision).toMatchObject({ command: { tags: {} } });
  });

  test('raises the min also when the use is not known', () => {
    const cluster = aServerless();
    const use = { state: 'unknown', detail: 'no values' } as const;
    const observed = { cluster, capacityFacts: capacityFacts(cluster, { use }) };

    expect(decideCapacity(policyOf(anEntry({ min: 2, max: 4 })), observed, SATURDAY)).toMatchObject({
      detail: expect.stringContaining('no values, so only its min changes now: 2-8 ACU'),
      command: { min: 2, max: 8 },
    });
  });

  test('does not know use that has not been read', () => {
    const cluster = aServerless();
    const { use: _, ...facts } = capacityFacts(cluster);
    const decide = (entry: ReturnType<typeof anEntry>) =>
      decideCapacity(policyOf(entry), { cluster, capacityFacts: facts }, SATURDAY).reason;

    expect(decide(anEntry({ min: 1, max: 4 }))).toBe('use-unknown');
    expect(decide(anEntry())).toBe('capacity-differs');
  });
});

describe('decideCapacities', () => {
  test('decides every cluster in the order of the world', () => {
    const clusters = ['dev-b', 'dev-a'].map((id) => ({ cluster: aServerless({ id }) }));

    const decisions = decideCapacities(policyOf(anEntry()), aCapacityWorld(clusters));

    expect(decisions.map(({ cluster, reason }) => [cluster, reason])).toEqual([
      ['dev-b', 'not-observed'],
      ['dev-a', 'not-observed'],
    ]);
  });
});
