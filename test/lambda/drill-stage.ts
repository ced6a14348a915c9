import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { createSimulator } from '../../simulator/simulator.ts';
import { home } from '../support/cloudformation.ts';
import { isAllowed } from '../support/iam/evaluate.ts';
import type { Statement } from '../support/iam/statement.ts';
import { packagedQueues } from '../support/packaged-queues.ts';
import { packages } from '../support/packages.ts';
import { BUCKET, spoke, spokeRole } from './fleet.ts';
import { served } from './stage.ts';

/** The role of the function at home, as CloudFormation may call it. */
export const homeRole = `arn:aws:iam::${home.account}:role/dormouse-dev-DrillRestoresRole-1A2B3C4D5E6F`;

const tables = '[{ name: orders, database: shop, rows: 1200 }]';
const snapshots = '[{ id: "nightly-{cluster}", since: 6h }]';
const theirs = `account: "${spoke.account}"`;

/** Three clusters at home that are checked by SQL, by a function and at a point in time, and one of another account. */
const fleet = `
accounts:
  - { id: "${home.account}", role: "${homeRole.split('/')[1]}" }
  - { id: "${spoke.account}", role: dormouse }
region: ${home.region}
keys:
  - { alias: alias/dormouse, regions: [${home.region}] }
places:
  - { region: ${home.region}, subnetGroups: [{ name: drills }] }
  - { region: ${home.region}, ${theirs}, subnetGroups: [{ name: drills }] }
functions:
  - name: dormouse-drill-check-graph
    answer: { version: 1, ok: true, detail: 12 nodes are at least 1, value: 12 }
clusters:
  - { id: orders, tags: { env: asked }, encrypted: alias/dormouse, tables: ${tables}, snapshots: ${snapshots} }
  - { id: graph, engine: neptune, tags: { env: graph }, snapshots: ${snapshots} }
  - { id: ledger, tags: { env: rewound }, tables: ${tables} }
  - { id: theirs, tags: { env: asked }, tables: ${tables}, snapshots: ${snapshots}, ${theirs} }
  - { id: other, tags: { env: other } }
`;

const sql = '{ sql: select count(*) from orders, database: shop, atLeast: 1000 }';
const fn = `{ function: "arn:aws:lambda:${home.region}:${home.account}:function:dormouse-drill-check-graph" }`;
const network = '{ subnetGroup: drills, securityGroups: [sg-0123456789abcdef0] }';

function rule(env: string, from: string, check: string): string {
  const drill = `{ every: 30d, hours: always, from: [${from}], atMost: 10 }`;
  const recovery = `{ drill: ${drill}, network: ${network}, instance: { class: db.r6g.large }, checks: [${check}] }`;
  return `  - { name: ${env}, match: { tags: { env: [${env}] } }, recovery: ${recovery} }`;
}

/** A policy by which a drill of each of these clusters but the last is due. */
export function drillPolicy(mode: 'observe' | 'enforce'): string {
  const targets = [
    `{ account: "${home.account}", regions: [${home.region}] }`,
    `{ account: "${spoke.account}", role: "${spokeRole}", regions: [${home.region}] }`,
  ];
  const rules = [rule('asked', 'newest', sql), rule('graph', 'oldest', fn), rule('rewound', 'pitr', sql)];
  const calendar = 'changeCalendar: { name: freeze, from: [drillRestore] }';
  return `version: 1\nmode: ${mode}\n${calendar}\ntargets: [${targets.join(', ')}]\nrules:\n${rules.join('\n')}\n`;
}

/** A simulator with that fleet and bucket, served until the test ends, whose IAM decides by the roles of the stack. */
export async function serveDrills(statementsOf: (principal: string) => readonly Statement[]) {
  const simulator = createSimulator({
    ...{ fleet, now: Date.parse('2026-11-28T02:00:00Z'), queues: packagedQueues(packages.file.folder) },
    changeCalendars: { freeze: [] },
    buckets: [{ name: BUCKET, account: home.account, lockDays: 400 }],
  });
  simulator.permissions.decide = ({ principal, action, resource, context }) => {
    const keys = Object.entries(context).map(([key, values]) => [key.toLowerCase(), values] as const);
    const request = { action, resource, context: Object.fromEntries(keys) };
    return isAllowed(statementsOf(principal), request) ? 'allowed' : 'implicitDeny';
  };
  return served(simulator);
}

/** The environment of a function that has the credentials of that role, as on Lambda. */
export async function asHomeRole(endpoint: string): Promise<Record<string, string>> {
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  const sts = new STSClient({ endpoint, region: home.region, credentials });
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: homeRole, RoleSessionName: 'dormouse-dev-drillRestores' }),
  );
  return {
    AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey ?? '',
    AWS_SESSION_TOKEN: Credentials?.SessionToken ?? '',
  };
}
