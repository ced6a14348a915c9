import { stringify } from 'yaml';
import { recipe } from '../../functions/recipes/drill-restores.ts';
import { noteAnswer } from '../../shared/aws/client/aws-clock.ts';
import type { AwsScope } from '../../shared/aws/client/aws-scope.ts';
import { createDrillStore } from '../../shared/aws/evidence/store.ts';
import { defined } from '../../shared/defined.ts';
import type { DrillRecord } from '../../shared/policy/model/drill-record.ts';
import type { Restraints } from '../../shared/policy/model/pause.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import type { SweepRequest } from '../../shared/runtime/request/event.ts';
import type { SweepResult } from '../../shared/runtime/sweep/result.ts';
import { runSweep } from '../../shared/runtime/sweep/run.ts';
import { createClock } from '../../simulator/core/clock.ts';
import { createDraw } from '../../simulator/core/draw.ts';
import { deliveryFaults } from '../../simulator/core/faults.ts';
import type { RestoreFault } from '../../simulator/core/restore-faults.ts';
import { ServiceError } from '../../simulator/core/service.ts';
import { type DirectCall, directClients } from '../../simulator/direct-clients.ts';
import { readFleet } from '../../simulator/fleet/read-fleet.ts';
import { createFleetBackend } from '../../simulator/fleet-backend.ts';
import { createLambda } from '../../simulator/services/functions.ts';
import { createIam, createPermissions } from '../../simulator/services/iam.ts';
import { modelBucket, watched } from '../aws/evidence/model-bucket.ts';
import { toPolicy } from './let-loose.ts';
import { MINUTE } from './year.ts';

export const ACCOUNT = '111122223333';
export const HOME = 'eu-central-1';
export const AWAY = 'us-west-2';
export const CHECK = `arn:aws:lambda:${HOME}:${ACCOUNT}:function:dormouse-drill-check-data`;
/** A Saturday. */
export const START = Date.parse('2026-11-28T02:00:00Z');

/** A fault that AWS answers calls of one action with for some time. */
export interface DrillFault {
  /** `RestoreDBClusterFromSnapshot`; of the bucket, `put` or `get`. */
  readonly action: string;
  /** The error's name; `lost`: the call has its effect, and the answer is lost. */
  readonly error: string;
  /** From the beginning, in minutes. */
  readonly from: number;
  readonly minutes: number;
}

/** The end of the process at a call, counted over all sweeps: before it, or after it has had its effect. */
export interface Crash {
  readonly call: number;
  readonly after: boolean;
}

export interface DrillPlay {
  readonly seed: number;
  /** Of a fleet file. */
  readonly fleet: object;
  /** Of a policy file. */
  readonly policy: object;
  readonly restores?: readonly RestoreFault[];
  /** How late listings show a change. */
  readonly lagMs?: number;
  readonly faults?: readonly DrillFault[];
  readonly crashes?: readonly Crash[];
  /** The answer of the function that checks the data. Absent: the data are right. */
  readonly answer?: object;
  /** Whether the role may delete. Absent: yes. */
  readonly mayDelete?: boolean;
}

/** A deletion of a cluster or of its instance, and the drill that the tag of the cluster named. */
interface Deletion {
  readonly cluster: string;
  readonly drill: string | undefined;
}

/** The process has ended, with everything in it. */
class Crashed extends Error {}

