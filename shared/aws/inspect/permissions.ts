import { SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import type { Inspector } from './inspector.ts';

/** The answers of IAM about the permissions of a role. */
export interface Simulated {
  readonly denied: readonly string[];
  /** Actions that depend on something that a simulation does not know, such as tags of the request. */
  readonly conditional: readonly string[];
}

/**
 * Asks IAM which of some actions a role may not carry out on any of the resources. Only reads.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export async function simulateRole(
  inspector: Pick<Inspector, 'iam'>,
  role: string,
  actions: readonly string[],
  resources: readonly string[],
): Promise<Simulated> {
  const allowed = new Set<string>();
  const conditional = new Set<string>();
  for (const resource of resources) {
    const { EvaluationResults = [] } = await inspector.iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: role,
        ActionNames: [...actions],
        ResourceArns: [resource],
      }),
    );
    for (const { EvalActionName = '', EvalDecision, MissingContextValues = [] } of EvaluationResults) {
      if (EvalDecision === 'allowed') allowed.add(EvalActionName);
      else if (MissingContextValues.length > 0) conditional.add(EvalActionName);
    }
  }
  const left = actions.filter((action) => !allowed.has(action));
  return {
    denied: left.filter((action) => !conditional.has(action)),
    conditional: left.filter((action) => conditional.has(action)),
  };
}
