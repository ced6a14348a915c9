import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { QueueOptions } from '../../simulator/sqs/queues.ts';
import { home, parseTemplate, resourcesOfType } from './cloudformation.ts';

const queue = z.looseObject({ QueueName: z.string() });

/** The queues in a folder that `serverless package` has filled, as the simulator sets them up. */
export function packagedQueues(folder: string): QueueOptions[] {
  const template = parseTemplate(
    readFileSync(join(folder, 'cloudformation-template-update-stack.json'), 'utf8'),
  );
  return resourcesOfType(template, 'AWS::SQS::Queue').map(([, properties]) => {
    const { QueueName, ...attributes } = queue.parse(properties);
    return { arn: queueArn(QueueName), attributes: toAttributes(attributes) };
  });
}

/** ARN of the queue with this name, or this URL. */
export function queueArn(name: string): string {
  return `arn:aws:sqs:${home.region}:${home.account}:${name.split('/').at(-1)}`;
}

/** The SDK takes the host of a queue from its URL, whatever endpoint it is told: so the variables that name queues. */
export function queuesAt(
  endpoint: string,
  environment: Readonly<Record<string, string>>,
): Record<string, string> {
  const queues = Object.entries(environment).filter(([, value]) => value.startsWith('https://sqs.'));
  return Object.fromEntries(queues.map(([name, value]) => [name, endpoint + new URL(value).pathname]));
}

/** SQS takes every attribute as text; CloudFormation does not. */
function toAttributes(properties: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      name,
      typeof value === 'object' ? JSON.stringify(value) : String(value),
    ]),
  );
}
