/** Queues in a simulator, and an SQS client that speaks to them. */
import { type Message, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SimulatorOptions } from '../../../simulator/assemble.ts';
import { inProcess } from '../../../simulator/in-process.ts';
import { account, credentials, stubSimulator } from '../stub-simulator.ts';

export const region = 'eu-central-1';
export const jobs = `arn:aws:sqs:${region}:${account}:jobs`;
export const dead = `arn:aws:sqs:${region}:${account}:dead`;
export const jobsUrl = `https://sqs.${region}.amazonaws.com/${account}/jobs`;
export const second = 1_000;
export const minute = 60 * second;

export function redriveTo(deadLetterTargetArn: string, maxReceiveCount: number): Record<string, string> {
  return { RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount }) };
}

/** A simulator with the queue `jobs`, whose messages come to `dead` when they have been received three times. */
export function aQueue(attributes: Record<string, string> = {}, options: SimulatorOptions = {}) {
  const simulator = stubSimulator({
    queues: [{ arn: jobs, attributes: { ...redriveTo(dead, 3), ...attributes } }, { arn: dead }],
    ...options,
  });
  const sqs = new SQSClient({ region, credentials, requestHandler: inProcess(simulator), maxAttempts: 1 });

  return {
    simulator,
    sqs,
    send: (MessageBody: string, more: object = {}) =>
      sqs.send(new SendMessageCommand({ QueueUrl: jobsUrl, MessageBody, ...more })),
    async receive(more: object = {}): Promise<Message[]> {
      const command = new ReceiveMessageCommand({ QueueUrl: jobsUrl, MaxNumberOfMessages: 10, ...more });
      return (await sqs.send(command)).Messages ?? [];
    },
    /** The bodies of what is in a queue, received or not. */
    bodies: (arn: string) =>
      simulator.queues
        .named(arn)
        .messages()
        .map(({ body }) => body),
    advance: (ms: number) => simulator.clock.advanceTo(simulator.clock.now() + ms),
  };
}
