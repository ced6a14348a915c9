import { createRequire } from 'node:module';

/** The clients that are loaded when they are asked for. */
export const clientNames = [
  ...['cloudwatch', 'rds', 'eventbridge', 'rds-data', 'sqs', 'sts', 'ssm', 'kms', 'organizations', 'pricing'],
  ...['appconfigdata', 'iam', 'lambda', 's3', 'ec2'],
].map((service) => `@aws-sdk/client-${service}`);

const load: (client: string) => unknown = createRequire(import.meta.url);

/** Loads a client of the AWS SDK, which takes long, at once and only for whoever needs it. */
export function loadClient(name: string): unknown {
  return load(name);
}
