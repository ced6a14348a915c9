import { describe, expect, test } from 'vitest';
import { decideStart } from '../../../shared/policy/power/decide-start.ts';
import { decideStop } from '../../../shared/policy/power/decide-stop.ts';
import { explain } from '../../../shared/policy/report/explain.ts';
import { formatExplanation } from '../../../shared/policy/report/format-explanation.ts';
import { aCluster, aPolicy, aRule, SATURDAY, someFacts } from '../builders.ts';

const policy = aPolicy({
  protect: [{ tags: { env: ['prod'] }, from: ['stop'] }],
  rules: [
    aRule({ name: 'tests', mode: 'observe', match: { clusters: ['test-*'] } }),
    aRule({ name: 'developers', match: { clusters: ['dev-*'], engines: ['aurora-postgresql'] } }),
    aRule({ name: 'rest' }),
  ],
});

function explanationOf(tags: Readonly<Record<string, string>>, other = policy, status = 'available') {
  const cluster = aCluster({ tags, status });
  const observed = { cluster, facts: someFacts(cluster) };
  const elsewhere = decideStop(other, { cluster: aCluster({ id: 'dev-other' }) }, SATURDAY);
  const decisions = [
    decideStop(other, observed, SATURDAY),
    elsewhere,
    decideStart(other, observed, SATURDAY),
  ];
  return explain(other, observed, SATURDAY, decisions);
}

describe('explain', () => {
  test('names the rule that decides, and why others do not', () => {
    const { rules } = explanationOf({});

    expect(rules.map(({ name, matched, decides }) => ({ name, matched, decides }))).toEqual([
      { name: 'tests', matched: false, decides: [] },
      { name: 'developers', matched: true, decides: ['power'] },
      { name: 'rest', matched: true, decides: [] },
    ]);
  });

  test('has the decisions about this cluster alone, with what their reasons mean', () => {
    const { decisions } = explanationOf({});

    expect(decisions.map(({ action, reason, meaning }) => ({ action, reason, meaning }))).toEqual([
      { action: 'stop', reason: 'idle', meaning: 'complete metrics show no use for idleFor' },
      { action: 'start', reason: 'outside-hours', meaning: "it is outside the rule's hours" },
    ]);
  });

  test('has hours, evidence, hold and the last action', () => {
    const explanation = explanationOf({
      'dormouse:hold': 'forever',
      'dormouse:power': 'stop 2026-11-20T18:05:00Z by developers',
    });

    expect(explanation).toMatchObject({
      timezone: 'Europe/Berlin',
      hours: { open: false, until: Date.parse('2026-11-23T06:30:00Z') },
      evidence: { state: 'idle' },
      hold: { state: 'held' },
      lastAction: { action: 'stop', rule: 'developers' },
      protections: [{ matched: false, from: ['stop'] }],
    });
  });

  test('goes without them where there are none', () => {
    const cluster = aCluster();

    const explanation = explain(aPolicy({ rules: [], timezone: 'Asia/Tokyo' }), { cluster }, SATURDAY, []);

    expect(explanation).toEqual({
      cluster,
      at: SATURDAY,
      timezone: 'Asia/Tokyo',
      rules: [],
      protections: [],
      hold: { state: 'none' },
      nearMisses: [],
      decisions: [],
    });
  });
});

