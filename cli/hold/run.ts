import { tagOrWarn, tagResource, untagResource } from '../../shared/aws/write/tags.ts';
import { classifyStatus } from '../../shared/policy/model/status.ts';
import { HOLD_TAG } from '../../shared/policy/model/tags.ts';
import { type HeldState, holdValue } from '../../shared/policy/rules/hold.ts';
import { settingsOf } from '../../shared/policy/rules/settings.ts';
import { formatWhenIn } from '../../shared/policy/time/when.ts';
import { type End, endOf } from '../by-hand/end.ts';
import { holdEvent, sendEvents } from '../by-hand/events.ts';
import type { ByHandOptions } from '../by-hand/options.ts';
import { writeResult } from '../by-hand/result.ts';
import { beginTask, mayGoOn, nameOf, presentHold, type Task } from '../by-hand/task.ts';
import { CliError } from '../errors/cli-error.ts';
import type { ExitCode, Io } from '../terminal/io.ts';

export interface HoldOptions extends ByHandOptions {
  readonly keep?: HeldState | 'as-is';
}

/** Writes a hold on one cluster, in place of the one that it has. */
export async function runHold(
  wanted: string,
  time: readonly string[],
  options: HoldOptions,
  io: Io,
): Promise<ExitCode> {
  const task = await beginTask('hold', wanted, options, io);
  const { cluster, scope, local, note } = task;
  const end = endOf(time, local);
  const keeps = keepOf(options.keep, end, task);
  const value = end === undefined ? 'forever' : holdValue(keeps, end.text);
  const present = presentHold(task);
  const question = `Hold ${nameOf(task)}: ${value}${present === undefined ? '' : `, though it is ${present}`}?`;
  if (!(await mayGoOn(question, task, io))) return 1;
  const tags = { [HOLD_TAG]: value, ...note };
  await tagResource(scope, cluster.arn, tags);
  const replaced = present === undefined ? [] : [`It was ${present}.`];
  const until = end === undefined ? 'Until you release it' : `Until ${formatWhenIn(end.at, local)}`;
  const notes = [`${until} ${meaningOf(keeps)}.`, ...replaced, ...powerless(keeps, task)];
  writeResult(task, { status: 'done', tags, removed: [], notes }, io);
  await sendEvents(task, [holdEvent(task, value)]);
  return 0;
}

/** Removes the hold of one cluster. */
export async function runRelease(wanted: string, options: ByHandOptions, io: Io): Promise<ExitCode> {
  const task = await beginTask('release', wanted, options, io);
  const { cluster, scope, note } = task;
  if (!Object.hasOwn(cluster.tags, HOLD_TAG)) {
    const notes = ['It is not held: nothing was changed.'];
    writeResult(task, { status: 'already', tags: {}, removed: [], notes }, io);
    return 0;
  }
  const present = presentHold(task) ?? `held by "${cluster.tags[HOLD_TAG]}", which is over`;
  if (!(await mayGoOn(`Release ${nameOf(task)}, which is ${present}?`, task, io))) return 1;
  await untagResource(scope, cluster.arn, [HOLD_TAG]);
  await tagOrWarn(scope, cluster.arn, note, `${cluster.id} is released`);
  const notes = [`It was ${present}. Its rule decides again at the next sweep.`];
  writeResult(task, { status: 'done', tags: note, removed: [HOLD_TAG], notes }, io);
  await sendEvents(task, [holdEvent(task)]);
  return 0;
}

/** Undefined: no changes at all. */
function keepOf(
  keep: HoldOptions['keep'],
  end: End | undefined,
  { cluster: { id, status } }: Task,
): HeldState | undefined {
  if (keep === 'as-is') return undefined;
  if (end === undefined) {
    if (keep === undefined) return undefined;
    throw new CliError(`a hold that keeps a cluster ${keep} needs an end`, 'write until and a time');
  }
  if (keep !== undefined) return keep;
  const state = statesOf[status] ?? statesOf[classifyStatus(status)];
  if (state !== undefined) return state;
  throw new CliError(`${id} is ${status}, neither up nor stopped`, 'name a state with --keep');
}

const statesOf: Readonly<Record<string, HeldState>> = {
  available: 'up',
  starting: 'up',
  stopping: 'stopped',
  stopped: 'stopped',
};

function meaningOf(keeps: HeldState | undefined): string {
  return keeps === undefined
    ? 'no function changes anything about it, and it gets no backups of them'
    : `the functions keep it ${keeps}; its backups go on`;
}

/** A hold of the power means something only to a rule for power. */
function powerless(keeps: HeldState | undefined, { policy, cluster }: Task): string[] {
  if (keeps === undefined || settingsOf(policy, cluster, 'power') !== undefined) return [];
  return ['No rule with power decides it, so this hold has no effect.'];
}
