import { createScope } from '../../shared/aws/client/clients.ts';
import type { BusEvent } from '../../shared/aws/send/event-bus.ts';
import type { Act } from '../../shared/policy/model/decision.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { type FollowUp, followUpOf } from '../../shared/policy/report/follow-up.ts';
import { createDedupe } from '../../shared/runtime/report/dedupe.ts';
import { type Log, reportScope } from '../../shared/runtime/report/report.ts';
import { createCalendarStates } from '../../shared/runtime/sweep/calendar-states.ts';
import type { Outcome } from '../../shared/runtime/sweep/outcome.ts';
import type { SweepResult } from '../../shared/runtime/sweep/result.ts';
import { runSweep } from '../../shared/runtime/sweep/run.ts';
import type { ScopeSweep } from '../../shared/runtime/sweep/sweep.ts';
import { asPerson } from '../survey/find-cluster.ts';
import { findHome } from '../survey/home.ts';
import { pausesToAct } from '../survey/pauses.ts';
import { readCalendar } from '../survey/read-calendar.ts';
import type { Progress } from '../terminal/progress.ts';
import { type Approved, limitedTo } from './approved.ts';

/** The dependencies of the acts that a person has approved. */
export interface Applying {
  readonly policy: Policy;
  readonly progress: Progress;
  /** Aborted: no further act is begun. */
  readonly signal: AbortSignal;
  putEvents(events: readonly BusEvent[]): Promise<void>;
  /** Called for the acts of each account and Region once they have been requested. */
  onActs(outcomes: readonly Outcome[]): void;
}

/** The outcomes of the approved acts, by function, and the changes that AWS has accepted and that take time. */
export interface Applied {
  readonly results: readonly SweepResult[];
  readonly followUps: readonly FollowUp[];
}

const quiet = (): void => undefined;
const noLog: Log = { debug: quiet, info: quiet, warn: quiet, error: quiet };

/** Runs the functions one after the other: each reads and decides again, and carries out what was approved. */
export async function carryOutApproved(approved: readonly Approved[], applying: Applying): Promise<Applied> {
  const { policy, progress, signal } = applying;
  const caller = await findHome();
  const calendars = createCalendarStates();
  // Somebody may have paused it while the plan was read.
  const restraints = { pauses: await pausesToAct(policy) };
  const results: SweepResult[] = [];
  const followUps: FollowUp[] = [];
  for (const one of approved) {
    if (signal.aborted) break;
    const { recipe, acts } = one;
    const report = {
      function: recipe.name,
      log: noLog,
      dedupe: createDedupe(),
      putEvents: applying.putEvents,
    };
    const limited = limitedTo(one);
    const result = await runSweep(
      {
        ...limited,
        act: (scope, command) => {
          progress.waitFor(`${recipe.name}, ${command.cluster}`);
          return limited.act(scope, command);
        },
      },
      policy,
      {
        clusters: [...new Set(acts.map(({ cluster }) => cluster))],
        accounts: [...new Set(acts.map(({ account }) => account))],
        regions: [...new Set(acts.map(({ region }) => region))],
      },
      {
        home: async () => ({ account: caller.account, region: caller.region }),
        scopeFor: (place) =>
          createScope(asPerson(place, caller), undefined, {
            warn: progress.warn,
            session: { name: 'dormouse-apply' },
          }),
        calendarState: (name, asked) => calendars.of(name, readCalendar, asked),
        signal,
        restraints,
        onScopeSweep: async (scopeSweep, mode) => {
          followUps.push(...followUpsOf(scopeSweep));
          progress.above(() => applying.onActs(scopeSweep.outcomes.filter(wasApproved(acts))));
          await reportScope(report, scopeSweep, mode);
        },
      },
    );
    results.push({ ...result, outcomes: result.outcomes.filter(wasApproved(acts)) });
  }
  return { results, followUps };
}

/** Whether an outcome is about an approved target, also if the change is not due any more now that it was read again. */
function wasApproved(acts: readonly Act[]): (outcome: Outcome) => boolean {
  const targets = new Set(
    acts.map(({ action, resourceArn, region }) => `${action} ${resourceArn} ${region}`),
  );
  return ({ decision: { action, resourceArn, region } }) => targets.has(`${action} ${resourceArn} ${region}`);
}

function followUpsOf({ world, outcomes }: ScopeSweep): FollowUp[] {
  return outcomes.flatMap(({ status, decision }) => {
    if (world === undefined || decision.verdict !== 'act' || (status !== 'done' && status !== 'already'))
      return [];
    return followUpOf(decision, world.observedAt) ?? [];
  });
}
