import type { Settings } from './settings.ts';

/**
 * Everything the stack makes for a function follows from its row in this table and from its permissions in
 * permissions.ts: the Lambda function, schedule, role, queues, rule and alarms.
 */
interface Row {
  readonly description: string;
  /** The parameter with the rate of its schedule. */
  readonly rate: 'rate' | 'copyRate' | 'pruneRate' | 'streamRate' | 'capacityRate' | 'drillRate';
  /** RDS events that it takes as hints. */
  readonly events: readonly string[];
  /** Whether it follows its requests until AWS has carried them out. */
  readonly confirms: boolean;
  /** The setting that turns the function on; absent: every stack has it. */
  readonly needs?: 'drills';
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

const rows = {
  'stop-idle-clusters': {
    description: 'Stops clusters outside their hours, when idle or at once',
    rate: 'rate',
    events: [event.stopped, event.started, event.stopFailed, event.restartedByAws],
    confirms: true,
  },
  'start-clusters': {
    description: 'Starts clusters when their hours begin',
    rate: 'rate',
    events: [event.stopped, event.started],
    confirms: true,
  },
  'create-snapshots': {
    description: 'Takes cluster snapshots when they are due',
    rate: 'rate',
    events: [event.started],
    confirms: true,
  },
  'copy-snapshots': {
    description: 'Copies cluster snapshots to other Regions',
    rate: 'copyRate',
    events: [event.snapshotCreated, event.automatedSnapshotCreated],
    confirms: true,
  },
  'prune-snapshots': {
    description: 'Deletes its own snapshots that no rule keeps',
    rate: 'pruneRate',
    events: [],
    confirms: false,
  },
  'toggle-activity-streams': {
    description: 'Starts and stops activity streams as the rules say',
    rate: 'streamRate',
    events: [event.started, event.streamStarted, event.streamStopped],
    confirms: true,
  },
  'scale-capacity': {
    description: 'Sets serverless capacity by the clock',
    rate: 'capacityRate',
    events: [event.started],
    confirms: false,
  },
  'drill-restores': {
    description: 'Restores clusters for proof, asks their data, and deletes them',
    rate: 'drillRate',
    events: [],
    // A sweep decides each step by what AWS shows of the step before: no request is followed by itself.
    confirms: false,
    needs: 'drills',
  },
} as const satisfies Readonly<Record<string, Row>>;

/** The file name of a function, which is also the dimension `function` of its metrics. */
export type FunctionName = keyof typeof rows;

/** A function of the stack. */
export interface StackFunction extends Row {
  readonly name: FunctionName;
  /** Its key in the Serverless configuration, `stopIdleClusters`. */
  readonly key: string;
  /** The prefix of the logical IDs of its resources, `StopIdleClusters`. */
  readonly id: string;
}

export const functions: readonly StackFunction[] = Object.entries(rows).map(([name, row]) => {
  const key = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return { ...row, name: name as FunctionName, key, id: key.replace(/^./, (letter) => letter.toUpperCase()) };
});

/** The functions that a stack has with these settings. */
export function deployed(settings: Settings): StackFunction[] {
  return functions.filter(({ needs }) => needs === undefined || settings[needs] !== undefined);
}

/** The name of a function in AWS, which its queue has as well. */
export function nameOf({ stage }: Settings, { key }: StackFunction): string {
  return `dormouse-${stage}-${key}`;
}

/** The name of the dead-letter queue of a function. */
export function deadLettersOf(settings: Settings, fn: StackFunction): string {
  return `${nameOf(settings, fn)}-dead-letters`;
}