/** A simulated AWS in which drills are made, spoken to without the wire. Every sweep is a process of its own. */
export function drillStage(play: DrillPlay) {
  const read = readFleet(stringify(play.fleet));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const policy = toPolicy(play.policy);
  const clock = createClock(START);
  const faults = {
    delivery: deliveryFaults.parse({ restores: play.restores ?? [], lagMs: play.lagMs ?? 0 }),
  };
  const backend = createFleetBackend({
    fleet: read.value,
    clock,
    draw: createDraw(play.seed, clock),
    faults,
  });
  const permissions = createPermissions();
  if (play.mayDelete === false) permissions.decide = () => 'implicitDeny';
  const answer = () => play.answer ?? { version: 1, ok: true, detail: 'all there' };
  const functions = new Map([[CHECK, { arn: CHECK, answer }]]);
  const services = [...backend.services, createIam(permissions), createLambda(functions)];
  const bucket = modelBucket(clock.now);
  const calls: (DirectCall & { readonly at: number })[] = [];
  const written: DrillRecord[] = [];
  const deletions: Deletion[] = [];
  let counted = 0;

  function faultOf(action: string): DrillFault | undefined {
    const minutes = (clock.now() - START) / MINUTE;
    return play.faults?.find(
      (fault) => fault.action === action && minutes >= fault.from && minutes < fault.from + fault.minutes,
    );
  }

  /** The tags are those that the cluster has when AWS is asked. */
  function noteDeletion(command: object): void {
    const { input } = command as { readonly input: Readonly<Record<string, unknown>> };
    if (!actionOf(command).startsWith('Delete')) return;
    const name = String(input.DBClusterIdentifier ?? input.DBInstanceIdentifier).replace(/-1$/, '');
    const cluster = [...backend.store.all()].find(({ id }) => id === name);
    if (cluster !== undefined) deletions.push({ cluster: name, drill: cluster.tags.get('dormouse:drill') });
  }

  /** A way to AWS and to the bucket that ends with the process. */
  function aProcess() {
    let isDead = false;
    const through = async <T>(action: string, run: () => Promise<T>): Promise<T> => {
      if (isDead) throw new Crashed();
      counted += 1;
      const crash = play.crashes?.find(({ call }) => call === counted);
      isDead = crash !== undefined;
      if (crash?.after === false) throw new Crashed();
      const fault = faultOf(action);
      if (fault !== undefined && fault.error !== 'lost') throw errorOf(fault.error);
      const result = await run();
      if (crash !== undefined) throw new Crashed();
      if (fault !== undefined) throw errorOf('TimeoutError');
      return result;
    };
    const reach = <Client extends object>(client: Client): Client => {
      const { send } = client as { readonly send: (command: object) => Promise<object> };
      return Object.create(client, {
        send: {
          value: (command: object) =>
            through(actionOf(command), () => {
              noteDeletion(command);
              return send.call(client, command);
            }),
        },
      });
    };
    const scopeFor = ({ region }: { readonly region: string }): AwsScope => {
      const place = { account: ACCOUNT, region };
      const clients = directClients(services, place, clock, (call) => {
        calls.push({ ...call, at: clock.now() });
        if ('output' in call) noteAnswer(call.output, clock.now());
      });
      return {
        ...place,
        inRegion: (other) => scopeFor({ region: other }),
        warn: () => {},
        clients: {
          rds: reach(clients.rds),
          cloudwatch: async () => reach(clients.cloudwatch),
          kms: async () => reach(clients.kms),
          drill: {
            rdsData: async () => reach(clients.rdsData),
            lambda: async () => reach(clients.lambda),
            ec2: async () => reach(clients.ec2),
            iam: async () => reach(clients.iam),
            principal: async () => `arn:aws:iam::${ACCOUNT}:role/dormouse`,
          },
        },
      };
    };
    const noted = watched(bucket.objects, async ({ call, key }, run) => {
      const result = await run();
      const text = bucket.content.get(key)?.text;
      if (call === 'put' && key.startsWith('open/') && text !== undefined) written.push(JSON.parse(text));
      return result;
    });
    const objects = watched(noted, ({ call }, run) => through(call, run));
    return { scopeFor, drills: createDrillStore(objects) };
  }

  /** One run. It has no outcomes where it ended before it knew where to look. */
  async function sweep(
    by: Policy = policy,
    request: SweepRequest = {},
    restraints?: Restraints,
  ): Promise<Pick<SweepResult, 'outcomes'>> {
    const home = async () => ({ account: ACCOUNT, region: HOME });
    try {
      return await runSweep(recipe, by, request, {
        ...{ ...aProcess(), home, canWarn: true },
        ...defined({ restraints }),
      });
    } catch (error) {
      if (error instanceof Crashed || (error instanceof Error && '$fault' in error)) return { outcomes: [] };
      throw error;
    }
  }

  function byHand(action: string, input: Readonly<Record<string, unknown>>): void {
    const operation = services.find(({ name }) => name === 'rds')?.operations[action];
    const caller = { service: 'rds', account: ACCOUNT, region: HOME, accessKeyId: 'hand', userAgent: 'hand' };
    try {
      operation?.(input, { ...caller, action, now: clock.now() });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
    }
  }

  return {
    calls,
    /** Every deletion that AWS was asked for, of what was there. */
    deletions,
    clock,
    sweep,
    /** Every version of every record that was written, in order. */
    written,
    later: (minutes: number) => clock.advanceTo(clock.now() + minutes * MINUTE),
    counted: () => counted,
    /** The clusters of drills that are there now. */
    drillClusters: () => [...backend.store.all()].filter(({ id }) => id.startsWith('dormouse-drill-')),
    sources: () => [...backend.store.all()].filter(({ id }) => !id.startsWith('dormouse-drill-')),
    /** A call that somebody else makes: whether AWS refuses it does not matter. */
    byHand,
    records: (folder: 'open/' | 'evidence/'): DrillRecord[] =>
      [...bucket.content]
        .filter(([key]) => key.startsWith(folder))
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([, { text }]) => JSON.parse(text)),
    bucket,
  };
}

export type DrillStage = ReturnType<typeof drillStage>;

function actionOf(command: object): string {
  return String((command as { readonly schema?: readonly unknown[] }).schema?.[2]);
}

function errorOf(name: string): Error {
  const fault = /^(Internal|Service)/.test(name) ? 'server' : 'client';
  return Object.assign(new Error(`${name} of the stage`), {
    name,
    $fault: fault,
    $metadata: { attempts: 1 },
  });
}
