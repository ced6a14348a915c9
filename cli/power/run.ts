import { startCluster, stopCluster } from '../../shared/aws/write/cluster-power.ts';
import { tagResource } from '../../shared/aws/write/tags.ts';
import type { Command } from '../../shared/policy/model/command.ts';
import type { Decision } from '../../shared/policy/model/decision.ts';
import { HOLD_TAG } from '../../shared/policy/model/tags.ts';
import { decideByHand, policyOf } from '../../shared/policy/power/decide-by-hand.ts';
import { decideStart } from '../../shared/policy/power/decide-start.ts';
import { guardByProtection } from '../../shared/policy/rules/guard.ts';
import { holdValue, readHold } from '../../shared/policy/rules/hold.ts';
import { formatWhenIn } from '../../shared/policy/time/when.ts';
import { readToStop } from '../../shared/runtime/read/power.ts';
import { notificationOf } from '../../shared/runtime/report/notification.ts';
import { outcomeEvent } from '../../shared/runtime/report/outcome-event.ts';
import { carryOut } from '../../shared/runtime/sweep/act.ts';
import { createListings } from '../../shared/runtime/sweep/listings.ts';
import type { Outcome } from '../../shared/runtime/sweep/outcome.ts';
import { type End, endAfter } from '../by-hand/end.ts';
import { byCaller, contextOf, holdEvent, sendEvents } from '../by-hand/events.ts';
import type { ByHandOptions } from '../by-hand/options.ts';
import { writeResult } from '../by-hand/result.ts';
import { beginTask, mayGoOn, nameOf, presentHold, type Task } from '../by-hand/task.ts';
import { CliError } from '../errors/cli-error.ts';
import type { ExitCode, Io } from '../terminal/io.ts';
import { withProgress } from '../terminal/progress.ts';

export interface PowerOptions extends ByHandOptions {
  readonly for?: string;
  /** Stop at once, even where the rule says `snapshotFirst`. */
  readonly withoutSnapshot?: boolean;
}

type Action = 'start' | 'stop';

const states = { start: 'up', stop: 'stopped' } as const;
const reached: Readonly<Record<Action, readonly string[]>> = {
  start: ['available', 'starting'],
  stop: ['stopped', 'stopping'],
};

/** Starts or stops one cluster as a person asks, with a hold for as long as they say. */
export async function runPower(
  action: Action,
  wanted: string,
  options: PowerOptions,
  io: Io,
): Promise<ExitCode> {
  const task = await beginTask(action, wanted, options, io);
  const { cluster, local, scope, note } = task;
  checkHold(action, task);
  const end = options.for === undefined ? undefined : endAfter(options.for, local);
  const decision = await withProgress(io.stderr, `looking at ${cluster.id}`, () =>
    decide(action, end, options, task),
  );
  if (isBeforeStop(decision)) throw snapshotMissing(decision, task);
  const isReached = reached[action].includes(cluster.status);
  const isProtected = guardByProtection(task.policy, cluster, action) !== undefined;
  if (decision.verdict === 'skip' && (isProtected || !isReached)) throw refusal(action, decision, task);
  const again = end === undefined && action === 'stop' ? startsAgain(task) : [];
  const hold = end === undefined ? undefined : holdValue(states[action], end.text);
  const tags = { ...(hold !== undefined && { [HOLD_TAG]: hold }), ...note };
  const isDue = decision.verdict === 'act';
  const isWritten = isDue || hold !== undefined;
  const question = questionOf(action, end, again, task);
  if (isWritten && !(await mayGoOn(question, task, io))) return 1;
  // First, because a sweep between the two calls would undo what nothing explains.
  if (isWritten) await tagResource(scope, cluster.arn, tags);
  const outcome = isDue ? await request(decision, task) : undefined;
  const requested = outcome && notificationOf(outcome).event;
  const events = [
    ...(hold === undefined ? [] : [holdEvent(task, hold)]),
    ...(outcome && requested ? [byCaller(outcomeEvent(contextOf(task), outcome, requested), task)] : []),
  ];
  if (outcome?.fault !== undefined) {
    await sendEvents(task, events);
    throw new CliError(
      `${cluster.id} is not ${participles[action]}: ${outcome.fault.name}: ${outcome.fault.message}`,
      hold === undefined
        ? 'try again'
        : `its hold "${hold}" stays; remove it with dormouse release ${cluster.id}`,
    );
  }
  const notes = [sentenceOf(action, isDue, end, task), ...again];
  writeResult(
    task,
    { status: isDue ? 'requested' : 'already', tags: isWritten ? tags : {}, removed: [], notes },
    io,
  );
  await sendEvents(task, events);
  return 0;
}

