import { type Context, holds } from './condition.ts';
import { fits } from './pattern.ts';
import type { Statement } from './statement.ts';

/** One call on one resource, as IAM looks at it. */
export interface IamRequest {
  /** `rds:StopDBCluster` */
  readonly action: string;
  /** An ARN, or `*` for an action that knows no resources. */
  readonly resource: string;
  readonly context: Context;
}

/**
 * Whether identity policies allow a request: nothing denies it and something allows it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function isAllowed(statements: readonly Statement[], request: IamRequest): boolean {
  const applying = statements.filter((statement) => applies(statement, request));
  return (
    applying.some(({ Effect }) => Effect === 'Allow') && applying.every(({ Effect }) => Effect === 'Allow')
  );
}

/** The actions and the resource patterns that are allowed and that none of the requests needed, with their Sid. */
export function unusedPermissions(
  statements: readonly Statement[],
  requests: readonly IamRequest[],
): string[] {
  const isUsed = (statement: Statement): boolean => requests.some((request) => applies(statement, request));
  return statements
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap((statement) => {
      const actions = statement.Action.filter((action) => !isUsed({ ...statement, Action: [action] }));
      const resources = statement.Resource.filter(
        (resource) => !isUsed({ ...statement, Resource: [resource] }),
      );
      return [...actions, ...resources].map((unused) => `${statement.Sid ?? 'no Sid'}: ${unused}`);
    });
}

function applies({ Action, Resource, Condition }: Statement, request: IamRequest): boolean {
  return (
    Action.some((pattern) => fits(pattern.toLowerCase(), request.action.toLowerCase())) &&
    Resource.some((pattern) => fits(pattern, request.resource)) &&
    holds(Condition, request.context)
  );
}
