import { z } from 'zod';
import type { Deed } from '../world/people.ts';

/** In the order in which they are reported: first the acts of people and AWS, then their consequences. */
export const whats = [
  ...(['by-hand', 'stopped', 'started', 'stream-on', 'stream-off'] as const),
  ...(['taken', 'copied', 'restart', 'stop-failed', 'copy-failed'] as const),
  ...(['start', 'stop', 'start-stream', 'stop-stream', 'remember', 'capacity'] as const),
  ...(['drill', 'drill-step', 'drill-clean-up'] as const),
  ...(['create', 'copy', 'delete', 'waits', 'refused', 'fault'] as const),
] as const;

/** One line of the story. */
export interface Happening {
  /** Epoch milliseconds of simulated time. */
  readonly at: number;
  /** The one who did it. */
  readonly by: 'dormouse' | 'aws' | 'people';
  readonly what: (typeof whats)[number];
  readonly cluster: string;
  readonly account: string;
  readonly region: string;
  /** For an act of Dormouse, its reason and rule. */
  readonly text: string;
  /** Every tick finds it again while it lasts; it is reported once, when it begins. */
  readonly lasting?: true;
}

/** The cluster events that matter here: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.Messages.html */
const events: Readonly<Record<string, { what: Happening['what']; text: string }>> = {
  'RDS-EVENT-0150': { what: 'stopped', text: '' },
  'RDS-EVENT-0151': { what: 'started', text: '' },
  'RDS-EVENT-0152': { what: 'stop-failed', text: 'the stop failed' },
  'RDS-EVENT-0153': { what: 'restart', text: 'AWS starts it after seven days' },
  'RDS-EVENT-0179': { what: 'stream-on', text: 'activity stream runs' },
  'RDS-EVENT-0180': { what: 'stream-off', text: 'activity stream has ended' },
};

const rdsEvent = z.object({
  account: z.string(),
  region: z.string(),
  detail: z.object({ Date: z.string(), SourceIdentifier: z.string(), EventID: z.string() }),
});

/** A change that the control plane made, from the event about it; undefined for any other event. */
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

/** A change that somebody made by hand. */
export function fromDeed({ at, does, to }: Deed): Happening {
  return { at, by: 'people', what: 'by-hand', cluster: to, account: '', region: '', text: does };
}

/** Passes on the happenings of one run of a function; a lasting one only if no function had it in its last run. */
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
