import { Command } from 'commander';
import { type ExitCode, type Io, lookFor } from '../io.ts';
import { countChanges, type Plan, planClusters, readScopes, suggestFor, unreadScopes } from '../plan.ts';
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

/** `dormouse plan`: what would be stopped and started now, and why. Only reads. */
export function planCommand(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('plan')
    .description('show what would be stopped and started now, and why; changes nothing')
    .addOption(policyOption())
    .option('-c, --clusters <glob...>', 'only these clusters, "dev-*" "!dev-payments"')
    .option('-r, --regions <region...>', 'only these Regions of the policy')
    .option('-a, --accounts <account...>', 'only these accounts of the policy')
    .option('--all', 'list each cluster that is left alone too')
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
      const plan: Plan = {
        policy: options.policy,
        mode: policy.mode,
        clusters: planClusters(results.flatMap(({ outcomes }) => outcomes.map(({ decision }) => decision))),
        read: results.slice(0, 1).flatMap(readScopes),
        unread: unreadScopes(results),
        unmatched: suggestFor(results[0]?.unmatched ?? [], [...known, ...places]),
      };
      const look = { ...lookFor(io.stdout, options.color), all: options.all === true };
      io.stdout.write(options.json ? planJson(plan) : planText(plan, look));
      done(exitCodeOf(plan));
    });
}

function exitCodeOf(plan: Plan): ExitCode {
  if (plan.unread.length > 0 || plan.unmatched.length > 0) return 1;
  const { stop, start } = countChanges(plan);
  return stop + start > 0 ? 2 : 0;
}
