import type { Context, SQSEvent } from 'aws-lambda';
import { vi } from 'vitest';
import { busArn } from '../../../simulator/eventbridge/event.ts';
import { createEventSource } from '../../../simulator/lambda/event-source.ts';
import { groupArn } from '../../../simulator/logs/groups.ts';
import { queueArn, queueUrl } from '../../../simulator/sqs/place.ts';
import { play } from '../../functions/stage.ts';
import { aContext } from '../../runtime/context.ts';

const home = { account: '111122223333', region: 'eu-central-1' } as const;
const queues = {
  DORMOUSE_QUEUE: { ...home, name: 'stopIdleClusters' },
  DORMOUSE_DEAD_LETTERS: { ...home, name: 'stopIdleClusters-dead-letters' },
};

/** Log groups of the stage prod: of a stack that is gone, and of the one that is there. */
const [former = '', record = ''] = ['a', 'b'].map((id) =>
  groupArn({ ...home, name: `/aws/events/dormouse-prod/${id}` }),
);

export const FLEET = 'clusters: [{ id: dev, resourceId: cluster-FIRST, tags: { env: dev } }, { id: other }]';
export const NOON = '2026-11-23T11:00:00Z';
export const zone = ['--timezone', 'Europe/Berlin'];

/** The lines of the output that begin an entry, a day or a cluster. */
export const heads = (text: string) => text.split('\n').filter((line) => /^ {0,2}\S/.test(line));

export const POLICY = `
version: 1
mode: enforce
timezone: Europe/Berlin
rules:
  - name: developers
    match: { tags: { env: [dev] } }
    power: { hours: mon-fri 07:00-19:00, stop: atOnce }
`;

/** The real functions on the simulator, where a rule keeps their events in a log group, as that of the stack does. */
export async function recorded(at: string, fleet: string, policy = POLICY) {
  const toRecord = { bus: busArn(home, 'dormouse-prod'), pattern: { source: ['dormouse'] } };
  const stage = await play({
    fleet,
    policy,
    at,
    parts: {
      queues: Object.values(queues).map((queue) => ({ arn: queueArn(queue) })),
      logGroups: [former, record],
      rules: [{ ...toRecord, name: 'record', targets: [record] }],
    },
    variables: { AWS_MAX_ATTEMPTS: '1', DORMOUSE_EVENT_BUS: 'dormouse-prod' },
  });
  // Only now it is known where the simulator listens.
  const { host } = new URL(process.env.AWS_ENDPOINT_URL ?? '');
  for (const [name, queue] of Object.entries(queues)) vi.stubEnv(name, queueUrl(queue, host));
  const { simulator } = stage;
  const { handler }: { handler: (event: SQSEvent, context: Context) => Promise<unknown> } = await import(
    '../../../functions/stop-idle-clusters.ts'
  );
  const source = createEventSource(simulator, {
    queue: queueArn(queues.DORMOUSE_QUEUE),
    invoke: (event) => handler(event, aContext()),
  });

  return {
    ...stage,
    /** Lets time pass until then, and the function work off the messages of its queue. */
    async followAt(time: string): Promise<void> {
      simulator.clock.advanceTo(Date.parse(time));
      await source.deliver();
      if (source.errors.length > 0) throw source.errors[0];
    },
    /** Lets time pass until then, for people who look at a clock too. */
    goOnTo(time: string): void {
      simulator.clock.advanceTo(Date.parse(time));
      vi.useFakeTimers({ now: Date.parse(time), toFake: ['Date'] });
    },
    /** Moves the record so far to the log group that the stack before has left. */
    deployAgain(): void {
      const lines = simulator.logGroups.find(record)?.events.splice(0) ?? [];
      simulator.logGroups.find(former)?.events.push(...lines);
    },
  };
}