const participles = { start: 'started', stop: 'stopped' } as const;

/** A hold is somebody's word about the cluster, which only its removal takes back. */
function checkHold(action: Action, task: Task): void {
  const { cluster, local } = task;
  const hold = readHold(cluster.tags, local);
  const isOther = hold.state === 'held' && hold.keeps !== states[action];
  if (!isOther && hold.state !== 'unreadable') return;
  throw new CliError(
    `${cluster.id} is not ${participles[action]}: it is ${presentHold(task)}`,
    `release it first with dormouse release ${cluster.id}`,
  );
}

async function decide(
  action: Action,
  end: End | undefined,
  { withoutSnapshot = false }: PowerOptions,
  task: Task,
): Promise<Decision> {
  const { policy, cluster, scope, local, caller, options } = task;
  const until = end === undefined ? '' : ` until ${formatWhenIn(end.at, local)}`;
  const detail = `${caller.name} asked for it${until}${options.because === undefined ? '' : `: ${options.because}`}`;
  if (action === 'start') return decideByHand(policy, { cluster }, { action, detail }, local.now);
  const snapshotFirst = !withoutSnapshot;
  const world = await readToStop(scope, policyOf(policy, { cluster }, snapshotFirst), {
    clusters: [cluster.id],
    listings: createListings(),
  });
  const observed = world.clusters.find((one) => one.cluster.arn === cluster.arn);
  const wanted = { action, detail, snapshotFirst };
  return decideByHand(policy, observed ?? { cluster }, wanted, world.observedAt);
}

/** The rule wants a snapshot before the stop, and there is none yet. */
function isBeforeStop({ action, reason }: Decision): boolean {
  return action === 'createSnapshot' || reason === 'snapshot-first';
}

function snapshotMissing({ rule, reason, detail, verdict }: Decision, { cluster: { id } }: Task): CliError {
  const why = verdict === 'skip' && reason === 'snapshot-first' ? ` (${detail})` : '';
  return new CliError(
    `${id} is not stopped: its rule "${rule}" says snapshotFirst, and no snapshot of it is complete since its last start${why}`,
    `let the functions take it and stop the cluster: dormouse hold ${id} for 4h --keep stopped; or stop it without one: add --without-snapshot`,
  );
}

function refusal(action: Action, { detail }: Decision, { cluster: { id } }: Task): CliError {
  return new CliError(
    `${id} is not ${participles[action]}: ${detail}`,
    `see what decides about it with dormouse explain ${id}`,
  );
}

async function request(decision: Decision, { policy, cluster, scope }: Task): Promise<Outcome> {
  const acting = {
    recipe: { act: (_scope: typeof scope, command: Command) => send(command, _scope) },
    mode: 'enforce',
    policy: policyOf(policy, { cluster }),
    outOfTime: () => false,
    ageMs: () => 0,
  } as const;
  return carryOut(acting, scope, decision);
}

async function send(command: Command, scope: Task['scope']): Promise<void> {
  if (command.kind === 'start-cluster') await startCluster(scope, command);
  if (command.kind === 'stop-cluster') await stopCluster(scope, command);
}

/** The next step of the rule for a cluster that is stopped without a hold. */
function startsAgain({ policy, cluster, local }: Task): string[] {
  const { verdict, detail, rule } = decideStart(
    policy,
    { cluster: { ...cluster, status: 'stopped' } },
    local.now,
  );
  if (verdict === 'skip') return [];
  return [
    `The rule "${rule}" starts it again within five minutes (${detail}); to keep it stopped, add --for 4h.`,
  ];
}

function questionOf(action: Action, end: End | undefined, again: readonly string[], task: Task): string {
  const until =
    end === undefined ? '' : ` and keep it ${states[action]} until ${formatWhenIn(end.at, task.local)}`;
  const verb = action === 'start' ? 'Start' : 'Stop';
  return [...again, `${verb} ${nameOf(task)}${until}?`].join(' ');
}

function sentenceOf(action: Action, isDue: boolean, end: End | undefined, { cluster, local }: Task): string {
  const held =
    end === undefined ? '' : `; the functions keep it ${states[action]} until ${formatWhenIn(end.at, local)}`;
  return isDue
    ? `AWS has accepted the ${action}, which takes some minutes${held}.`
    : `It is ${cluster.status} already${held}.`;
}
