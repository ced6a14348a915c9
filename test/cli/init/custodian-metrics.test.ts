import { describe, expect, test } from 'vitest';
import { fromCustodian } from '../../../cli/init/convert/custodian.ts';
import { converted } from './builders.ts';

describe('Cloud Custodian by metrics', () => {
  const policy = (filters: string, actions = '[stop]') =>
    converted(
      fromCustodian,
      `policies: [{ name: a, resource: rds-cluster, filters: [{ "tag:env": dev }, ${filters}], actions: ${actions} }]`,
    );

  test.each([
    ['name: DatabaseConnections, days: 2, value: 0, op: le', { idleFor: '2d' }],
    ['name: DatabaseConnections, days: 1, value: 5, op: lt', { idleFor: '1d', idle: { connections: 4 } }],
    ['name: CPUUtilization, days: 0.5, value: 10', { idleFor: '12h', idle: { cpu: '10%' } }],
  ])('%s is a threshold of idle', (metrics, idle) => {
    const { rules } = policy(`{ type: metrics, ${metrics} }`);

    expect(rules).toEqual([
      { name: 'a', match: { tags: { env: 'dev' } }, power: { stop: 'whenIdle', ...idle } },
    ]);
  });

  test('with an offhour, it is stopped after its hours, once it is idle', () => {
    const { rules, notes } = policy(
      '{ type: offhour, opt-out: true, default_tz: utc, offhour: 20 }, { type: metrics, name: CPUUtilization, days: 1, value: 5, op: lt }',
    );

    expect(rules[0]?.power).toEqual({
      hours: 'mon-fri 00:00-20:00',
      start: false,
      stop: 'whenIdle',
      idleFor: '1d',
      idle: { cpu: '5%' },
    });
    expect(notes[0]).toContain('stopped once it is idle after its hours');
  });

  test.each([
    ['{ type: metrics, name: FreeableMemory, days: 1, value: 5 }'],
    ['{ type: metrics, name: CPUUtilization, days: 30, value: 5 }'],
    ['{ type: metrics, name: CPUUtilization, days: 1, value: 90, op: gt }'],
    [
      '{ type: metrics, name: CPUUtilization, value: 5 }, { type: metrics, name: DatabaseConnections, value: 0 }',
    ],
  ])('%s takes the policy out', (filters) => {
    const { rules, notes } = policy(filters);

    expect(rules).toEqual([]);
    expect(notes[0]).toContain('cannot be said by a match');
  });
});
