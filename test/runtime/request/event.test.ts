import { expect, test } from 'vitest';
import { formatPayloadProblem, parseEvent } from '../../../shared/runtime/request/event.ts';

const rds = 'arn:aws:rds:eu-central-1:444455556666';
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
  {
    name: 'an event of a snapshot as a hint to look at its account',
    event: {
      source: 'aws.rds',
      'detail-type': 'RDS DB Cluster Snapshot Event',
      detail: {
        EventID: 'RDS-EVENT-0169',
        SourceArn: 'arn:aws:rds:eu-central-1:444455556666:cluster-snapshot:rds:orders-2026-11-20-03-00',
      },
    },
    request: { accounts: ['444455556666'], hinted: true },
  },
  {
    name: 'an event of a cluster as a hint to look at it alone, by its ARN',
    event: {
      source: 'aws.rds',
      'detail-type': 'RDS DB Cluster Event',
      detail: {
        EventID: 'RDS-EVENT-0151',
        SourceArn: 'arn:aws-us-gov:rds:us-gov-west-1:444455556666:cluster:orders',
        SourceIdentifier: 'something-else',
      },
    },
    request: {
      accounts: ['444455556666'],
      regions: ['us-gov-west-1'],
      clusters: ['orders'],
      hinted: true,
    },
  },
])('reads $name', ({ event, request }) => {
  expect(parseEvent(event)).toEqual({ ok: true, request });
});

test.each([
  { event: { mode: 'force' }, path: 'mode', value: 'force', remedy: 'did you mean enforce?' },
  { event: { clusters: 'dev-*' }, path: 'clusters', value: 'dev-*', remedy: 'write it as a list: [dev-*]' },
  { event: { clusters: [] }, path: 'clusters', value: [], remedy: 'add one, or remove the key' },
  { event: { clusters: ['a', 7] }, path: 'clusters.1', value: 7, remedy: 'quote it: "7"' },
  { event: { clusters: ['!'] }, path: 'clusters.0', value: '!', remedy: 'write for example dev-*' },
  { event: { clusters: ['Dev-*'] }, path: 'clusters.0', value: 'Dev-*', remedy: 'write dev-*' },
  { event: { regions: ['Frankfurt'] }, path: 'regions.0', value: 'Frankfurt', remedy: 'eu-central-1' },
  { event: { accounts: [111122223333] }, path: 'accounts.0', value: 111122223333, remedy: 'quote it: "1' },
  { event: { accounts: ['1111'] }, path: 'accounts.0', value: '1111', remedy: 'for example "111122223333"' },
  { event: { cluster: ['a'] }, path: 'cluster', value: ['a'], remedy: 'did you mean clusters?' },
  { event: { source: 'aws.rds', detail: {} }, path: 'source', value: 'aws.rds', remedy: 'mode, clusters' },
  {
    event: {
      source: 'aws.rds',
      'detail-type': 'RDS DB Cluster Snapshot Event',
      detail: { SourceArn: 'arn:aws:rds:eu-central-1:nobody:cluster-snapshot:x' },
    },
    path: 'source',
    value: 'aws.rds',
    remedy: 'mode, clusters',
  },
  ...[
    { 'detail-type': 'RDS DB Instance Event', detail: { SourceArn: `${rds}:db:orders-1` } },
    { 'detail-type': 'RDS DB Cluster Event', detail: { SourceArn: `${rds}:cluster:*` } },
    { 'detail-type': 'RDS DB Cluster Event', detail: { SourceArn: `${rds}:global-cluster:orders` } },
    { 'detail-type': 'RDS DB Cluster Event', detail: { SourceArn: 'arn:aws:rds:nowhere:1:cluster:orders' } },
    { 'detail-type': 'RDS DB Cluster Event', detail: { SourceIdentifier: 'orders' } },
  ].map((event) => ({
    event: { source: 'aws.rds', ...event },
    path: 'source',
    value: 'aws.rds',
    remedy: 'mode, clusters',
  })),
  { event: null, path: '', value: null, remedy: 'write {} to sweep all targets' },
  { event: 'sweep', path: '', value: 'sweep', remedy: 'write {} to sweep all targets' },
  { event: [], path: '', value: [], remedy: 'write {} to sweep all targets' },
])('refuses $event and says where, what and what instead', ({ event, path, value, remedy }) => {
  const parsed = parseEvent(event);

  expect(parsed.ok).toBe(false);
  expect(parsed).toMatchObject({
    problems: expect.arrayContaining([
      { path, value, message: expect.stringMatching(/./), remedy: expect.stringContaining(remedy) },
    ]),
  });
});

test.each([{ regions: ['Frankfurt'] }, { accounts: ['1111'] }, { clusters: ['a b'] }])(
  'says what is wrong with %o in words, not as a pattern',
  (event) => {
    const parsed = parseEvent(event);

    expect(parsed.ok || parsed.problems.map(formatPayloadProblem).join()).toMatch(
      /^payload \w+\.0 "[^"]+" is not (a Region|an account id of 12 digits|a glob); write for example [^\\]+$/,
    );
  },
);

test('says everything that is wrong at once', () => {
  const parsed = parseEvent({ mode: 'x', clusters: [], dryRun: true });

  expect(parsed.ok || parsed.problems.map(({ path }) => path)).toEqual(['mode', 'clusters', 'dryRun']);
});
