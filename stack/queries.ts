import { deployed } from './functions.ts';
import { type Part, type Resource, reference } from './resource.ts';
import type { Settings } from './settings.ts';

/**
 * Queries over the logs of all functions, by name: the questions that somebody on call has.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
export const queries: Readonly<Record<string, readonly string[]>> = {
  'Why was a cluster changed': [
    'fields @timestamp, cluster, account, region, action, status, reason, detail, rule, fault.message',
    'filter message in ["requested", "requested before", "planned", "warned", "changed meanwhile", "failed", "AWS was busy"]',
    'filter cluster like /./ # write the name of a cluster in place of the dot',
    'sort @timestamp desc',
    'limit 200',
  ],
  'What failed': [
    'fields @timestamp, function, level, message, account, region, cluster, detail, fault.name, fault.message, @message',
    // Functions write the levels. Lambda writes the texts when an invocation ends without an answer.
    'filter level in ["ERROR", "WARN"] or @message like /Invoke Error|Task timed out/',
    'sort @timestamp desc',
    'limit 200',
  ],
  'Which account fails': [
    'filter message in ["scope failed", "account failing", "account recovered"]',
    'stats min(@timestamp), max(@timestamp), count(*) by message, account, region, fault.name, fault.message',
  ],
  'What was deleted': [
    'fields @timestamp, function, account, region, cluster, snapshot, arn, reason, detail, rule',
    'filter message in ["requested", "requested before"]',
    'filter action in ["deleteSnapshot", "cleanUpDrill"]',
    'sort @timestamp desc',
    'limit 200',
  ],
  'What AWS or the policy refuses': [
    'filter message = "refused"',
    'stats max(@timestamp), count(*) by account, region, cluster, action, reason, detail',
  ],
  'How long runs take': [
    'filter message = "run ended"',
    'stats count(*), max(durationMs), avg(durationMs), sum(clusters) by function, bin(1h)',
  ],
};

/** The saved queries, in a folder of the stage in Logs Insights. */
export function queryDefinitions(settings: Settings): Part {
  const LogGroupNames = deployed(settings).map(({ id }) => reference(`${id}LogGroup`));
  const entries = Object.entries(queries).map(([name, commands]): [string, Resource] => [
    queryId(name),
    {
      Type: 'AWS::Logs::QueryDefinition',
      Properties: {
        Name: `dormouse-${settings.stage}/${name}`,
        QueryString: commands.join('\n| '),
        LogGroupNames,
      },
    },
  ]);
  return { Resources: Object.fromEntries(entries) };
}

/** @example queryId('What failed') // 'WhatFailedQuery' */
function queryId(name: string): string {
  return `${name.replaceAll(/(?:^| )(\w)/g, (_, letter: string) => letter.toUpperCase())}Query`;
}
