import { expect, test } from 'vitest';
import { allEvents, pattern } from '../../stack/rules.ts';
import { functionNames } from './repository.ts';
import { spokeDrillStatements, spokeProperties, spokeStatements, statementsOf } from './serverless.ts';

/** The stage of the roles that are compared; spoke.yml has a parameter for it. */
const stage = 'test';

type Statement = ReturnType<typeof statementsOf>[string][number];

/** Each action on each resource under each condition, by itself: the same, however statements are joined. */
function grants(statements: readonly Statement[]): string[] {
  const all = statements.flatMap(({ Action, Resource, Condition }) =>
    Action.flatMap((action) =>
      Resource.flatMap((resource) =>
        alternatives(Condition).map((condition) => `${action} on ${inTarget(resource)} ${condition}`),
      ),
    ),
  );
  return [...new Set(all)].sort();
}

/** At home each function has a role with a name of its own; in a target account all share one. */
function inTarget(resource: string): string {
  return resource.replace(`role/dormouse-${stage}-DrillRestoresRole-*`, `role\${RolePath}\${RoleName}`);
}

/** The deployment of a target account, in short: its stage, or with the name of the role. */
const ofDeployment = `deployment":["HasOwnName","\${Stage}.\${RoleName}","Stage"]`;

/** One of several values suffices StringEquals, so each is a grant of its own. */
function alternatives(condition: unknown): string[] {
  const text = JSON.stringify(condition ?? {}).replaceAll(ofDeployment, `deployment":"${stage}"`);
  const [, list] = /^\{"StringEquals":\{"[^"]+":(\[[^\]]*\])/.exec(text) ?? [];
  if (list === undefined) return [text];
  const values: unknown[] = JSON.parse(list);
  return values.map((value) => text.replace(list, JSON.stringify(value)));
}

test('the role of a target account allows what the roles of all functions do, no more, no less', () => {
  const grantsOf = (names: readonly string[]) =>
    grants(names.flatMap((name) => statementsOf(name).clusters ?? []));
  const { clusters = [], ...others } = spokeStatements();
  const drills = grants(spokeDrillStatements());

  expect([...new Set([...grants(clusters), ...drills])].toSorted()).toEqual(grantsOf(functionNames));
  expect(others).toEqual({});
  // Nothing can restore or delete a cluster unless drills are on.
  expect(grants(clusters)).toEqual(grantsOf(functionNames.filter((name) => name !== 'drill-restores')));
  expect(drills.filter((grant) => grants(clusters).includes(grant))).toEqual([]);
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
test('the permissions of drills fit into one managed policy', () => {
  const document = JSON.stringify(spokeProperties('DrillPolicy').PolicyDocument)
    .replaceAll(`\${AWS::Partition}`, 'aws-us-gov')
    .replaceAll(`\${AWS::AccountId}`, '444455556666');

  expect(document.length).toBeLessThan(6144);
});

test('target accounts and other Regions forward the RDS events that the functions listen to, and no others', () => {
  expect(spokeProperties('ForwardRule').EventPattern).toEqual(pattern(allEvents));
});