describe('formatExplanation', () => {
  test('reports all of it in lines', () => {
    const text = formatExplanation(
      explanationOf({ 'dormouse:power': 'start 2026-11-20T06:30:00Z by developers' }),
    );

    expect(text.split('\n')).toEqual([
      'dev-orders  aurora-postgresql 16.4, available',
      'arn:aws:rds:eu-central-1:111122223333:cluster:dev-orders',
      'now         Sat 13:00 Europe/Berlin (2026-11-21 12:00 UTC)',
      '',
      'stop        yes, idle: complete metrics show no use for idleFor',
      '            outside mon-fri 07:30-19:00 since Fri 19:00 Europe/Berlin; next opens Mon 07:30; no use (rule developers)',
      '',
      "start       no, outside-hours: it is outside the rule's hours",
      '            outside mon-fri 07:30-19:00 since Fri 19:00 Europe/Berlin; next opens Mon 07:30 (rule developers)',
      '',
      'rule        tests: does not match',
      '            no  clusters: wants test-*; is dev-orders',
      'rule        developers: matches, decides power',
      '            yes engines: wants aurora-postgresql; is aurora-postgresql',
      '            yes clusters: wants dev-*; is dev-orders',
      'rule        rest: matches, but decides nothing: an earlier rule does',
      'protect     from stop: does not match',
      '            no  tags: wants env="prod"; is no tag env',
      'hold        none',
      'hours       outside mon-fri 07:30-19:00 since Fri 19:00 Europe/Berlin; next opens Mon 07:30',
      'evidence    idle: no use',
      'last asked  start Fri 07:30 Europe/Berlin by developers',
    ]);
  });

  test('names tags that look like a hold or a protection and are none', () => {
    const tags = { 'Dormouse:hold': 'forever', 'dormouse-hours': 'never', env: 'Prod' };
    const lines = formatExplanation(explanationOf(tags)).split('\n');

    expect(lines.filter((line) => line.startsWith('near miss'))).toEqual([
      'near miss   the tag "Dormouse:hold" holds nothing; write dormouse:hold',
      'near miss   the tag "dormouse-hours" changes no hours; write dormouse:hours',
      'near miss   the tag env="Prod" does not protect it: it differs from env=prod in case',
    ]);
  });

  test('reports a rule that only observes', () => {
    const other = aPolicy({ rules: [aRule({ mode: 'observe' }), aRule({ name: 'rest', mode: 'observe' })] });

    expect(explanationOf({}, other).rules).toMatchObject([{ mode: 'observe' }, { mode: 'observe' }]);
    expect(formatExplanation(explanationOf({}, other)).split('\n')).toEqual(
      expect.arrayContaining([
        'rule        developers: matches, decides power, in mode observe: it is only reported',
        'rule        rest: matches, but decides nothing: an earlier rule does',
      ]),
    );
  });

  test.each([
    ['forever', 'hold        forever'],
    ['2026-11-22', 'hold        until Mon 00:00 Europe/Berlin'],
    ['2026-11-20', 'hold        over since Sat 00:00 Europe/Berlin'],
    ['stopped until 2026-11-22', 'hold        stopped until Mon 00:00 Europe/Berlin'],
    ['up until 2026-11-20', 'hold        up, over since Sat 00:00 Europe/Berlin'],
    ['no changes until 2026-11-22', 'hold        until Mon 00:00 Europe/Berlin'],
    ['later', 'hold        "later" cannot be read, so it holds'],
  ])('reports the hold %s', (value, line) => {
    expect(formatExplanation(explanationOf({ 'dormouse:hold': value })).split('\n')).toContain(line);
  });

  test('leaves what somebody wants of the stream, and what was last done to it, to the story of the stream', () => {
    const explanation = explanationOf({
      'dormouse:activity-stream-override': 'off until 2026-12-01T09:00:00Z',
      'dormouse:activity-stream': 'start 2026-11-20T06:30:00Z attempt 2 by audited',
    });

    expect(explanation.override).toMatchObject({ state: 'active', desired: 'off' });
    expect(explanation.lastStreamAction).toMatchObject({ action: 'start', attempt: 2 });
    expect(formatExplanation(explanation)).not.toMatch(/override|last stream/);
    expect(explanationOf({ 'dormouse:activity-stream-override': 'declared' })).not.toHaveProperty('override');
  });

  test.each([
    ['start', 'stopped', ', but it is stopped'],
    ['start', 'inaccessible-encryption-credentials', ', but it is inaccessible-encryption-credentials'],
    ['start', 'starting', ''],
    ['start', 'modifying', ''],
    ['stop', 'available', ', but it is available'],
    ['stop', 'stopping', ''],
  ])('reports a %s that was requested and a cluster that is %s', (action, status, but) => {
    const tags = { 'dormouse:power': `${action} 2026-11-20T06:30:00Z by developers` };

    expect(formatExplanation(explanationOf(tags, policy, status)).split('\n')).toContain(
      `last asked  ${action} Fri 07:30 Europe/Berlin by developers${but}`,
    );
  });

  test('reports a cluster that no rule matches and everything protects', () => {
    const text = formatExplanation(explanationOf({}, aPolicy({ rules: [], protect: [{}] })));

    expect(text).toContain(
      'stop        no, no-rule: no rule with power matches\n            no rule with power',
    );
    expect(text).toContain('protect     from every action: matches');
  });
});
