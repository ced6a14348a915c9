import { combine } from './combine.ts';
import { groups, parameters } from './parameters.ts';
import { type Release, sectionsOf } from './sections.ts';
import { resolveTokens } from './tokens.ts';
import { conditions, withTokens } from './variants.ts';

/**
 * The template of the home stack for everybody: what serverless.yml has as parameters of a deployment are parameters of
 * CloudFormation. It is put together from the templates for all settings that change its form.
 */
export function homeTemplate(release: Release): object {
  const {
    sections,
    conditions: combined,
    mappings,
  } = combine(sectionsOf(release), withTokens(release.settings));
  const body = resolveTokens(sections);
  const twice = Object.keys(parameters).filter((name) => name in sections.Resources);
  if (twice.length > 0) throw new Error(`a resource and a parameter have one name: ${twice.join(', ')}`);
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Dormouse ${release.version}: stops, starts, copies and proves Aurora, Neptune and DocumentDB clusters by a policy`,
    Metadata: {
      'AWS::CloudFormation::Interface': {
        ParameterGroups: Object.entries(groups).map(([label, group]) => ({
          Label: { default: label },
          Parameters: Object.keys(group),
        })),
      },
      // W1031 takes the empty default of PolicyBucket for the bucket, whose statements are there with PolicySource=s3 alone.
      'cfn-lint': { config: { ignore_checks: ['W1031'] } },
    },
    Parameters: Object.fromEntries(
      Object.entries(parameters).map(([name, { Type = 'String', ...others }]) => [name, { Type, ...others }]),
    ),
    Rules: rules,
    Mappings: mappings,
    Conditions: { ...conditions, ...combined },
    ...(body as object),
  };
}

/** Rules about several parameters, which CloudFormation checks before it makes anything. */
const rules = {
  PolicyInS3: given('s3', 'PolicyBucket'),
  PolicyInAppConfig: given('appconfig', 'PolicyProfile'),
};

function given(source: string, parameter: string): object {
  return {
    RuleCondition: { 'Fn::Equals': [{ Ref: 'PolicySource' }, source] },
    Assertions: [
      {
        Assert: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: parameter }, ''] }] },
        AssertDescription: `PolicySource ${source} needs ${parameter}`,
      },
    ],
  };
}
