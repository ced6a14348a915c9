import { tagOrWarn, tagResource, untagResource } from '../../shared/aws/write/tags.ts';
import { HOURS_TAG } from '../../shared/policy/model/tags.ts';
import { hoursOverrideValue, readHoursOverride } from '../../shared/policy/rules/hours-override.ts';
import { type PowerHours, powerHoursAt } from '../../shared/policy/rules/power-hours.ts';
import { checkSchedule } from '../../shared/policy/rules/schedule-tag.ts';
import { type Applied, settingsOf } from '../../shared/policy/rules/settings.ts';
import { parseHours } from '../../shared/policy/time/parse-hours.ts';
import { formatWhenIn } from '../../shared/policy/time/when.ts';
import { endOf } from '../by-hand/end.ts';
import { hoursEvent, sendEvents } from '../by-hand/events.ts';
import type { ByHandOptions } from '../by-hand/options.ts';
import { writeResult } from '../by-hand/result.ts';
import { beginTask, mayGoOn, nameOf, presentHold, type Task } from '../by-hand/task.ts';
import { CliError } from '../errors/cli-error.ts';
import type { ExitCode, Io } from '../terminal/io.ts';

export interface HoursOptions extends ByHandOptions {
  readonly remove?: true;
}

/** The hours that are wanted, as they are typed. */
interface Wish {
  readonly hours: string | undefined;
  readonly time: readonly string[];
}

/** Writes other hours for one cluster, in place of those that its tag has, or removes the tag. */
export async function runHours(wanted: string, wish: Wish, options: HoursOptions, io: Io): Promise<ExitCode> {
  if ((options.remove === true) === (wish.hours !== undefined)) {
    throw new CliError(
      options.remove === true ? '--remove takes no hours' : 'the hours are missing',
      'write for example dormouse hours dev-orders "mon-fri 08:00-22:00" until 2026-12-20, or --remove',
    );
  }
  const task = await beginTask('hours', wanted, options, io);
  return wish.hours === undefined ? remove(task, io) : write(task, wish.hours, wish.time, io);
}

async function write(task: Task, text: string, time: readonly string[], io: Io): Promise<ExitCode> {
  const { cluster, scope, note } = task;
  const rule = ruleOf(task);
  const own = ownHours(task, rule);
  const hours = parseHours(text.replace(/\s+/g, ' '));
  if (!hours.ok) throw new CliError(`"${text}" ${hours.message}`, hours.remedy);
  const end = endOf(time, own.local);
  if (end === undefined) {
    throw new CliError('other hours need an end', 'write for example until 2026-12-20, or for 7d');
  }
  const value = hoursOverrideValue(hours.value.text, end.text);
  const { overrides } = rule.settings;
  const read = readHoursOverride({ [HOURS_TAG]: value }, overrides, task.policy.calendars, own.local);
  if (read.state === 'refused') {
    const remedy = `change what you ask for, or override in the power of the rule ${rule.name}`;
    throw new CliError(read.refusal.replace(/^its /, ''), remedy);
  }
  const present = cluster.tags[HOURS_TAG];
  const instead = present === undefined ? '' : `, in place of "${present}"`;
  if (!(await mayGoOn(`Give ${nameOf(task)} the hours ${value}${instead}?`, task, io))) return 1;
  const tags = { [HOURS_TAG]: value, ...note };
  await tagResource(scope, cluster.arn, tags);
  const held = presentHold(task);
  const notes = [
    `Until ${formatWhenIn(end.at, own.local)} its hours are ${hours.value.text}; then they are ${own.hours.text} again.`,
    ...(present === undefined ? [] : [`They were "${present}".`]),
    ...(held === undefined ? [] : [`It is ${held}, which comes before any hours.`]),
  ];
  writeResult(task, { status: 'done', tags, removed: [], notes }, io);
  await sendEvents(task, [hoursEvent(task, value)]);
  return 0;
}

async function remove(task: Task, io: Io): Promise<ExitCode> {
  const { cluster, scope, note } = task;
  const present = cluster.tags[HOURS_TAG];
  if (present === undefined) {
    const notes = ['It has no hours of its own: nothing was changed.'];
    writeResult(task, { status: 'already', tags: {}, removed: [], notes }, io);
    return 0;
  }
  if (!(await mayGoOn(`Remove the hours "${present}" of ${nameOf(task)}?`, task, io))) return 1;
  await untagResource(scope, cluster.arn, [HOURS_TAG]);
  await tagOrWarn(scope, cluster.arn, note, `the hours of ${cluster.id} are removed`);
  const notes = [`They were "${present}". The hours of its rule apply from the next sweep on.`];
  writeResult(task, { status: 'done', tags: note, removed: [HOURS_TAG], notes }, io);
  await sendEvents(task, [hoursEvent(task)]);
  return 0;
}

function ruleOf({ policy, cluster }: Task): Applied<'power'> {
  const rule = settingsOf(policy, cluster, 'power');
  if (rule === undefined) {
    throw new CliError(
      `no rule with power decides ${cluster.id}, so it has no hours`,
      `see why with dormouse explain ${cluster.id}`,
    );
  }
  return rule;
}

/** The hours without the tag. */
function ownHours({ policy, cluster, local }: Task, rule: Applied<'power'>): PowerHours {
  const problem = checkSchedule(policy, rule.settings.hours, cluster);
  if (problem !== undefined) throw new CliError(problem.detail, 'fix that tag first');
  const { [HOURS_TAG]: _hours, ...tags } = cluster.tags;
  const hours = powerHoursAt({ policy, rule, cluster: { ...cluster, tags } }, local.now);
  if (hours === undefined) {
    throw new CliError(
      `the rule ${rule.name} has no hours`,
      'keep the cluster up or stopped with dormouse hold',
    );
  }
  return hours;
}
