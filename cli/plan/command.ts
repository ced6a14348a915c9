import { Command } from 'commander';
import { isNamed, namedAmong } from '../../shared/runtime/sweep/narrow.ts';
import type { SweepResult } from '../../shared/runtime/sweep/result.ts';
import { colorOption, jsonOption, type Narrowing, policyOption, toRequest } from '../input/options.ts';
import { readPolicy } from '../input/policy-file.ts';
import { readScopes, unreadScopes } from '../survey/scopes.ts';
import { survey } from '../survey/survey.ts';
import { type ExitCode, type Io, lookFor } from '../terminal/io.ts';
import { withProgress } from '../terminal/progress.ts';
import { planCapacities } from './capacities.ts';
import { heldForever } from './held.ts';
import { planJson } from './json.ts';
import { isAnythingDue, observingRules, type Plan, planClusters, suggestFor } from './plan.ts';
import { planSnapshots } from './snapshots.ts';
import { planStreams } from './streams.ts';
import { planText } from './text.ts';

interface Options extends Narrowing {
  readonly policy: string;
  readonly json?: true;
  readonly all?: true;
  readonly color: boolean;
}

/** `dormouse plan`: what would be done now, and why. Only reads. */
export function planCommand(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('plan')
    .description(
      'show what would be done now to clusters, their activity streams, capacity and snapshots, and why; changes nothing',
    )
    .addOption(policyOption())
    .option('-c, --clusters <glob...>', 'show only these clusters, "dev-*" "!dev-payments"; all are read')
    .option('-r, --regions <region...>', 'only these Regions of the policy')
    .option('-a, --accounts <account...>', 'only these accounts of the policy')
    .option('--all', 'list each cluster, stream, capacity and snapshot, also what is left alone')
    .addOption(jsonOption())
    .addOption(colorOption())
    .addHelpText('after', '\nExit code: 0 nothing to do, 2 something to do, 1 error or not all seen.')
    .action(async (options: Options) => {
      const { clusters: globs, ...where } = toRequest(options);
      const policy = await readPolicy(options.policy, io);
      const { results, worlds, clusters, warnings } = await withProgress(
        io.stderr,
        'reading AWS',
        (progress) => survey(policy, where, progress),
      );
      const places = policy.targets.flatMap(({ account, regions }) => [account, ...regions]);
      const all = results.flatMap(({ outcomes }) => outcomes.map(({ decision }) => decision));
      const named = namedAmong(globs, clusters, all);
      const isMeant = (one: { readonly cluster: string }): boolean => isNamed(one, named);
      const decisions = all.filter(isMeant);
      const unmatched = [
        ...(globs ?? []).filter((glob) => !named?.matched.includes(glob)),
        ...unmatchedByAll(results),
      ];
      const noTargets = (results[0]?.unmatched ?? []).filter((name) => !unmatched.includes(name));
      const plan: Plan = {
        policy: options.policy,
        mode: policy.mode,
        observing: observingRules(policy, decisions),
        at: Date.parse(results[0]?.at ?? ''),
        clusters: planClusters(decisions, worlds),
        streams: planStreams(policy, decisions, worlds),
        streamGaps: results.flatMap(({ streamGaps }) => streamGaps ?? []).filter(isMeant),
        capacities: planCapacities(decisions, worlds),
        snapshots: planSnapshots(decisions),
        recoveryPoints: results.flatMap(({ recoveryPoints }) => recoveryPoints ?? []).filter(isMeant),
        heldForever: heldForever(decisions, worlds),
        read: results.slice(0, 1).flatMap(readScopes),
        unread: unreadScopes(results),
        noTargets,
        unmatched: suggestFor(unmatched, [...clusters, ...places]),
        warnings,
      };
      const look = { ...lookFor(io.stdout, options.color), all: options.all === true };
      io.stdout.write(options.json ? planJson(plan) : planText(plan, look));
      done(exitCodeOf(plan));
    });
}

function exitCodeOf(plan: Plan): ExitCode {
  if ([plan.unread, plan.unmatched, plan.warnings].some(({ length }) => length > 0)) return 1;
  return isAnythingDue(plan) ? 2 : 0;
}

/** A destination of copies is no target, and only copying and pruning know it. */
function unmatchedByAll([first, ...others]: readonly SweepResult[]): string[] {
  return (first?.unmatched ?? []).filter((name) => others.every(({ unmatched }) => unmatched.includes(name)));
}
