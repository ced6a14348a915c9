import { createHome } from '../../shared/aws/client/clients.ts';
import { readParameter } from '../../shared/aws/read/parameter.ts';
import { changePauses, PausesTooLong, PausesUnusable } from '../../shared/aws/write/pauses.ts';
import { defined } from '../../shared/defined.ts';
import { suggest } from '../../shared/document/nearest.ts';
import { isSameScope, type Scope, withEnd, withPause } from '../../shared/policy/file/merge-pauses.ts';
import { readPauses } from '../../shared/policy/file/pauses.ts';
import { pausesName } from '../../shared/policy/file/pauses-name.ts';
import { isActive, type Pause } from '../../shared/policy/model/pause.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';
import { endAfter, endAt } from '../by-hand/end.ts';
import { CliError } from '../errors/cli-error.ts';
import type { OutputOptions } from '../input/options.ts';
import { readPolicy } from '../input/policy-file.ts';
import { putOnBus } from '../survey/bus.ts';
import { findHome } from '../survey/home.ts';
import { recipes } from '../survey/recipes.ts';
import type { ExitCode, Io } from '../terminal/io.ts';
import { warnOfStranger } from './account.ts';
import { deploymentNamed } from './deployment.ts';
import { pauseEvent } from './event.ts';
import { scopeText, writeReport } from './text.ts';

interface CommonOptions extends OutputOptions, Scope {
  readonly stage: string;
  readonly because?: string;
  readonly eventBus?: string;
}

export interface PauseOptions extends CommonOptions {
  readonly for?: string;
  readonly until?: string;
  readonly show?: true;
  readonly policy: string;
}

export interface ResumeOptions extends CommonOptions {
  readonly all?: true;
}

/** The longest reason that is kept. */
const MAX_BECAUSE = 300;

/** Adds a pause, in place of one of the same function, account and rule. */
export async function runPause(options: PauseOptions, io: Io): Promise<ExitCode> {
  const now = Date.now();
  if (options.show) {
    const { region } = await findHome();
    const stage = await deploymentNamed(options.stage, region, io);
    const pauses = await activePauses(stage, now);
    writeReport({ command: 'pause', stage, status: 'shown', ended: [], pauses }, options, io, now);
    return 0;
  }
  const wanted = await wantedPause(options, io, now);
  const home = await findHome();
  const stage = await deploymentNamed(options.stage, home.region, io);
  const { account } = wanted;
  if (account !== undefined) await warnOfStranger(account, options.policy, home.account, io);
  const pause = { ...wanted, by: home.name };
  const pauses = await changed(stage, now, (before) => withPause(before, pause));
  writeReport({ command: 'pause', stage, status: 'paused', ended: [], pauses }, options, io, now);
  await putOnBus(options.eventBus, [pauseEvent('pause', pause, home, now)]);
  return 0;
}

/** Ends the pause of this function, account and rule; without any of them the only one that there is. */
export async function runResume(options: ResumeOptions, io: Io): Promise<ExitCode> {
  const now = Date.now();
  const { because } = options;
  checkLength(because ?? '');
  const home = await findHome();
  const stage = await deploymentNamed(options.stage, home.region, io);
  const before = await activePauses(stage, now);
  const ended = toEnd(before, options);
  const ends = ended.map((one) => ({ ...one, by: home.name, because: because ?? one.because }));
  const pauses =
    ended.length === 0
      ? before
      : await changed(stage, now, (all) =>
          ends.reduce<readonly Pause[]>((left, end) => withEnd(left, end, { ...end, now }), all),
        );
  const status = ended.length === 0 ? 'already' : 'resumed';
  writeReport({ command: 'resume', stage, status, ended, pauses }, options, io, now);
  await putOnBus(
    options.eventBus,
    ends.map((end) => pauseEvent('resume', end, home, now)),
  );
  return 0;
}

async function wantedPause(options: PauseOptions, io: Io, now: EpochMs): Promise<Omit<Pause, 'by'>> {
  const { because = '', function: name, account, rule } = options;
  if (because.trim() === '') {
    throw new CliError('nobody would know why it is paused', 'say it with --because "…"');
  }
  checkLength(because);
  const names = recipes.map((recipe) => recipe.name);
  if (name !== undefined && !names.includes(name)) {
    throw new CliError(`there is no function ${name}`, suggest(name, names));
  }
  if (account !== undefined && !/^\d{12}$/.test(account)) {
    throw new CliError(`"${account}" is not an account`, 'write its 12 digits');
  }
  if (rule !== undefined) await checkRule(rule, options.policy, io);
  if (options.for !== undefined && options.until !== undefined) {
    throw new CliError('--for and --until both say how long', 'give one of them');
  }
  const local = { timezone: 'UTC', now };
  const end =
    options.for !== undefined
      ? endAfter(options.for, local)
      : options.until !== undefined
        ? endAt(options.until, local)
        : undefined;
  return { ...defined({ function: name, account, rule, until: end?.at }), since: now, because };
}

function checkLength(because: string): void {
  if (because.length <= MAX_BECAUSE) return;
  throw new CliError(`the reason has ${because.length} characters`, `write at most ${MAX_BECAUSE}`);
}

/** A name that no rule has would pause nothing, and say nothing. */
async function checkRule(rule: string, file: string, io: Io): Promise<void> {
  const names = (await readPolicy(file, io)).rules.map(({ name }) => name);
  if (!names.includes(rule)) throw new CliError(`${file} has no rule "${rule}"`, suggest(rule, names));
}

function toEnd(pauses: readonly Pause[], options: ResumeOptions): readonly Pause[] {
  const { function: name, account, rule, all } = options;
  if (all) return pauses;
  const scope = defined({ function: name, account, rule });
  const same = pauses.filter((one) => isSameScope(one, scope));
  if (same.length > 0 || pauses.length === 0) return same;
  const isNamed = Object.keys(scope).length > 0;
  if (!isNamed && pauses.length === 1) return pauses;
  const there = pauses.map((one) => scopeText(one)).join('; ');
  const what = isNamed ? `${scopeText(scope)} is not paused` : 'several things are paused';
  throw new CliError(`${what}; paused: ${there}`, 'name one of them as it was paused, or all with --all');
}

async function activePauses(stage: string, now: EpochMs): Promise<readonly Pause[]> {
  const found = await readParameter(await createHome().ssm(), pausesName(stage));
  if (found === undefined) return [];
  const read = readPauses(found.text);
  if (read.state === 'known') return read.pauses.filter((one) => isActive(one, now));
  throw unusable(stage, read.why);
}

/** Changes the pauses, and gives those that last. */
async function changed(
  stage: string,
  now: EpochMs,
  change: (pauses: readonly Pause[]) => readonly Pause[],
): Promise<readonly Pause[]> {
  try {
    const pauses = await changePauses(await createHome().ssm(), stage, now, change);
    return pauses.filter((one) => isActive(one, now));
  } catch (error) {
    if (error instanceof PausesTooLong) {
      throw new CliError(error.message, 'write a shorter reason, or end pauses that nobody needs');
    }
    throw error instanceof PausesUnusable ? unusable(stage, error.message) : error;
  }
}

function unusable(stage: string, why: string): CliError {
  const name = pausesName(stage);
  return new CliError(
    `the pauses of ${stage} in ${name} can't be used: ${why}`,
    `look at it with aws ssm get-parameter --name ${name}, and delete it to begin with none`,
  );
}
