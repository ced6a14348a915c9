import type { Settings } from './settings.ts';

/** A function of the stack. */
export interface StackFunction {
  /** Its key in serverless.yml. */
  readonly key: string;
  /** How the logical ids of its resources begin. */
  readonly id: string;
  /** The name of its file, which is the dimension `function` of its metrics. */
  readonly name: string;
  /** RDS events that it takes as hints. */
  readonly events: readonly string[];
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.Messages.html */
const event = {
  snapshotCreated: 'RDS-EVENT-0075',
  stopped: 'RDS-EVENT-0150',
  started: 'RDS-EVENT-0151',
  stopFailed: 'RDS-EVENT-0152',
  restartedByAws: 'RDS-EVENT-0153',
  automatedSnapshotCreated: 'RDS-EVENT-0169',
  streamStarted: 'RDS-EVENT-0179',
  streamStopped: 'RDS-EVENT-0180',
} as const;

/** Which RDS events each function takes as hints. */
const hints = {
  'stop-idle-clusters': [event.stopped, event.started, event.stopFailed, event.restartedByAws],
  'start-clusters': [event.stopped, event.started],
  'create-snapshots': [event.started],
  'copy-snapshots': [event.snapshotCreated, event.automatedSnapshotCreated],
  'prune-snapshots': [],
  'toggle-activity-streams': [event.started, event.streamStarted, event.streamStopped],
  'scale-capacity': [event.started],
} as const;

export const functions: readonly StackFunction[] = Object.entries(hints).map(([name, events]) => {
  const key = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return { name, key, id: key.replace(/^./, (letter) => letter.toUpperCase()), events };
});

/** Those that look whether what they asked for has come to be: the others are done with the call. */
export const followed = functions.filter(({ name }) => !['prune-snapshots', 'scale-capacity'].includes(name));

/** What a function is called in AWS, and its queue likewise. */
export function nameOf({ stage }: Settings, { key }: StackFunction): string {
  return `dormouse-${stage}-${key}`;
}

/** What the queue of its dead letters is called. */
export function deadLettersOf(settings: Settings, fn: StackFunction): string {
  return `${nameOf(settings, fn)}-dead-letters`;
}
