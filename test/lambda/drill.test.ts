import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { recipe } from '../../functions/recipes/drill-restores.ts';
import { defined } from '../../shared/defined.ts';
import type { DrillRecord } from '../../shared/policy/model/drill-record.ts';
import { MINUTE_MS } from '../../shared/policy/time/units.ts';
import type { CallRecord } from '../../simulator/core/calls.ts';
import type { DeliveryFaults } from '../../simulator/core/faults.ts';
import { home } from '../support/cloudformation.ts';
import { isAllowed, unusedPermissions } from '../support/iam/evaluate.ts';
import { toRequests } from '../support/iam/requests.ts';
import type { Statement } from '../support/iam/statement.ts';
import { packagedFunctions } from '../support/packaged.ts';
import { packages } from '../support/packages.ts';
import { allowedTo, spokeStack } from '../support/spoke.ts';
import { asHomeRole, drillPolicy, homeRole, serveDrills } from './drill-stage.ts';
import { BUCKET, spoke, spokeRole } from './fleet.ts';
import { send, stopOf } from './messages.ts';
import { feed, queuesOf, run } from './stage.ts';

const name = 'drillRestores';
const sources = ['orders', 'graph', 'ledger', 'theirs'];
/** A sweep every ten minutes, for at most this number of hours. */
const HOURS = 6;

const ofSpoke = allowedTo(spokeStack({ parameters: { Stage: 'dev', Drills: 'true' } }), 'Role');

interface Drilled {
  /** Where the policy is. */
  readonly from?: 'file' | 'ssm' | 'appconfig';
  /** The statements of the role in the target account. */
  readonly inTarget?: readonly Statement[];
  readonly restores?: DeliveryFaults['restores'];
}

/** Runs the packaged function every ten minutes until all drills are over, or the time is up. */
async function drill(
  mode: 'observe' | 'enforce',
  { from = 'file', inTarget = ofSpoke, restores }: Drilled = {},
) {
  const fn = packagedFunctions(packages[from].folder).find((one) => one.name === name);
  const statements = { [homeRole]: fn?.statements ?? [], [spokeRole]: inTarget };
  const simulator = await serveDrills((principal) => statements[principal] ?? []);
  simulator.faults.delivery = { ...simulator.faults.delivery, ...defined({ restores }) };
  const { url, clock, parameters, configurations } = simulator;
  const policy = drillPolicy(mode);
  parameters.set(packages.ssm.policy.replace('ssm:', ''), policy);
  configurations.set(packages.appconfig.policy.replace('appconfig:', ''), policy);
  const running = await run(
    name,
    {
      endpoint: url,
      environment: await asHomeRole(url),
      ...(from === 'file' && { policy }),
    },
    from,
  );
  const answers: unknown[] = [];
  for (let sweep = 0; sweep < HOURS * 6; sweep += 1) {
    answers.push(await running.invoke({ accounts: [home.account, spoke.account] }));
    await feed(simulator, running);
    clock.advanceTo(clock.now() + 10 * MINUTE_MS);
    if ((await keysIn(url)).filter((key) => key.startsWith('evidence/')).length === sources.length) break;
  }
  // A message in no known form goes to the dead letters, one that is too early waits, and a sweep that is split goes
  // through the queue.
  for (const body of ['poison', stopOf('other', simulator)])
    send(simulator.queues, queuesOf(running.fn).own, body);
  answers.push(await running.invoke({}));
  await feed(simulator, running);
  return { ...simulator, answers, fn: running.fn };
}

function s3(endpoint: string): S3Client {
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  return new S3Client({ endpoint, region: home.region, credentials, forcePathStyle: true });
}

async function keysIn(endpoint: string): Promise<string[]> {
  const { Contents = [] } = await s3(endpoint).send(new ListObjectsV2Command({ Bucket: BUCKET }));
  return Contents.map(({ Key = '' }) => Key);
}

/** The records of the drills that are over. */
async function evidenceIn(endpoint: string): Promise<DrillRecord[]> {
  const keys = (await keysIn(endpoint)).filter((key) => key.startsWith('evidence/'));
  const objects = keys.map(async (Key) => {
    const { Body } = await s3(endpoint).send(new GetObjectCommand({ Bucket: BUCKET, Key }));
    return JSON.parse((await Body?.transformToString()) ?? '');
  });
  return Promise.all(objects);
}

