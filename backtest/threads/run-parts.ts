import { Worker } from 'node:worker_threads';
import type { FleetCluster } from '../../simulator/fleet/fleet.ts';
import { type Part, simulatePart } from '../part.ts';
import { commonOf, type FromWorker, type PlainSimulation, withClusters } from './messages.ts';
import { workerFile } from './worker-file.ts';

type Clusters = readonly FleetCluster[];

/** Simulates some clusters on one thread. */
type Simulator = (clusters: Clusters, hear: (at: number) => void) => Promise<Part>;

/** Hears the simulated time (ms) that the part with a number has come to. */
type OnTick = (part: number, at: number) => void;

/** V8 would let the new garbage of each thread grow to several times as much, in about the same CPU time. */
const resourceLimits = { maxYoungGenerationSizeMb: 24 };

/**
 * Simulates parts of a fleet on up to `threads` threads, this one among them. Each thread takes the next part when it is done
 * with one. Gives the parts in the same order.
 */
export async function runParts(
  simulation: PlainSimulation,
  parts: readonly Clusters[],
  threads: number,
  onTick: OnTick,
): Promise<Part[]> {
  const common = commonOf(simulation);
  const workers = Array.from(
    { length: Math.min(threads, parts.length) - 1 },
    () => new Worker(workerFile, { workerData: common, resourceLimits }),
  );
  const over = new AbortController();
  const here: Simulator = (clusters, hear) =>
    simulatePart({
      ...withClusters(common, clusters),
      onTick(at) {
        over.signal.throwIfAborted();
        hear(at);
      },
    });
  const done: Part[] = [];
  const queue = parts.entries();
  try {
    await Promise.all(
      [here, ...workers.map(simulatorIn)].map(async (simulateOn) => {
        for (const [index, clusters] of queue)
          done[index] = await simulateOn(clusters, (at) => onTick(index, at));
      }),
    );
  } finally {
    // Where another thread has failed, this one need not go on.
    over.abort();
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return done;
}

/** Simulates in another thread. Fails when that thread does, or ends. */
function simulatorIn(worker: Worker): Simulator {
  return (clusters, hear) => {
    const { promise, resolve, reject } = Promise.withResolvers<Part>();
    const listen = (message: FromWorker) => ('at' in message ? hear(message.at) : resolve(message.part));
    const end = (code: number) => reject(new Error(`a thread of the simulation has ended with code ${code}`));
    worker.on('message', listen).on('error', reject).on('exit', end).postMessage({ clusters });
    return promise.finally(() => worker.off('message', listen).off('error', reject).off('exit', end));
  };
}
