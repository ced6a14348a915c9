import { Command } from 'commander';
import { parseArn } from '../../shared/policy/model/arn.ts';
import type { Cluster, World } from '../../shared/policy/model/cluster.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { explain } from '../../shared/policy/report/explain.ts';
import { destinationRegions } from '../../shared/policy/snapshots/locations.ts';
import type { StreamGap } from '../../shared/policy/streams/stream.ts';
import type { SweepRequest } from '../../shared/runtime/request/event.ts';
import { colorOption, jsonOption, policyOption } from '../input/options.ts';
import { readPolicy } from '../input/policy-file.ts';
import { unreadScopes } from '../survey/scopes.ts';
import { survey } from '../survey/survey.ts';
import { type ExitCode, fitted, type Io, lookFor } from '../terminal/io.ts';
import { withProgress } from '../terminal/progress.ts';
import { capacityStory } from './capacity-story.ts';
import { explanationText, type Stories } from './explanation-text.ts';
import { noSuchCluster } from './no-such-cluster.ts';
import { type Findings, snapshotStory } from './snapshot-story.ts';
import { streamStory } from './stream-story.ts';

interface Options {
  readonly policy: string;
  readonly json?: true;
  readonly color: boolean;
}

/** `dormouse explain`: everything that leads to the decisions about one cluster. Only reads. */
export function explainCommand(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('explain')
    .description('show every rule, the evidence and the reasons for one cluster; changes nothing')
    .argument('<cluster>', 'identifier, or ARN to read its account and Region alone')
    .addOption(policyOption())
    .addOption(jsonOption())
    .addOption(colorOption())
    .addHelpText('after', '\nExit code: 0 explained, 1 error, not all seen or no such cluster.')
    .action(async (wanted: string, options: Options) => {
      const policy = await readPolicy(options.policy, io);
      const { results, worlds, snapshots } = await withProgress(io.stderr, 'reading AWS', (progress) =>
        survey(policy, placesOf(wanted, policy), progress),
      );
      const decisions = results.flatMap(({ outcomes }) => outcomes.map(({ decision }) => decision));
      const power = decisions.filter(({ aspect }) => aspect === 'power');
      const recoveryPoints = results.flatMap((result) => result.recoveryPoints ?? []);
      const streamGaps = results.flatMap((result) => result.streamGaps ?? []);
      const found = { decisions, snapshots, recoveryPoints, streamGaps };
      const explanations = worlds.flatMap((world) =>
        world.clusters
          .filter(({ cluster }) => isWanted(cluster, wanted))
          .map((observed) => ({
            ...explain(policy, observed, world.observedAt, power),
            ...storiesOf(policy, observed.cluster, world, found),
          })),
      );
      const unread = unreadScopes(results);
      const faults = Map.groupBy(unread, ({ fault }) => `${fault.name}: ${fault.message}`);
      for (const [fault, places] of faults) {
        const named = places.map(({ account, region }) => `${account} ${region}`);
        io.stderr.write(fitted(`${named.join(', ')} could not be read: ${fault}\n`, io.stderr));
      }
      if (explanations.length === 0) throw noSuchCluster(wanted, worlds, unread);
      const { paint, width } = lookFor(io.stdout, options.color);
      io.stdout.write(
        options.json
          ? `${JSON.stringify({ version: 1, explanations, unread }, undefined, 2)}\n`
          : `${explanations.map((each) => explanationText(each, paint, width)).join('\n\n')}\n`,
      );
      done(unread.length > 0 ? 1 : 0);
    });
}

function storiesOf(
  policy: Policy,
  cluster: Cluster,
  world: World,
  found: Findings & { readonly streamGaps: readonly StreamGap[] },
): Stories {
  const activityStream = streamStory(policy, cluster, world, found);
  const capacity = capacityStory(policy, cluster, world.observedAt, found.decisions);
  return {
    ...(activityStream && { activityStream }),
    ...(capacity && { capacity }),
    snapshots: snapshotStory(policy, cluster, world.observedAt, found),
  };
}

/** An ARN names its account and Region, so only that is read, and where its copies go. */
function placesOf(wanted: string, policy: Policy): SweepRequest {
  const { account, region } = parseArn(wanted) ?? {};
  if (!account || !region) return {};
  return { regions: [region, ...destinationRegions(policy, account, region)], accounts: [account] };
}

/** RDS keeps identifiers in lower case. */
function isWanted({ arn, id }: Cluster, wanted: string): boolean {
  return arn === wanted || id === wanted.toLowerCase();
}
