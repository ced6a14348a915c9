import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { account, credentials, other } from '../stub-simulator.ts';
import { aQueue, jobs, jobsUrl, redriveTo, region } from './messaging.ts';

describe('CreateQueue', () => {
  it('makes a queue with the presets of SQS', async () => {
    const { sqs } = aQueue();

    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'new' }));
    const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] });
    const { Attributes } = await sqs.send(command);

    expect(QueueUrl).toBe(`https://sqs.${region}.amazonaws.com/${account}/new`);
    expect(Attributes).toEqual({
      QueueArn: `arn:aws:sqs:${region}:${account}:new`,
      VisibilityTimeout: '30',
      DelaySeconds: '0',
      MessageRetentionPeriod: '345600',
      MaximumMessageSize: '1048576',
      ReceiveMessageWaitTimeSeconds: '0',
      SqsManagedSseEnabled: 'true',
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '0',
      ApproximateNumberOfMessagesDelayed: '0',
      CreatedTimestamp: '1795201500',
      LastModifiedTimestamp: '1795201500',
    });
  });

  it('gives the queue that is there when it is the same', async () => {
    const { sqs } = aQueue();
    const command = new CreateQueueCommand({ QueueName: 'new', Attributes: { DelaySeconds: '5' } });

    const urls = [await sqs.send(command), await sqs.send(command)].map(({ QueueUrl }) => QueueUrl);

    expect(new Set(urls).size).toBe(1);
  });

  it.each([
    ['a name that won’t do', 'a b', {}, 'InvalidParameterValue'],
    ['a FIFO queue', 'new', { FifoQueue: 'true' }, 'InvalidAttributeName'],
    ['no number', 'new', { DelaySeconds: 'soon' }, 'InvalidAttributeValue'],
    ['a timeout too long', 'new', { VisibilityTimeout: '43201' }, 'InvalidAttributeValue'],
    ['a dead-letter queue that is not there', 'new', redriveTo(`${jobs}x`, 3), 'InvalidParameterValue'],
    ['a redrive policy without a count', 'new', { RedrivePolicy: '{}' }, 'InvalidAttributeValue'],
    ['other attributes than before', 'jobs', { DelaySeconds: '1' }, 'QueueNameExists'],
  ])('refuses %s', async (_, QueueName, Attributes, name) => {
    const created = aQueue().sqs.send(new CreateQueueCommand({ QueueName, Attributes }));

    await expect(created).rejects.toMatchObject({ name });
  });
});

describe('a queue', () => {
  it('is found by its name', async () => {
    const { QueueUrl } = await aQueue().sqs.send(new GetQueueUrlCommand({ QueueName: 'jobs' }));

    expect(QueueUrl).toBe(jobsUrl);
  });

  it('changes one attribute and keeps the others', async () => {
    const { sqs, simulator } = aQueue({ DelaySeconds: '5' });
    const Attributes = { VisibilityTimeout: '60' };

    await sqs.send(new SetQueueAttributesCommand({ QueueUrl: jobsUrl, Attributes }));

    const { attributes } = simulator.queues.named(jobs);
    expect(attributes).toMatchObject({ VisibilityTimeout: 60, DelaySeconds: 5, RedrivePolicy: {} });
  });

  it('that is not there has the code of both protocols', async () => {
    const missing = aQueue().sqs.send(new GetQueueUrlCommand({ QueueName: 'none' }));

    await expect(missing).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
      message: 'The specified queue does not exist.',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('belongs to its account and its Region', async () => {
    const theirs = `arn:aws:sqs:${region}:${other}:theirs`;
    const { sqs } = aQueue({}, { queues: [{ arn: theirs }, { arn: jobs.replace(region, 'eu-west-1') }] });
    const sendTo = (QueueUrl: string) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a' }));

    await expect(sendTo(jobsUrl.replace(`${account}/jobs`, `${other}/theirs`))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    await expect(sendTo(jobsUrl)).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  });

  it('is the resource that IAM is asked about, by URL and by name', async () => {
    const { sqs, send, simulator } = aQueue();

    await send('a');
    await sqs.send(new GetQueueUrlCommand({ QueueName: 'jobs' }));

    expect(simulator.calls.list().map(({ resources }) => resources)).toEqual([[jobs], [jobs]]);
  });

  it('over HTTP has a URL at the simulator, and is reached by it', async () => {
    const { simulator, bodies } = aQueue();
    const { url, close } = await simulator.listen();
    const sqs = new SQSClient({ region, credentials, endpoint: url });

    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'jobs' }));
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a' }));
    await close();

    expect(QueueUrl).toBe(`${url}/${account}/jobs`);
    expect(bodies(jobs)).toEqual(['a']);
  });
});
