import type { Command } from './command.ts';

/** The aspects of a cluster in the order in which the policy file and explanations name them. */
export const aspectNames = ['power', 'snapshots', 'activityStream', 'capacity', 'recovery'] as const;

/** A part of a cluster that rules decide: for each, the first matching rule that has it. */
export type Aspect = (typeof aspectNames)[number];

/** Everything that is the same for every decision about an action. */
interface ActionRow {
  /** Whose rule decides it; an action under several aspects belongs to the first. */
  readonly aspects: readonly [Aspect, ...Aspect[]];
  /** The things that limits and metrics count. */
  readonly counts: 'clusters' | 'snapshots';
  /** Whether it makes something, removes something, or changes what there is. */
  readonly effect: 'adds' | 'deletes' | 'changes';
  /** How the detail type of its events begins: `Cluster Stop Requested`. */
  readonly title: string;
  /** Describes its limit in the policy file. */
  readonly limited: string;
  /** The limit of a policy file that names none, as the file would have it. Absent: no limit. */
  readonly defaultLimit?: number | { readonly cap: number; readonly breaker: string };
  /** No limit, protection or change calendar can keep it from happening, so a policy cannot name it. */
  readonly always?: true;
}

/** Every action, which limits and protections can name. All that is known of an action derives from its row. */
const actions = {
  stop: {
    aspects: ['power'],
    counts: 'clusters',
    effect: 'changes',
    title: 'Cluster Stop',
    limited: 'Clusters to stop.',
    defaultLimit: 50,
  },
  start: {
    aspects: ['power'],
    counts: 'clusters',
    effect: 'changes',
    title: 'Cluster Start',
    limited: 'Clusters to start.',
  },
  /** Also before a stop, where the rule for power says `snapshotFirst`. */
  createSnapshot: {
    aspects: ['snapshots', 'power'],
    counts: 'snapshots',
    effect: 'adds',
    title: 'Snapshot Create',
    limited: 'Snapshots to create.',
  },
  copySnapshot: {
    aspects: ['snapshots'],
    counts: 'snapshots',
    effect: 'adds',
    title: 'Snapshot Copy',
    limited: 'Snapshots to copy.',
  },
  deleteSnapshot: {
    aspects: ['snapshots'],
    counts: 'snapshots',
    effect: 'deletes',
    title: 'Snapshot Delete',
    limited: 'Snapshots to delete.',
    defaultLimit: { cap: 50, breaker: '50%' },
  },
  changeActivityStream: {
    aspects: ['activityStream'],
    counts: 'clusters',
    effect: 'changes',
    title: 'Activity Stream Change',
    limited: 'Activity streams to start or stop.',
  },
  changeCapacity: {
    aspects: ['capacity'],
    counts: 'clusters',
    effect: 'changes',
    title: 'Capacity Change',
    limited: 'Clusters whose capacity to change.',
  },
  drillRestore: {
    aspects: ['recovery'],
    counts: 'clusters',
    effect: 'adds',
    title: 'Restore Drill',
    limited: 'Restore drills to begin or to take a step further.',
  },
  /** A cluster of a drill that stays behind costs money and is nobody's, so nothing postpones its end. */
  cleanUpDrill: {
    aspects: ['recovery'],
    counts: 'clusters',
    effect: 'deletes',
    title: 'Drill Clean-Up',
    limited: 'Restore drills to clean up.',
    always: true,
  },
} as const satisfies Readonly<Record<string, ActionRow>>;

/** A verb: a thing that Dormouse does. */
export type Action = keyof typeof actions;

/** The aspects under which an action is decided. */
export type AspectOf<A extends Action> = (typeof actions)[A]['aspects'][number];

export const actionNames = Object.keys(actions) as [Action, ...Action[]];

/** The actions that limits, protections and change calendars can name. */
export const nameableActions = actionNames.filter((name) => !('always' in actions[name])) as [
  Action,
  ...Action[],
];

