import { expect, test } from 'vitest';
import { allEvents, pattern } from '../../stack/rules.ts';
import { functionNames } from './repository.ts';
import { spokeProperties, spokeStatements, statementsOf } from './serverless.ts';

/** The stage of the roles that are compared; spoke.yml has a parameter for it. */
const stage = 'test';

type Statement = ReturnType<typeof statementsOf>[string][number];

/** Each action on each resource under each condition, by itself: the same, however statements are joined. */
function grants(statements: readonly Statement[]): string[] {
  const all = statements.flatMap(({ Action, Resource, Condition }) =>
    Action.flatMap((action) =>
      Resource.flatMap((resource) =>
        alternatives(Condition).map((condition) => `${action} on ${resource} ${condition}`),
      ),
    ),
  );
  return [...new Set(all)].sort();
}

/** One of several values suffices StringEquals, so each is a grant of its own. */
function alternatives(condition: unknown): string[] {
  const text = JSON.stringify(condition ?? {}).replaceAll('deployment":"Stage"', `deployment":"${stage}"`);
  const [, list] = /^\{"StringEquals":\{"[^"]+":(\[[^\]]*\])/.exec(text) ?? [];
  if (list === undefined) return [text];
  const values: unknown[] = JSON.parse(list);
  return values.map((value) => text.replace(list, JSON.stringify(value)));
}

test('the role of a target account allows what the roles of all functions do, no more, no less', () => {
  const functions = functionNames.flatMap((name) => statementsOf(name).clusters ?? []);
  const { clusters = [], ...others } = spokeStatements();

  expect(grants(clusters)).toEqual(grants(functions));
  expect(others).toEqual({});
});

test('target accounts and other Regions forward the RDS events that the functions listen to, and no others', () => {
  expect(spokeProperties('ForwardRule').EventPattern).toEqual(pattern(allEvents));
});
