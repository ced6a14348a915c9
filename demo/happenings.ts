import { z } from 'zod';
import { isRefusal } from '../cli/plan.ts';
import { isSnapshotRefusal } from '../cli/plan-snapshots.ts';
import type { Action } from '../shared/policy/model.ts';
import type { Outcome } from '../shared/runtime/outcome.ts';
import type { SweepResult } from '../shared/runtime/result.ts';

/** In the order in which they are told: first what AWS did, then what that led to. */
export const whats = [
  ...(['stopped', 'started', 'taken', 'copied', 'restart', 'stop-failed', 'copy-failed'] as const),
  ...(['start', 'stop', 'snapshot', 'copy', 'delete', 'refused', 'fault'] as const),
] as const;

/** One line of the story. */
export interface Happening {
  /** Epoch milliseconds of simulated time. */
  readonly at: number;
  /** Who: Dormouse decided, AWS did. */
  readonly by: 'dormouse' | 'aws';
  readonly what: (typeof whats)[number];
  readonly cluster: string;
  readonly account: string;
  readonly region: string;
  /** Of what Dormouse did, the reason and the rule. */
  readonly text: string;
  /** Of what it refuses, what stands in the way. */
  readonly detail?: string;
  /** It is found anew at each tick as long as it lasts: told when it begins. */
  readonly lasting?: true;
}

/** The cluster events that matter here: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.Messages.html */
const events: Readonly<Record<string, { what: Happening['what']; text: string }>> = {
  'RDS-EVENT-0150': { what: 'stopped', text: '' },
  'RDS-EVENT-0151': { what: 'started', text: '' },
  'RDS-EVENT-0152': { what: 'stop-failed', text: 'the stop failed' },
  'RDS-EVENT-0153': { what: 'restart', text: 'AWS starts it after seven days' },
};

const rdsEvent = z.object({
  account: z.string(),
  region: z.string(),
  detail: z.object({ Date: z.string(), SourceIdentifier: z.string(), EventID: z.string() }),
});

/** What the control plane did, from the events it sends; undefined for those that tell nothing new. */
export function fromEvent(event: unknown): Happening | undefined {
  const { success, data } = rdsEvent.safeParse(event);
  const known = success ? events[data.detail.EventID] : undefined;
  if (!success || known === undefined) return undefined;
  const { account, region, detail } = data;
  return {
    at: Date.parse(detail.Date),
    by: 'aws',
    ...known,
    cluster: detail.SourceIdentifier,
    account,
    region,
  };
}

/** What a function did or could not do. What it left alone is no happening. */
export function fromResult(result: SweepResult, at: number): Happening[] {
  return result.outcomes.flatMap((outcome) => {
    const what = whatOf(outcome);
    if (what === undefined) return [];
    const { account, cluster, region } = outcome.decision;
    const lasting = outcome.status === 'planned' || outcome.status === 'left';
    const happening = { at, by: 'dormouse', what, cluster, account, region, text: textOf(outcome) } as const;
    const { detail } = outcome.decision;
    return [{ ...happening, ...(what === 'refused' && { detail }), ...(lasting && { lasting }) }];
  });
}

/**
 * Passes on the happenings of one run of a function; of what lasts only the beginning: what no function had in its last
 * run.
 */
export function createNews(): (source: string, run: readonly Happening[]) => Happening[] {
  const last = new Map<string, ReadonlySet<string>>();
  return (source, run) => {
    const known = [...last.values()];
    const now = new Set<string>();
    const news = run.filter((happening) => {
      if (happening.lasting !== true) return true;
      const { account, region, cluster, what, text } = happening;
      const key = `${account} ${region} ${cluster} ${what} ${text}`;
      const isNews = !now.has(key) && !known.some((keys) => keys.has(key));
      now.add(key);
      return isNews;
    });
    last.set(source, now);
    return news;
  };
}

const acts: Readonly<Partial<Record<Action, Happening['what']>>> = {
  stop: 'stop',
  start: 'start',
  createSnapshot: 'snapshot',
  copySnapshot: 'copy',
  deleteSnapshot: 'delete',
};

function whatOf({ status, decision }: Outcome): Happening['what'] | undefined {
  const { action, aspect, reason } = decision;
  if (status === 'left') {
    const isRefused = aspect === 'snapshots' ? isSnapshotRefusal({ reason }) : isRefusal({ reason });
    return isRefused ? 'refused' : undefined;
  }
  if (status === 'failed' || status === 'retry' || status === 'conflict') return 'fault';
  return acts[action];
}

function textOf({ status, decision, fault }: Outcome): string {
  const { action, aspect, reason, detail, region, rule } = decision;
  if (fault !== undefined) return `${action} ${status}: ${fault.name}: ${fault.message}`;
  if (status === 'left') return aspect === 'snapshots' ? `${reason}, ${detail}` : reason;
  const planned = status === 'planned' ? 'only planned: ' : '';
  const where = action === 'copySnapshot' ? ` ${region}` : action === 'deleteSnapshot' ? ` in ${region}` : '';
  const why = action === 'copySnapshot' ? 'to' : reason;
  return `${planned}${why}${where}${rule === undefined ? '' : ` (${rule})`}`;
}