/** The facts about an action. */
export function actionRow(action: Action): ActionRow {
  return actions[action];
}

/** The actions that belong to an aspect. */
export function actionsOf(aspect: Aspect): Action[] {
  return actionNames.filter((name) => actions[name].aspects[0] === aspect);
}

/** Everything that is the same for every command of a kind. */
interface CommandRow {
  readonly action: Action;
  /**
   * The status that confirms it, and the one that it leaves, which is kept if it fails. Absent: it is done once AWS has
   * answered.
   */
  readonly confirmedBy?: { readonly wanted: string; readonly not: string };
  /** Whether it restarts the cluster. */
  readonly restarts?: true;
  /** Whether it makes a cluster or its data more available, so that it may follow a policy that is no longer the newest. */
  readonly protective?: true;
  /** How its events begin, where it does not do what its action says but only records it. */
  readonly recordsAs?: string;
}

/** Every kind of command, with the action that it carries out. */
export const commands = {
  'stop-cluster': { action: 'stop', confirmedBy: { wanted: 'stopped', not: 'available' } },
  'start-cluster': {
    action: 'start',
    confirmedBy: { wanted: 'available', not: 'stopped' },
    protective: true,
  },
  'create-snapshot': {
    action: 'createSnapshot',
    confirmedBy: { wanted: 'available', not: 'failed' },
    protective: true,
  },
  'copy-snapshot': {
    action: 'copySnapshot',
    confirmedBy: { wanted: 'available', not: 'failed' },
    protective: true,
  },
  'delete-snapshot': { action: 'deleteSnapshot' },
  'tag-snapshot': { action: 'deleteSnapshot', recordsAs: 'Snapshot Retention' },
  'start-activity-stream': {
    action: 'changeActivityStream',
    confirmedBy: { wanted: 'started', not: 'stopped' },
    restarts: true,
  },
  'stop-activity-stream': {
    action: 'changeActivityStream',
    confirmedBy: { wanted: 'stopped', not: 'started' },
    restarts: true,
  },
  'tag-activity-stream': { action: 'changeActivityStream', recordsAs: 'Activity Stream Override' },
  'change-capacity': { action: 'changeCapacity' },
  'restore-cluster': { action: 'drillRestore' },
  'create-drill-instance': { action: 'drillRestore' },
  'prepare-drill': { action: 'drillRestore' },
  'check-drill': { action: 'drillRestore' },
  'delete-drill-instance': { action: 'cleanUpDrill' },
  'delete-drill-cluster': { action: 'cleanUpDrill' },
  'close-drill': { action: 'cleanUpDrill' },
  'note-drill': { action: 'cleanUpDrill' },
} as const satisfies Readonly<Record<Command['kind'], CommandRow>>;

export type CommandKind = keyof typeof commands;

/** The kinds of command that AWS only begins when it answers. */
export type FollowedKind = {
  [K in CommandKind]: (typeof commands)[K] extends { readonly confirmedBy: object } ? K : never;
}[CommandKind];

/** The action that a kind of command carries out. */
export type ActionOf<K extends CommandKind> = (typeof commands)[K]['action'];

/** The facts about a kind of command. */
export function commandRow(kind: CommandKind): CommandRow {
  return commands[kind];
}

/** Whether AWS only begins a command of this kind when it answers, so that its end has to be seen. */
export function isFollowedKind(kind: unknown): kind is FollowedKind {
  return (
    typeof kind === 'string' &&
    Object.hasOwn(commands, kind) &&
    'confirmedBy' in commands[kind as CommandKind]
  );
}

const kinds = Object.keys(commands) as CommandKind[];

export const followedKinds = kinds.filter(isFollowedKind);

/** The actions of the commands that are followed. */
export const followedActions = [...new Set(followedKinds.map((kind): Action => commands[kind].action))];

/** The kinds of command that carry out an action. */
export function commandsOf(action: Action): CommandKind[] {
  return kinds.filter((kind) => commands[kind].action === action);
}
