import { defined } from '../shared/defined.ts';
import { attribute } from './resource.ts';

/** A statement of an IAM policy that allows something. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export function allow(
  Sid: string,
  Action: Statement['Action'],
  Resource: unknown,
  Condition?: Statement['Condition'],
): Statement {
  return { Sid, Effect: 'Allow', Action, Resource, ...defined({ Condition }) };
}

/** A policy document of these statements. */
function document(...Statement: readonly object[]): object {
  return { Version: '2012-10-17', Statement };
}

/** An inline policy of a role. */
export function inlinePolicy(PolicyName: string, ...statements: readonly object[]): object {
  return { PolicyName, PolicyDocument: document(...statements) };
}

/** Lets a function write to its log group, by the beginning of its logical ids. */
export function writeLogs(id: string): object {
  const actions = ['logs:CreateLogStream', 'logs:PutLogEvents'];
  return inlinePolicy('logs', allow('WriteLogs', actions, attribute(`${id}LogGroup`)));
}

/** Lets an AWS service assume a role. */
export function trust(service: string, condition?: object): object {
  return document({
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { Service: service },
    ...defined({ Condition: condition }),
  });
}
