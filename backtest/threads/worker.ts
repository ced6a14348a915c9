/** Simulates the clusters that another thread sends, some at a time, and sends back their part of the simulation. */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { simulatePart } from '../part.ts';
import type { Common, FromWorker, ToWorker } from './messages.ts';
import { withClusters } from './messages.ts';

/** Messages with the time are sent for one tick of these. */
const TICKS = 72;

if (parentPort === null) throw new Error('this module only runs in a thread');
listen(parentPort, workerData as Common);

function listen(port: MessagePort, common: Common): void {
  const send = (message: FromWorker) => port.postMessage(message);
  port.on('message', async ({ clusters }: ToWorker) => {
    let ticks = 0;
    const onTick = (at: number) => {
      if (ticks % TICKS === 0) send({ at });
      ticks += 1;
    };
    send({ part: await simulatePart({ ...withClusters(common, clusters), onTick }) });
  });
}
