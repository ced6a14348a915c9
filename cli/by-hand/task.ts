import type { Policy } from '../../shared/policy/model/policy.ts';
import { BY_HAND_TAG } from '../../shared/policy/model/tags.ts';
import { type ByHand, byHandNote, readByHand } from '../../shared/policy/rules/by-hand.ts';
import { describeHold, readHold } from '../../shared/policy/rules/hold.ts';
import { settingsOf } from '../../shared/policy/rules/settings.ts';
import type { LocalTime } from '../../shared/policy/time/local-time.ts';
import { type FoundCluster, findCluster } from '../survey/find-cluster.ts';
import { readListedPolicy } from '../survey/listed-policy.ts';
import { canAsk, confirm } from '../terminal/confirm.ts';
import type { Io } from '../terminal/io.ts';
import { withProgress } from '../terminal/progress.ts';
import type { ByHandOptions } from './options.ts';

/** One cluster that a person wants something of. */
export interface Task extends FoundCluster {
  readonly verb: ByHand['verb'];
  readonly policy: Policy;
  readonly options: ByHandOptions;
  /** Now, by the clock of the rule that decides the cluster's power, else of the policy. */
  readonly local: LocalTime;
  /** The tag that says who asked for it, when and why. */
  readonly note: Readonly<Record<string, string>>;
}

/** Reads the policy and finds the cluster. Only reads. */
export async function beginTask(
  verb: ByHand['verb'],
  wanted: string,
  options: ByHandOptions,
  io: Io,
): Promise<Task> {
  const policy = await readListedPolicy(options.policy, io);
  const found = await withProgress(io.stderr, `looking for ${wanted}`, (progress) =>
    findCluster(wanted, policy, options.region, progress),
  );
  const { cluster, caller, observedAt: now } = found;
  const { because } = options;
  const timezone = settingsOf(policy, cluster, 'power')?.timezone ?? policy.timezone;
  const note = byHandNote({ verb, at: now, by: caller.name, ...(because !== undefined && { because }) });
  return { ...found, verb, policy, options, local: { timezone, now }, note: { [BY_HAND_TAG]: note } };
}

/** Whether to go on: with --yes, or when nobody can be asked, without a question. */
export async function mayGoOn(question: string, { options }: Task, io: Io): Promise<boolean> {
  if (options.yes === true || !canAsk(io) || (await confirm(question, io))) return true;
  io.stderr.write('Nothing was changed.\n');
  return false;
}

/** The cluster with its account, Region and status, as questions name it. */
export function nameOf({ cluster: { id, account, region, status } }: Task): string {
  return `${id} (${account} ${region}, ${status})`;
}

/** The hold in force with whoever set it: `held up until Tue 00:00 Europe/Berlin, by anna: load test`; undefined: none. */
export function presentHold({ cluster: { tags }, local }: Task): string | undefined {
  const hold = readHold(tags, local);
  const said =
    hold.state === 'unreadable' ? `held by "${hold.value}", which cannot be read` : describeHold(hold, local);
  const last = readByHand(tags);
  if (said === undefined || last === undefined || last.verb === 'release' || last.verb === 'hours')
    return said;
  return `${said}, by ${last.by}${last.because === undefined ? '' : `: ${last.because}`}`;
}
