import { z } from 'zod';
import type { Outcome } from '../shared/runtime/outcome.ts';
import type { SweepResult } from '../shared/runtime/result.ts';

/** One line of the story. */
export interface Happening {
  /** Epoch milliseconds of simulated time. */
  readonly at: number;
  /** Who: Dormouse decided, AWS did. */
  readonly by: 'dormouse' | 'aws';
  readonly what: 'stop' | 'start' | 'stopped' | 'started' | 'restart' | 'stop-failed' | 'fault' | 'refused';
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

/** Passes on the happenings of one tick, of what lasts only the beginning: what the tick before did not have. */
export function createNews(): (tick: readonly Happening[]) => Happening[] {
  let before = new Set<string>();
  return (tick) => {
    const now = new Set<string>();
    const news = tick.filter((happening) => {
      if (happening.lasting !== true) return true;
      const { account, region, cluster, what } = happening;
      const key = `${account} ${region} ${cluster} ${what}`;
      const isNews = !before.has(key) && !now.has(key);
      now.add(key);
      return isNews;
    });
    before = now;
    return news;
  };
}

function whatOf({ status, decision }: Outcome): Happening['what'] | undefined {
  const { action, reason } = decision;
  if (status === 'left')
    return reason === 'ineligible' || reason === 'hold-unreadable' ? 'refused' : undefined;
  if (status === 'failed' || status === 'retry' || status === 'conflict') return 'fault';
  return action === 'stop' || action === 'start' ? action : undefined;
}

function textOf({ status, decision, fault }: Outcome): string {
  const { action, reason, rule } = decision;
  if (fault !== undefined) return `${action} ${status}: ${fault.name}: ${fault.message}`;
  if (status === 'left') return reason;
  const planned = status === 'planned' ? 'only planned: ' : '';
  return `${planned}${reason}${rule === undefined ? '' : ` (${rule})`}`;
}
