/** Buses of two accounts, with a queue at home, and a client that puts on them. */
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { SimulatorOptions } from '../../../simulator/assemble.ts';
import { busArn } from '../../../simulator/eventbridge/event.ts';
import { inProcess } from '../../../simulator/in-process.ts';
import { createSimulator } from '../../../simulator/simulator.ts';
import { evenTimings } from '../control-plane.ts';
import { region } from '../sqs/messaging.ts';
import { credentials, account as home, other as spoke, start } from '../stub-simulator.ts';

export const far = 'us-west-2';
export const queue = `arn:aws:sqs:${region}:${home}:hints`;
export const inbox = busArn({ account: home, region }, 'inbox');
export const defaultBus = busArn({ account: home, region });
export const spokeBus = busArn({ account: spoke, region: far });

export const fleet = `
accounts: [{ id: "${home}" }, { id: "${spoke}" }]
clusters:
  - { id: near }
  - { id: far, account: "${spoke}", region: ${far} }
${evenTimings}
`;

const stopped = { source: ['aws.rds'], detail: { EventID: ['RDS-EVENT-0150'] } };
export const toInbox = { name: 'forward', pattern: { source: ['aws.rds'] }, targets: [inbox] };
export const toQueue = { bus: inbox, name: 'stop', pattern: stopped, targets: [queue] };

/** A simulator without RDS's events, and a client for its buses. */
export function aBus(options: Partial<SimulatorOptions> = {}) {
  const simulator = createSimulator({ fleet, now: start, queues: [{ arn: queue }], ...options });
  const events = new EventBridgeClient({ region, credentials, requestHandler: inProcess(simulator) });
  return {
    simulator,
    events,
    put: (more: object = {}) =>
      events.send(
        new PutEventsCommand({ Entries: [{ Source: 'me', DetailType: 'T', Detail: '{"a":1}', ...more }] }),
      ),
    hints: () =>
      simulator.queues
        .named(queue)
        .messages()
        .map(({ body }) => JSON.parse(body)),
    outcomes: () => simulator.buses.deliveries.map(({ rule, outcome }) => [rule, outcome]),
    /** An event of a spoke, as RDS reports it. */
    fromSpoke() {
      const envelope = { version: '0', id: 'e1', time: '2026-11-20T19:05:00Z', resources: [] };
      const what = { 'detail-type': 'RDS DB Cluster Event', detail: { EventID: 'RDS-EVENT-0150' } };
      const event = { ...envelope, ...what, source: 'aws.rds', account: spoke, region: far };
      simulator.buses.publish(event, spokeBus);
    },
  };
}
