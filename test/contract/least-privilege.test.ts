import { expect, test } from 'vitest';
import { functions } from '../../stack/functions.ts';
import { isAllowed } from '../support/iam/evaluate.ts';
import { parseStatements, type Statement } from '../support/iam/statement.ts';
import { allowedTo, spokeStack } from '../support/spoke.ts';
import { read } from './repository.ts';

const HOME_ROLES = functions.map(({ id }) => `arn:aws:iam::111122223333:role/dormouse-prod-${id}Role-1A2B3C`);
const principals = ['arn:aws:iam::444455556666:role/dormouse', ...HOME_ROLES];
const cluster = 'arn:aws:rds:eu-central-1:444455556666:cluster:orders';
const snapshot =
  'arn:aws:rds:eu-central-1:444455556666:cluster-snapshot:dormouse-orders-202611200300-01234561';

/** The tags of every snapshot of ours, whatever its cluster is tagged with. */
const ours = { 'dormouse:created-by': 'create-snapshots', 'dormouse:deployment': 'prod' };

const role = allowedTo(spokeStack(), 'Role');

/** A policy of docs/security.md, by the comment before it. */
function policyOf(name: string): Statement[] {
  const page = read('docs/security.md');
  const [, json = ''] = new RegExp(`<!-- ${name} -->\n\`\`\`json\n([\\s\\S]*?)\`\`\``).exec(page) ?? [];
  return parseStatements(JSON.parse(json));
}

function requestOf(
  principal: string,
  action: string,
  resource: string,
  tags: Readonly<Record<string, string>>,
) {
  const context = Object.fromEntries(
    Object.entries(tags).map(([key, value]) => [`aws:resourcetag/${key}`, [value]]),
  );
  return { action: `rds:${action}`, resource, context: { ...context, 'aws:principalarn': [principal] } };
}

test.each([
  ['StopDBCluster', cluster, { env: 'dev' }, true],
  ['StopDBCluster', cluster, {}, true],
  ['StopDBCluster', cluster, { env: 'prod' }, false],
  ['StopDBCluster', cluster, { env: 'production' }, false],
  ['StartDBCluster', cluster, { env: 'prod' }, true],
  ['ModifyDBCluster', cluster, { env: 'dev' }, false],
  ['StartActivityStream', cluster, { env: 'dev' }, false],
  ['StopActivityStream', cluster, { env: 'dev' }, false],
  ['DeleteDBClusterSnapshot', snapshot, { ...ours, env: 'dev' }, true],
  ['DeleteDBClusterSnapshot', snapshot, { ...ours, env: 'prod' }, false],
  // Denied for a production cluster too, unless it copies its tags.
  ['DeleteDBClusterSnapshot', snapshot, ours, false],
])(
  'under the service control policy, %s on %s with the tags %o is allowed: %s',
  (action, resource, tags, is) => {
    const scp = policyOf('scp');

    const allowed = principals.map((principal) =>
      isAllowed([...role, ...scp], requestOf(principal, action, resource, tags)),
    );

    expect(allowed).toEqual(principals.map(() => is));
  },
);

test('the service control policy is for nobody but Dormouse', () => {
  const scp = policyOf('scp');
  const person = 'arn:aws:iam::444455556666:role/operators';

  expect(isAllowed([...role, ...scp], requestOf(person, 'DeleteDBClusterSnapshot', snapshot, ours))).toBe(
    true,
  );
});

test.each([
  ['StopDBCluster', cluster, true],
  ['StartDBCluster', cluster, true],
  ['DescribeDBClusters', cluster, true],
  ['ListTagsForResource', snapshot, true],
  ['DeleteDBClusterSnapshot', snapshot, false],
  ['ModifyDBCluster', cluster, false],
  ['StopActivityStream', cluster, false],
])('within the permissions boundary, %s on %s is allowed: %s', (action, resource, is) => {
  const request = requestOf('arn:aws:iam::444455556666:role/dormouse', action, resource, ours);

  expect(isAllowed(role, request)).toBe(true);
  expect(isAllowed(policyOf('boundary'), request)).toBe(is);
});
