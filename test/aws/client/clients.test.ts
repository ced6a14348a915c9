import { createServer } from 'node:http';
import { DescribeDBClustersCommand } from '@aws-sdk/client-rds';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { assumeRole } from '../../../shared/aws/client/assume-role.ts';
import { createHome, createScope } from '../../../shared/aws/client/clients.ts';
import { callerAccount } from '../../../shared/aws/client/identity.ts';
import { account, region } from '../builders.ts';
import { assumedRole, fakeHttp, noClusters, type Sent } from '../fake-http.ts';

const role = 'arn:aws:iam::111122223333:role/dormouse';
const target = { account, region };

/** The access key that a request is signed with. */
function keyOf({ headers }: Sent): string | undefined {
  return /Credential=(\w+)/.exec(headers.authorization ?? '')?.[1];
}

const describeClusters = () => new DescribeDBClustersCommand({});

beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAHOME');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  for (const name of ['AWS_RETRY_MODE', 'AWS_MAX_ATTEMPTS', 'AWS_ENDPOINT_URL']) vi.stubEnv(name, undefined);
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

describe('createScope', () => {
  it('makes clients of the target Region', async () => {
    const { clients } = createScope({ account, region: 'us-west-2' });

    expect(await clients.rds.config.region()).toBe('us-west-2');
    expect(await (await clients.cloudwatch()).config.region()).toBe('us-west-2');
    expect(await (await clients.kms()).config.region()).toBe('us-west-2');
  });

  it('keeps the clients of a target for the next call, and each target its own', () => {
    const { rds } = createScope(target).clients;

    expect(createScope({ ...target }).clients.rds).toBe(rds);
    expect(createScope({ ...target, region: 'us-east-1' }).clients.rds).not.toBe(rds);
    expect(createScope({ ...target, account: '999999999999' }).clients.rds).not.toBe(rds);
    expect(createScope({ ...target, role }).clients.rds).not.toBe(rds);
    expect(createScope({ ...target, role }).clients.rds).not.toBe(
      createScope({ ...target, role, externalId: 'x' }).clients.rds,
    );
    expect(createScope(target, { maxAttempts: 1 }).clients.rds).not.toBe(rds);
  });

  it('leads to other Regions by the same role, with what watches it', () => {
    const watch = { signal: new AbortController().signal, warn: () => {} };
    const { inRegion } = createScope({ ...target, role }, undefined, watch);

    const other = inRegion('us-west-2');

    expect(other).toMatchObject({ account, region: 'us-west-2', ...watch });
    expect(other.clients.rds).toBe(createScope({ ...target, role, region: 'us-west-2' }).clients.rds);
  });

  it('knows another endpoint for another AWS', () => {
    const { rds } = createScope(target).clients;
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:4566');

    expect(createScope(target).clients.rds).not.toBe(rds);
  });

  it("signs with the caller's own credentials and names itself", async () => {
    const { options, sent } = fakeHttp(() => ({ xml: noClusters }));

    await createScope(target, options).clients.rds.send(describeClusters());

    expect(sent.map(({ hostname }) => hostname)).toEqual(['rds.eu-central-1.amazonaws.com']);
    expect(sent.map(keyOf)).toEqual(['AKIAHOME']);
    expect(sent[0]?.headers['user-agent']).toContain(`dormouse/${manifest.version}`);
  });

  it('goes to an endpoint that is given', async () => {
    const { options, sent } = fakeHttp(() => ({ xml: noClusters }));

    await createScope(target, { ...options, endpoint: 'http://127.0.0.1:4566' }).clients.rds.send(
      describeClusters(),
    );

    expect(sent.map(({ hostname }) => hostname)).toEqual(['127.0.0.1']);
  });

  it('assumes the role once for all its clients, at the endpoint of the home Region', async () => {
    const { options, sent } = fakeHttp(({ hostname }) => ({
      xml: hostname.startsWith('sts.') ? assumedRole('ASIAROLE', '2099-01-01T00:00:00Z') : noClusters,
    }));
    const { clients } = createScope({ ...target, role, externalId: 'secret-id' }, options);

    await clients.rds.send(describeClusters());
    await clients.rds.send(describeClusters());
    const cloudwatch = await clients.cloudwatch();
    const credentials = await cloudwatch.config.credentials();

    expect(sent.map(({ hostname }) => hostname)).toEqual([
      'sts.eu-west-1.amazonaws.com',
      'rds.eu-central-1.amazonaws.com',
      'rds.eu-central-1.amazonaws.com',
    ]);
    expect(Object.fromEntries(sent[0]?.body ?? [])).toMatchObject({
      Action: 'AssumeRole',
      RoleArn: role,
      RoleSessionName: 'dormouse',
      ExternalId: 'secret-id',
    });
    expect(sent.map(keyOf)).toEqual(['AKIAHOME', 'ASIAROLE', 'ASIAROLE']);
    expect(credentials.accessKeyId).toBe('ASIAROLE');
  });

  it('says which function assumes the role, and what it may do at most', async () => {
    const { options, sent } = fakeHttp(({ hostname }) => ({
      xml: hostname.startsWith('sts.') ? assumedRole('ASIAROLE', '2099-01-01T00:00:00Z') : noClusters,
    }));
    const session = {
      name: 'dormouse-start-clusters',
      actions: ['rds:DescribeDBClusters', 'rds:StartDBCluster'],
    };

    const scope = createScope({ ...target, role }, options, { session });
    await scope.inRegion('us-west-2').clients.rds.send(describeClusters());

    const { RoleSessionName, Policy = '' } = Object.fromEntries(sent[0]?.body ?? []);
    expect(RoleSessionName).toBe('dormouse-start-clusters');
    expect(JSON.parse(Policy)).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: session.actions, Resource: '*' }],
    });
  });

  it('keeps the clients of each session apart', () => {
    const scopeOf = (name: string) => createScope({ ...target, role }, undefined, { session: { name } });
    const { rds } = scopeOf('dormouse-start-clusters').clients;

    expect(scopeOf('dormouse-start-clusters').clients.rds).toBe(rds);
    expect(scopeOf('dormouse-prune-snapshots').clients.rds).not.toBe(rds);
  });

  it('assumes the role again shortly before its credentials run out', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-20T12:00:00Z') });
    const first = assumedRole('ASIAFIRST', '2026-11-20T13:00:00Z');
    const answers = [first, assumedRole('ASIASECOND', '2026-11-20T14:00:00Z')];
    const { options, sent } = fakeHttp(({ hostname }) => ({
      xml: hostname.startsWith('sts.') ? (answers.shift() ?? '') : noClusters,
    }));
    const { rds } = createScope({ ...target, role }, options).clients;

    await rds.send(describeClusters());
    vi.setSystemTime(Date.parse('2026-11-20T12:54:00Z'));
    await rds.send(describeClusters());
    vi.setSystemTime(Date.parse('2026-11-20T12:56:00Z'));
    await rds.send(describeClusters());

    const signed = sent.filter(({ hostname }) => hostname.startsWith('rds.')).map(keyOf);
    expect(signed).toEqual(['ASIAFIRST', 'ASIAFIRST', 'ASIASECOND']);
  });
});

