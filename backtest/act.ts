import type { CommandKind } from '../shared/policy/model/actions.ts';
import type { Command } from '../shared/policy/model/command.ts';
import { readUnkept } from '../shared/policy/snapshots/unkept.ts';
import type { EpochMs } from '../shared/policy/time/units.ts';
import type { Outcome } from '../shared/runtime/sweep/outcome.ts';

/** An act of a simulated policy, of which another policy may have the same. */
export interface Act {
  /** Milliseconds. */
  readonly at: EpochMs;
  /** ARN of the cluster that it is about. */
  readonly cluster: string;
  readonly kind: CommandKind;
  /** Everything that the command says: the target and the values. Equal for equal acts. */
  readonly what: string;
  /** ARN of the target: the cluster or the snapshot. */
  readonly target: string;
  readonly region: string;
  /** It notes that nothing keeps a snapshot any more, so that it is deleted some days later. */
  readonly isUnkept?: true;
  /** Absent: AWS accepted it. */
  readonly failed?: true;
}

/** The act behind an outcome; undefined where nothing was sent to AWS. */
export function actOf(at: EpochMs, cluster: string, { decision, status }: Outcome): Act | undefined {
  if (decision.verdict !== 'act' || status === 'planned' || status === 'skipped') return undefined;
  const { command, resourceArn: target, region } = decision;
  const what = JSON.stringify([command.kind, target, region, valuesOf(command)]);
  const isUnkept = command.kind === 'tag-snapshot' && readUnkept(command.tags) !== undefined;
  const failed = status === 'failed' || status === 'retry' || status === 'conflict';
  return {
    at,
    cluster,
    kind: command.kind,
    what,
    target,
    region,
    ...(isUnkept && { isUnkept }),
    ...(failed && { failed }),
  };
}

/** The values that change something. Tags that only explain an act name the rule, which may get another name. */
function valuesOf(command: Command): unknown {
  switch (command.kind) {
    case 'change-capacity':
      return [command.min, command.max, command.autoPauseAfterMs];
    case 'start-activity-stream':
      return [command.mode, command.kmsKey];
    case 'copy-snapshot':
      return [command.snapshot, command.kmsKey];
    case 'create-snapshot':
      return command.snapshot;
    case 'tag-snapshot':
      return [Object.keys(command.tags), readUnkept(command.tags)?.why];
    case 'tag-activity-stream':
      return Object.keys(command.tags);
    default:
      return undefined;
  }
}
