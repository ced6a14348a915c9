import { expect, test } from 'vitest';
import { followUpBody } from '../../../shared/runtime/queue/follow.ts';
import { readMessage } from '../../../shared/runtime/queue/message.ts';
import { SATURDAY } from '../../policy/builders.ts';
import { home } from '../builders.ts';
import { aFollowUp, rdsEvent } from './builders.ts';

function read(content: unknown) {
  return readMessage(JSON.stringify(content));
}

const here = { accounts: [home.account], regions: [home.region] };

test('takes an event of RDS for a hint where to look', () => {
  const snapshot = {
    ...rdsEvent('x'),
    'detail-type': 'RDS DB Cluster Snapshot Event',
    detail: {
      EventID: 'RDS-EVENT-0169',
      SourceArn: 'arn:aws:rds:eu-central-1:111122223333:cluster-snapshot:rds:a',
    },
  };

  expect(read(rdsEvent('dev-orders', { id: 'RDS-EVENT-0151' }))).toEqual({
    kind: 'hint',
    request: { ...here, clusters: ['dev-orders'] },
  });
  expect(read(snapshot)).toEqual({ kind: 'hint', request: { accounts: [home.account] } });
});

test('knows a restart by AWS, which is to end in a stop', () => {
  expect(read(rdsEvent('dev-orders'))).toEqual({
    kind: 'hint',
    request: { ...here, clusters: ['dev-orders'] },
    about: aFollowUp(),
  });
});

test('goes by the ARN, whatever account the envelope names', () => {
  const forged = { ...rdsEvent('a', { account: '999999999999' }), account: home.account };

  expect(read(forged)).toMatchObject({ request: { accounts: ['999999999999'] } });
});

test('reads a piece of a sweep, as a sweep that is split writes it', () => {
  expect(read({ sweep: here })).toEqual({ kind: 'sweep', request: here });
});

test.each([
  [
    { sweep: { ...here, and: 'more' }, sentBy: 'tomorrow' },
    { kind: 'sweep', request: here },
  ],
  [
    { follow: { ...writtenFollowUp(), and: 'more' }, sentBy: 'tomorrow' },
    { kind: 'follow-up', request: { ...here, clusters: ['dev-orders'] }, about: aFollowUp() },
  ],
])(
  'what a newer version has written besides is left out, because an older one may read it: %j',
  (body, expected) => {
    expect(read(body)).toEqual(expected);
  },
);

test('reads a payload that narrows a run, as a person would write it', () => {
  expect(read(here)).toEqual({ kind: 'sweep', request: here });
  expect(read({ ...here, mode: 'observe' })).toMatchObject({ request: { mode: 'observe' } });
});

test.each([
  aFollowUp(),
  aFollowUp({ kind: 'copy-snapshot', snapshot: 'dormouse-a', rule: 'disaster "recovery"\u2028' }),
])('reads back the follow-up that was written: %j', (about) => {
  const request = { ...here, clusters: ['dev-orders'] };

  expect(readMessage(followUpBody(about))).toEqual({ kind: 'follow-up', request, about });
});

test('writes an instant that people can read', () => {
  expect(JSON.parse(followUpBody(aFollowUp()))).toMatchObject({
    follow: { requestedAt: new Date(SATURDAY).toISOString() },
  });
});

test.each([
  ['another kind of event', { 'detail-type': 'RDS DB Instance Event' }, '"RDS DB Instance Event" of aws.rds'],
  ['another service', { source: 'aws.ec2' }, '"RDS DB Cluster Event" of aws.ec2'],
  [
    'an ARN that is none',
    { detail: { SourceArn: 'arn:aws:rds:eu-central-1:1:cluster:a' } },
    '"RDS DB Cluster Event" of aws.rds',
  ],
  [
    'a schedule',
    { source: 'aws.events', 'detail-type': 'Scheduled Event' },
    '"Scheduled Event" of aws.events',
  ],
])('an event of %s is none of ours, and no poison', (_, some, detail) => {
  expect(read({ ...rdsEvent('a'), ...some })).toEqual({ kind: 'unrelated', detail });
});

test('an event without a readable time is a hint all the same, but nothing is known to be restarted', () => {
  expect(read({ ...rdsEvent('a'), time: 'noon' })).not.toHaveProperty('about');
});

const follow = writtenFollowUp();

function writtenFollowUp() {
  return JSON.parse(followUpBody(aFollowUp())).follow;
}

test.each([
  ['nothing', ''],
  ['no JSON', 'stop it'],
  ['half of it', '{"follow":{'],
  ['null', 'null'],
  ['a number', '42'],
  ['a list', '[]'],
  ['an unknown key', '{"cluster":"a"}'],
  ['an unknown key beside known ones', JSON.stringify({ ...here, mdoe: 'observe' })],
  ['a piece of nowhere', JSON.stringify({ sweep: { ...here, regions: [] } })],
  ['an override, which only an invocation may ask for', '{"clusters":["a"],"desired":"declared"}'],
  ['a prototype', '{"__proto__":{"accounts":["111122223333"]}}'],
  ['a constructor', '{"constructor":{"prototype":{"polluted":true}}}'],
  ['a kind of a prototype', JSON.stringify({ follow: { ...follow, kind: 'toString' } })],
  ['a kind that nobody follows', JSON.stringify({ follow: { ...follow, kind: 'delete-snapshot' } })],
  ['all clusters', JSON.stringify({ follow: { ...follow, cluster: '*' } })],
  ['no account', JSON.stringify({ follow: { ...follow, account: '1' } })],
  ['a time that is none', JSON.stringify({ follow: { ...follow, requestedAt: 1e308 } })],
])('%s is poison', (_, body) => {
  expect(readMessage(body)).toMatchObject({ kind: 'poison', detail: expect.stringMatching(/./) });
  expect({}).not.toHaveProperty('polluted');
});

test.each([
  ['long', `"${'x'.repeat(1_000_000)}"`],
  ['deep', `${'['.repeat(500_000)}${']'.repeat(500_000)}`],
  ['deep in a key', `{"accounts":${'['.repeat(500_000)}${']'.repeat(500_000)}}`],
  ['wide', JSON.stringify(Object.fromEntries(Array.from({ length: 60_000 }, (_, n) => [`key${n}`, n])))],
  ['full of faults', JSON.stringify({ regions: Array.from({ length: 100_000 }, (_, n) => `r${n}`) })],
  ['long in a key', JSON.stringify({ [`accounts${'x'.repeat(900_000)}`]: 1 })],
])('the largest message that SQS takes is poison within seconds when it is %s', (_, body) => {
  // CPU time: how long others keep the processor is not what is measured.
  const began = process.cpuUsage();

  expect(readMessage(body).kind).toBe('poison');
  expect(process.cpuUsage(began).user).toBeLessThan(5_000_000);
});