describe('connections', () => {
  it('are shared by all accounts of a Region', async () => {
    const connections = new Set<unknown>();
    const server = createServer((_, response) => response.end(noClusters));
    server.on('connection', (connection) => connections.add(connection));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${port}`);

    for (const id of ['111111111111', '222222222222', '333333333333']) {
      await createScope({ account: id, region }).clients.rds.send(describeClusters());
    }

    server.close();
    server.closeAllConnections();
    expect(connections.size).toBe(1);
  });
});

describe('createHome', () => {
  it('makes clients of the Region given, or of the environment', async () => {
    const eventbridge = await createHome('us-east-1').eventbridge();
    const sts = await createHome().sts();

    expect(await eventbridge.config.region()).toBe('us-east-1');
    expect(await sts.config.region()).toBe('eu-west-1');
  });

  it('makes each client once', async () => {
    const home = createHome();

    expect(await home.sts()).toBe(await home.sts());
    expect(await home.eventbridge()).toBe(await home.eventbridge());
  });
});

describe('a member that STS leaves out', () => {
  it('is an error that names it', async () => {
    const sts = new STSClient({ region });
    const mock = mockClient(sts);
    mock.onAnyCommand().rejects('unexpected call');
    mock.on(AssumeRoleCommand, { RoleArn: role, RoleSessionName: 'dormouse' }, true).resolves({});
    mock.on(GetCallerIdentityCommand).resolvesOnce({ Account: account }).resolves({});

    await expect(assumeRole(async () => sts, { role, session: { name: 'dormouse' } })()).rejects.toThrow(
      `AWS described ${role} without AccessKeyId`,
    );
    expect(await callerAccount(sts)).toBe(account);
    await expect(callerAccount(sts)).rejects.toThrow('AWS described the caller without Account');
  });
});
