import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { priceActions, recordActions } from '../../../recorder/permissions.ts';
import { isAllowed, unusedPermissions } from '../../support/iam/evaluate.ts';
import { toRequests } from '../../support/iam/requests.ts';
import { parseStatements, type Statement } from '../../support/iam/statement.ts';
import { dormouse, openAws, policyFile } from '../run-cli.ts';

const FLEET = `
keys: [{ alias: alias/a }]
clusters: [{ id: dev-orders, encrypted: alias/a, snapshots: [{ id: one }] }]
`;

let aws: Awaited<ReturnType<typeof openAws>>;

afterEach(async () => {
  await aws.close();
  vi.unstubAllEnvs();
});

/** The policy on the page, for any account. */
async function written(): Promise<Statement[]> {
  const page = await readFile('docs/security.md', 'utf8');
  const [, json = ''] = /<!-- record -->\n```json\n([\s\S]*?)```/.exec(page) ?? [];
  return parseStatements(JSON.parse(json));
}

test('docs/security.md allows every call of a recording, and nothing that it does not need', async () => {
  aws = await openAws('2026-11-29T12:00:00Z', FLEET);
  const out = join(await mkdtemp(join(tmpdir(), 'dormouse-')), 'fleet.yml');
  const { exitCode } = await dormouse(['record', '--yes', '--out', out, '--policy', await policyFile()]);
  expect(exitCode).toBe(0);

  const requests = aws.simulator.calls.list().flatMap(toRequests);
  const statements = await written();

  expect(requests.filter((request) => !isAllowed(statements, request))).toEqual([]);
  expect(unusedPermissions(statements, requests)).toEqual([]);
  for (const one of statements) {
    const others = statements.filter((statement) => statement !== one);
    expect(
      requests.every((request) => isAllowed(others, request)),
      JSON.stringify(one),
    ).toBe(false);
  }
});

test('it allows what a session of a recording asks for, and only to read', async () => {
  const actions = (await written()).flatMap(({ Action }) => Action);

  expect(actions.toSorted()).toEqual([...recordActions, ...priceActions].toSorted());
  expect(actions.filter((action) => !/^\w+:(Describe|Get|List)/.test(action))).toEqual([]);
});
