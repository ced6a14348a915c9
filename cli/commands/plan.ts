import { Command } from 'commander';
import type { SweepResult } from '../../shared/runtime/result.ts';
import { type ExitCode, type Io, lookFor } from '../io.ts';
import { isAnythingDue, type Plan, planClusters, readScopes, suggestFor, unreadScopes } from '../plan.ts';
import { planCapacities } from '../plan-capacity.ts';
import { planSnapshots } from '../plan-snapshots.ts';
import { planStreams } from '../plan-streams.ts';
import { readPolicy } from '../policy-file.ts';
import { withProgress } from '../progress.ts';
import { planJson } from '../render/plan-json.ts';
import { planText } from '../render/plan-text.ts';
import { survey } from '../survey.ts';
import { colorOption, jsonOption, type Narrowing, policyOption, toRequest } from './options.ts';

interface Options extends Narrowing {
  readonly policy: string;
  readonly json?: true;
  readonly all?: true;
  readonly color: boolean;
}

/** `dormouse plan`: what would be done to clusters and snapshots now, and why. Only reads. */
export function planCommand(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('plan')
    .description('show what would be done to clusters and snapshots now, and why; changes nothing')
    .addOption(policyOption())
    .option('-c, --clusters <glob...>', 'only these clusters, "dev-*" "!dev-payments"')
    .option('-r, --regions <region...>', 'only these Regions of the policy')
    .option('-a, --accounts <account...>', 'only these accounts of the policy')
    .option('--all', 'list each cluster, stream, capacity and snapshot, also what is left alone')
    .addOption(jsonOption())
    .addOption(colorOption())
    .addHelpText('after', '\nExit code: 0 nothing to do, 2 something to do, 1 error.')
    .action(async (options: Options) => {
      const request = toRequest(options);
      const policy = await readPolicy(options.policy, io);
      const { results, worlds } = await withProgress(io.stderr, 'reading AWS', (warn) =>
        survey(policy, request, warn),
      );
      const known = worlds.flatMap(({ clusters }) => clusters.map(({ cluster }) => cluster.id));
      const places = policy.targets.flatMap(({ account, regions }) => [account, ...regions]);
      const decisions = results.flatMap(({ outcomes }) => outcomes.map(({ decision }) => decision));
      const plan: Plan = {
        policy: options.policy,
        mode: policy.mode,
        at: Date.parse(results[0]?.at ?? ''),
        clusters: planClusters(decisions),
        streams: planStreams(policy, decisions, worlds),
        streamGaps: results.flatMap(({ streamGaps }) => streamGaps ?? []),
        capacities: planCapacities(decisions, worlds),
        snapshots: planSnapshots(decisions),
        recoveryPoints: results.flatMap(({ recoveryPoints }) => recoveryPoints ?? []),
        read: results.slice(0, 1).flatMap(readScopes),
        unread: unreadScopes(results),
        unmatched: suggestFor(unmatchedByAll(results), [...known, ...places]),
      };
      const look = { ...lookFor(io.stdout, options.color), all: options.all === true };
      io.stdout.write(options.json ? planJson(plan) : planText(plan, look));
      done(exitCodeOf(plan));
    });
}

function exitCodeOf(plan: Plan): ExitCode {
  if (plan.unread.length > 0 || plan.unmatched.length > 0) return 1;
  return isAnythingDue(plan) ? 2 : 0;
}

/** A destination of copies is no target, and only copying and pruning know it. */
function unmatchedByAll([first, ...others]: readonly SweepResult[]): string[] {
  return (first?.unmatched ?? []).filter((name) => others.every(({ unmatched }) => unmatched.includes(name)));
}
