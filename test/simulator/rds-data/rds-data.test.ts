import { describe, expect, it } from 'vitest';
import { aControlPlane, day, failure, hour, minute } from '../control-plane.ts';
import { aRestoredDatabase, fleet } from './restored-data.ts';

const count = 'select count(*) from orders';
const newest = 'SELECT max(created_at) FROM public.orders;';

describe('the data of a restored snapshot', () => {
  it('are those of the time of the snapshot, whatever the source has done since', () => {
    const { ask, advance } = aRestoredDatabase();
    const first = ask(count);
    advance(3 * day);

    expect(first).toEqual({ numberOfRecordsUpdated: 0, records: [[{ longValue: 9_400 }]] });
    expect(ask(count)).toEqual(first);
    expect(ask(newest).records).toEqual([[{ stringValue: '2026-11-22 19:00:00' }]]);
  });

  it.each([
    ['select 1', [[{ longValue: 1 }]]],
    ['select count(*) from prices', [[{ longValue: 7 }]]],
    ['select max(changed) from "shop"."prices"', [[{ isNull: true }]]],
  ])('%s: %o', (sql, records) => {
    expect(aRestoredDatabase().ask(sql).records).toEqual(records);
  });

  it('come as JSON and with their columns, too', () => {
    const answer = aRestoredDatabase().ask(count, { formatRecordsAs: 'JSON', includeResultMetadata: true });

    expect(answer).toMatchObject({
      formattedRecords: '[{"count":9400}]',
      columnMetadata: [{ name: 'count', typeName: 'int8' }],
    });
    expect(answer).not.toHaveProperty('records');
  });

  it('grow again once the restored cluster has clients', () => {
    const { ask, advance, backend } = aRestoredDatabase();
    backend.cluster('again').setUse('always');
    advance(10 * hour);

    // The first quarter of an hour has begun without them.
    expect(ask(count).records).toEqual([[{ longValue: 9_985 }]]);
  });
});

it('the rows of a cluster come with its use, and only while it runs', () => {
  const { rds, advance, backend } = aControlPlane(fleet);
  const rows = () => backend.store.clustersIn({ account: '111122223333', region: 'eu-central-1' })[0];
  const now = () => rows()?.volume.at(Date.parse(backend.state().now))[0]?.rows;
  advance(4 * hour);
  const used = now();
  rds('StopDBCluster', { DBClusterIdentifier: 'orders' });
  advance(day);

  expect(used).toBe(10_240);
  expect(now()).toBe(10_240);
});

describe('a statement is refused', () => {
  const cases = [
    ['without the endpoint', 'HttpEndpointNotEnabledException', { off: true }],
    ['of a cluster that is not there', 'NotFoundException', { arn: 'arn:aws:rds:eu-central-1:1:cluster:no' }],
    ['with the secret of another', 'InvalidSecretException', { secretArn: 'arn:aws:secretsmanager:x' }],
    ['about no table', 'DatabaseErrorException', { sql: 'select count(*) from nothing' }],
    ['that it does not understand', 'DatabaseErrorException', { sql: 'select a from b where c = 1' }],
    ['about no database', 'DatabaseErrorException', { more: { database: 'none' } }],
  ] as const;
  it.each(cases)('%s: %s', (_, code, wrong) => {
    const database = aRestoredDatabase();
    const { sql = count, more = {}, ...given } = { sql: undefined, more: undefined, ...wrong };
    if ('off' in wrong) database.rds('DisableHttpEndpoint', { ResourceArn: database.arn });
    Object.assign(database, given, { arn: 'arn' in wrong ? wrong.arn : database.arn });
    const input = {
      ...{
        resourceArn: database.arn,
        secretArn: 'secretArn' in wrong ? wrong.secretArn : database.secretArn,
      },
    };

    expect(failure(() => database.ask(sql, { ...input, ...more })).code).toBe(code);
  });

  it('on a class that the Data API does not support', () => {
    const { ask } = aRestoredDatabase({ instanceClass: 'db.t4g.medium' });

    expect(failure(() => ask(count)).code).toBe('BadRequestException');
  });

  it('until the instance is there, and again when it goes', () => {
    const { ask, rds, advance } = aRestoredDatabase();
    rds('DeleteDBInstance', { DBInstanceIdentifier: 'again-1' });
    const going = failure(() => ask(count));
    advance(hour);

    expect(going).toMatchObject({ code: 'DatabaseUnavailableException', status: 504 });
    expect(failure(() => ask(count))).toMatchObject({ code: 'DatabaseNotFoundException', status: 404 });
  });

  it('in the older way where the quirk says so', () => {
    const { ask } = aRestoredDatabase({ text: `${fleet}\nquirks: { dataApiErrors: BadRequestException }` });

    expect(failure(() => ask('select count(*) from nothing'))).toMatchObject({
      code: 'BadRequestException',
      message: 'ERROR: relation "nothing" does not exist; SQLState: 42P01',
    });
  });
});

