import type { Backend } from '../core/backend.ts';
import type { CallLog } from '../core/calls.ts';
import type { Clock } from '../core/clock.ts';
import type { Faults } from '../core/faults.ts';
import type { Buses } from '../eventbridge/buses.ts';
import type { BusEntry } from '../eventbridge/put-events.ts';
import type { LogGroups } from '../logs/groups.ts';
import type { Buckets } from '../s3/buckets.ts';
import type { Functions } from '../services/functions.ts';
import type { Permissions } from '../services/iam.ts';
import type { Queues } from '../sqs/queues.ts';
import type { WireRequest, WireResponse } from '../wire/message.ts';

/** The simulated AWS that the server serves, and the state that the control API shows and changes. */
export interface SimulatedAws {
  /**
   * Answers one AWS request.
   *
   * @throws ConnectionLost, NoAnswer or SimulatedCrash when a fault says so.
   */
  handle(request: WireRequest): WireResponse;
  readonly clock: Clock;
  /** Catches up with the real time, where virtual time passes by itself. */
  tick(): void;
  readonly calls: CallLog;
  readonly faults: Faults;
  readonly backend: Backend;
  /** Events of the control plane, in the order of delivery. */
  readonly events: unknown[];
  /** The entries that were put on event buses, in order. */
  readonly bus: BusEntry[];
  readonly queues: Queues;
  readonly logGroups: LogGroups;
  readonly buckets: Buckets;
  readonly functions: Functions;
  readonly permissions: Permissions;
  readonly buses: Buses;
  readonly parameters: Map<string, string>;
  readonly configurations: Map<string, string>;
}
