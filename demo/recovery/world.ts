import { readFile } from 'node:fs/promises';
import type { DrillRecord } from '../../shared/policy/model/drill-record.ts';
import { isDrillName } from '../../shared/policy/model/drill-record.ts';
import { EVIDENCE, OPEN } from '../../shared/policy/recovery/evidence/keys.ts';
import { MINUTE_MS } from '../../shared/policy/time/units.ts';
import { createSimulator } from '../../simulator/simulator.ts';

export const ACCOUNT = '111122223333';
export const BUCKET = 'dormouse-demo-evidence';
const FLEET = new URL('fleet.yml', import.meta.url);
/** Half of the rows of this cluster are not in its backup. */
const BROKEN = 'billing';

/** The simulated AWS in which drills are made, as far as the story needs it. */
export interface RecoveryWorld {
  readonly url: string;
  now(): number;
  /** Lets a minute pass. */
  pass(): void;
  /** The records of all drills that have begun, the first one first. */
  records(): readonly DrillRecord[];
  /** Names of the AWS calls so far. */
  actions(): readonly string[];
  clusters(): readonly SeenCluster[];
  /** The clusters and instances of drills that are there. */
  leftovers(): readonly string[];
  close(): Promise<void>;
}

interface SeenCluster {
  readonly id: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Starts the simulator on a free port of this machine, at that time in epoch milliseconds, with a locked bucket. */
export async function startRecoveryWorld(now: number): Promise<RecoveryWorld> {
  const fleet = await readFile(FLEET, 'utf8');
  const buckets = [{ name: BUCKET, account: ACCOUNT, lockDays: 400 }];
  // As on Lambda, the function has a role: before a drill, it asks for the permissions of that role.
  const simulator = createSimulator({ fleet, now, buckets, role: 'dormouse' });
  const { clock, faults, calls, backend } = simulator;
  faults.delivery = { ...faults.delivery, restores: [{ kind: 'rows-missing', source: BROKEN, percent: 50 }] };
  const { url, close } = await simulator.listen();
  const bucket = simulator.buckets.named(BUCKET);
  const clusters = () => backend.state().clusters;

  return {
    url,
    close,
    now: clock.now,
    pass: () => clock.advanceTo(clock.now() + MINUTE_MS),
    records: () =>
      bucket
        .keys()
        .filter((key) => key.startsWith(EVIDENCE) || key.startsWith(OPEN))
        .flatMap((key): DrillRecord[] => {
          const body = bucket.current(key)?.content?.body;
          return body === undefined ? [] : [JSON.parse(new TextDecoder().decode(body))];
        }),
    actions: () => calls.list().map(({ action }) => action),
    clusters,
    leftovers: () =>
      clusters()
        .filter(({ id }) => isDrillName(id))
        .flatMap(({ id, instances }) => [id, ...instances.map((instance) => instance.id)]),
  };
}
