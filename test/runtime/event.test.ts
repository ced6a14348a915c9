import { expect, test } from 'vitest';
import { parseEvent } from '../../shared/runtime/event.ts';

const scheduled = { version: '0', id: 'x', 'detail-type': 'Scheduled Event', detail: {}, resources: [] };

test.each([
  { name: 'an empty payload', event: {}, request: {} },
  { name: 'an EventBridge rule', event: { ...scheduled, source: 'aws.events' }, request: {} },
  { name: 'an EventBridge Scheduler', event: { ...scheduled, source: 'aws.scheduler' }, request: {} },
  {
    name: 'a payload by hand',
    event: { mode: 'observe', clusters: ['dev-*'], regions: ['eu-central-1'], accounts: ['111122223333'] },
    request: { mode: 'observe', clusters: ['dev-*'], regions: ['eu-central-1'], accounts: ['111122223333'] },
  },
])('reads $name', ({ event, request }) => {
  expect(parseEvent(event)).toEqual({ ok: true, request });
});

test.each([
  { event: { mode: 'force' }, path: 'mode', value: 'force', remedy: 'observe' },
  { event: { clusters: 'dev-*' }, path: 'clusters', value: 'dev-*', remedy: 'a list of cluster identifiers' },
  { event: { clusters: [] }, path: 'clusters', value: [], remedy: 'a list of cluster identifiers' },
  { event: { clusters: ['a', 7] }, path: 'clusters.1', value: 7, remedy: 'a list of cluster identifiers' },
  { event: { regions: ['Frankfurt'] }, path: 'regions.0', value: 'Frankfurt', remedy: 'eu-central-1' },
  { event: { accounts: [111122223333] }, path: 'accounts.0', value: 111122223333, remedy: '12 digits' },
  { event: { cluster: ['a'] }, path: 'cluster', value: ['a'], remedy: 'mode, clusters, regions, accounts' },
  { event: { source: 'aws.rds', detail: {} }, path: 'source', value: 'aws.rds', remedy: 'no other keys' },
  { event: null, path: '', value: null, remedy: '{} sweeps all targets' },
  { event: 'sweep', path: '', value: 'sweep', remedy: '{} sweeps all targets' },
  { event: [], path: '', value: [], remedy: '{} sweeps all targets' },
])('refuses $event and says where, what and what instead', ({ event, path, value, remedy }) => {
  const parsed = parseEvent(event);

  expect(parsed.ok).toBe(false);
  expect(parsed).toMatchObject({
    problems: expect.arrayContaining([
      { path, value, message: expect.stringMatching(/./), remedy: expect.stringContaining(remedy) },
    ]),
  });
});

test('says everything that is wrong at once', () => {
  const parsed = parseEvent({ mode: 'x', clusters: [], dryRun: true });

  expect(parsed.ok || parsed.problems.map(({ path }) => path)).toEqual(['mode', 'clusters', 'dryRun']);
});
