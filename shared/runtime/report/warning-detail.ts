import type { Decision } from '../../policy/model/decision.ts';
import { HOLD_TAG } from '../../policy/model/tags.ts';
import { exampleHold } from '../../policy/rules/warning.ts';

/** The keys of an event that are about a warning: when the change comes at the earliest, and how to hold its target. */
export function warningDetail(decision: Decision): Readonly<Record<string, unknown>> {
  if (decision.verdict === 'act' || decision.warning === undefined) return {};
  const { snapshot, region, resourceArn: arn, warning } = decision;
  const { value, command } = exampleHold(decision, warning);
  return {
    notBefore: new Date(warning.notBefore).toISOString(),
    howToHold: {
      ...(snapshot === undefined && { dormouse: command }),
      aws: `aws rds add-tags-to-resource --region ${region} --resource-name ${arn} --tags 'Key=${HOLD_TAG},Value=${value}'`,
    },
  };
}