describe('a paused cluster', () => {
  it('is woken up by the first statement, and sleeps again later', () => {
    const { ask, advance, backend } = aRestoredDatabase({ instanceClass: 'db.serverless' });
    const units = () => backend.state().clusters.find(({ id }) => id === 'again')?.serverless?.units;
    advance(hour);
    const asleep = units();
    const first = failure(() => ask(count));
    advance(minute);

    expect([asleep, first.code]).toEqual([0, 'DatabaseResumingException']);
    expect(ask(count).records).toEqual([[{ longValue: 9_400 }]]);
    advance(hour);
    expect(units()).toBe(0);
  });
});

describe('restored data that are wrong', () => {
  const rows = (sql: string, fault: Parameters<typeof aRestoredDatabase>[0]) =>
    aRestoredDatabase(fault).ask(sql).records[0][0];

  it.each([
    [{ kind: 'rows-missing', percent: 25 }, { longValue: 7_050 }, { stringValue: '2026-11-22 19:00:00' }],
    [{ kind: 'stale', ms: 2 * hour }, { longValue: 9_280 }, { stringValue: '2026-11-22 17:00:00' }],
    [{ kind: 'empty' }, { longValue: 0 }, { isNull: true }],
    [{ kind: 'wrong-cluster' }, { longValue: 3 }, { isNull: true }],
    [{ kind: 'empty', source: 'other' }, { longValue: 9_400 }, { stringValue: '2026-11-22 19:00:00' }],
    [{ kind: 'empty', cluster: 'another' }, { longValue: 9_400 }, { stringValue: '2026-11-22 19:00:00' }],
  ] as const)('%o: %o, %o', (fault, expectedRows, expectedNewest) => {
    expect([rows(count, { faults: [fault] }), rows(newest, { faults: [fault] })]).toEqual([
      expectedRows,
      expectedNewest,
    ]);
  });

  it.each([
    ['password-mismatch', 'DatabaseErrorException'],
    ['statement-timeout', 'StatementTimeoutException'],
    ['unavailable', 'DatabaseUnavailableException'],
  ] as const)('%s: %s', (kind, code) => {
    const { ask } = aRestoredDatabase({ faults: [{ kind }] });

    expect(failure(() => ask(count)).code).toBe(code);
  });

  it('resuming: only for some statements', () => {
    const { ask } = aRestoredDatabase({ faults: [{ kind: 'resuming', times: 2 }] });
    const codes = [1, 2].map(() => failure(() => ask(count)).code);

    expect(codes).toEqual(['DatabaseResumingException', 'DatabaseResumingException']);
    expect(ask(count).records).toEqual([[{ longValue: 9_400 }]]);
  });

  it('never those of a cluster that was not restored', () => {
    const { faults, backend, clock } = aControlPlane(fleet);
    faults.delivery = { ...faults.delivery, restores: [{ kind: 'empty' }] };
    const [orders] = backend.store.all();

    expect(orders?.volume.at(clock.now())[0]?.rows).toBe(10_000);
  });
});