describe('a whole drill, packaged and in the runtime client', () => {
  test('proves each cluster, leaves nothing behind, and touches no other', async () => {
    const { url, backend, answers, bus } = await drill('enforce');

    const keys = await keysIn(url);
    const evidence = await evidenceIn(url);

    expect(answers.filter((answer) => !(answer as { ok: boolean }).ok)).toEqual([]);
    expect(
      evidence.map(({ source, verdict, failure }) => [source.cluster, verdict, failure]).toSorted(),
    ).toEqual(sources.toSorted().map((source) => [source, 'passed', undefined]));
    expect(keys.filter((key) => key.startsWith('open/'))).toEqual([]);
    expect(backend.state().clusters.map(({ id, status }) => [id, status])).toEqual(
      ['orders', 'graph', 'ledger', 'theirs', 'other'].map((id) => [id, 'available']),
    );
    for (const { id, tags } of backend.state().clusters) {
      if (id === 'other') expect(tags).toEqual({ env: 'other' });
      else expect(tags['dormouse:proven']).toMatch(/^2026-11-28T/);
    }
    expect(bus.filter(({ detailType }) => detailType === 'Restore Drill Completed')).toHaveLength(4);
  });

  test('of data that are not there proves nothing, and leaves nothing behind either', async () => {
    const { url, backend } = await drill('enforce', { restores: [{ kind: 'empty', source: 'orders' }] });

    const evidence = await evidenceIn(url);
    const failed = evidence.filter(({ verdict }) => verdict !== 'passed');

    expect(failed).toMatchObject([
      { source: { cluster: 'orders' }, checks: [{ verdict: 'failed', value: 0 }] },
    ]);
    expect(evidence).toHaveLength(sources.length);
    expect(backend.state().clusters.map(({ id }) => id)).toEqual([...sources, 'other']);
    expect(backend.state().clusters.find(({ id }) => id === 'orders')?.tags).not.toHaveProperty(
      'dormouse:proven',
    );
  });

  test('does not begin in an account whose role may not delete what it would make', async () => {
    const { calls } = await drill('enforce', {
      inTarget: allowedTo(spokeStack({ parameters: { Stage: 'dev' } }), 'Role'),
    });

    const restores = calls.list().filter(({ action }) => action.startsWith('Restore'));
    expect(restores.map(({ account }) => account)).toEqual(restores.map(() => home.account));
    expect(restores).toHaveLength(sources.length - 1);
  });

  test('in observe mode writes nothing to AWS, and nothing to the bucket', async () => {
    const { url, calls, backend } = await drill('observe');

    const writes = /^(Add|Create|Delete|Enable|Execute|Invoke|Modify|Put|Remove|Restore)/;
    const made = calls.list().filter(({ service, action }) => service !== 'sqs' && writes.test(action));
    expect(made.filter(({ action }) => action !== 'PutEvents')).toEqual([]);
    expect(await keysIn(url)).toEqual([]);
    expect(backend.state().clusters).toHaveLength(5);
  });
});

describe.each(['file', 'ssm', 'appconfig'] as const)('with the policy from %s', (from) => {
  test('a drill may do every call it makes at home, and needs every permission and every statement it has', async () => {
    const { calls, fn } = await drill('enforce', { from });
    const isOwn = ({ role }: CallRecord): boolean => role === homeRole;
    const own = calls.list().filter(isOwn).flatMap(toRequests);
    const statements = fn.statements.flatMap(ofItself);

    expect(own.filter((request) => !isAllowed(statements, request))).toEqual([]);
    expect(unusedPermissions(statements, own)).toEqual([]);
    const needless = statements.filter((one) =>
      own.every((request) =>
        isAllowed(
          statements.filter((other) => other !== one),
          request,
        ),
      ),
    );
    expect(needless).toEqual([]);
  });
});

test('in a target account, a drill makes calls that it declares, and that the role there allows', async () => {
  const { calls } = await drill('enforce');

  const assumed = calls
    .list()
    .filter((call) => call.role === spokeRole)
    .flatMap(toRequests);
  const declared = new Set(recipe.permissions);

  expect(assumed.filter(({ action }) => !declared.has(action))).toEqual([]);
  expect(assumed.filter((request) => !isAllowed(ofSpoke, request))).toEqual([]);
  expect(assumed.filter(({ resource }) => resource.includes(`:${spoke.account}:cluster:theirs`))).not.toEqual(
    [],
  );
});

/** Lambda writes the logs and polls the queue, in the function's name: the function itself makes no such call. */
function ofItself(statement: Statement): Statement[] {
  const byLambda = ['sqs:DeleteMessage', 'sqs:ReceiveMessage'];
  const Action = statement.Action.filter((one) => !one.startsWith('logs:') && !byLambda.includes(one));
  return Action.length > 0 ? [{ ...statement, Action }] : [];
}
