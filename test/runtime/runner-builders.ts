import type { BusEvent } from '../../shared/aws/send/event-bus.ts';
import { unrestrained } from '../../shared/policy/model/pause.ts';
import type { RunnerDeps } from '../../shared/runtime/function/runner.ts';
import type { OwnQueue } from '../../shared/runtime/queue/own-queue.ts';
import { createDedupe } from '../../shared/runtime/report/dedupe.ts';
import { createCalendarStates } from '../../shared/runtime/sweep/calendar-states.ts';
import { createFailingAccounts } from '../../shared/runtime/sweep/failing-accounts.ts';
import { createHourly } from '../../shared/runtime/sweep/hourly.ts';
import { createOutages } from '../../shared/runtime/sweep/outages.ts';
import { createRefusals } from '../../shared/runtime/sweep/refusals.ts';
import { aPolicy } from '../policy/builders.ts';
import { type FakeFleet, fakeLog, fakeRecipe, fakeScopeFor, home } from './builders.ts';

export const HOME = `${home.account}/${home.region}`;

interface Options {
  readonly fleet?: FakeFleet;
  readonly policy?: Parameters<typeof aPolicy>[0];
  readonly queue?: Partial<OwnQueue>;
  readonly putEvents?: (events: readonly BusEvent[]) => Promise<void>;
}

/** The dependencies of the runs of one invocation, and a record of their use. */
export function aRunner({
  fleet = { clusters: { [HOME]: ['a'] } },
  policy = {},
  queue = {},
  ...more
}: Options = {}) {
  const { recipe, stopped } = fakeRecipe(fleet);
  const log = fakeLog();
  const sent: [readonly string[], number | undefined][] = [];
  const deadLettered: string[] = [];
  const told: BusEvent[] = [];
  const putEvents = more.putEvents ?? (async (events) => void told.push(...events));
  const own: OwnQueue = {
    send: async (bodies, seconds) => void sent.push([bodies, seconds]),
    delay: async () => {},
    deadLetter: async (body) => void deadLettered.push(body),
    waiting: async () => 0,
    ...queue,
  };
  const deps: RunnerDeps = {
    recipe,
    policy: aPolicy(policy),
    warnings: [],
    config: { concurrency: 4 },
    reach: { home: async () => home, scopeFor: fakeScopeFor, putEvents, queue: own },
    log,
    report: { function: recipe.name, log, dedupe: createDedupe(), putEvents },
    restraints: unrestrained,
    calendars: createCalendarStates(),
    failing: createFailingAccounts(),
    hourly: createHourly(),
    outages: createOutages(),
    refusals: createRefusals(),
    signal: new AbortController().signal,
    remaining: () => 300_000,
  };
  return {
    deps,
    stopped,
    log,
    sent,
    deadLettered,
    told,
    types: () => told.map(({ detailType }) => detailType),
  };
}

export function withoutQueue({ reach: { queue: _, ...reach }, ...deps }: RunnerDeps): RunnerDeps {
  return { ...deps, reach };
}
