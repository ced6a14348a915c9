import type { Explanation } from './explain.ts';
import type { ConditionResult } from './match.ts';
import { formatUtc, formatWhen } from './when.ts';

/** An explanation as plain lines for people, the decisions first. */
export function formatExplanation(explanation: Explanation): string {
  const { cluster, at, timezone, hours, evidence, lastAction, lastStreamAction, override } = explanation;
  const when = (instant: number): string => `${formatWhen(instant, timezone, at)} ${timezone}`;
  const lines = [
    `${cluster.id}  ${cluster.engine} ${cluster.engineVersion}, ${cluster.status}`,
    cluster.arn,
    `now         ${when(at)} (${formatUtc(at)})`,
    ...explanation.decisions.flatMap(({ action, verdict, reason, detail, meaning, rule }) => [
      '',
      `${action.padEnd(11)} ${verdict === 'act' ? 'yes' : 'no'}, ${reason}: ${meaning}`,
      `            ${detail}${rule === undefined ? '' : ` (rule ${rule})`}`,
    ]),
    '',
    ...explanation.rules.flatMap(({ name, matched, conditions, decides }) => [
      `rule        ${name}: ${matched ? `matches${decidesText(decides)}` : 'does not match'}`,
      ...conditions.map(formatCondition),
    ]),
    ...explanation.protections.flatMap(({ matched, conditions, from }) => [
      `protect     from ${from?.join(', ') ?? 'every action'}: ${matched ? 'matches' : 'does not match'}`,
      ...conditions.map(formatCondition),
    ]),
    `hold        ${holdText(explanation, when)}`,
    ...(override === undefined ? [] : [`override    ${overrideText(override, when)}`]),
    ...(hours === undefined ? [] : [`hours       ${hours.detail}`]),
    ...(evidence === undefined ? [] : [`evidence    ${evidence.state}: ${evidence.detail}`]),
    ...(lastAction === undefined
      ? []
      : [`last action ${lastAction.action} ${when(lastAction.at)} by ${lastAction.rule}`]),
    ...(lastStreamAction === undefined
      ? []
      : [`last stream ${lastStreamAction.action} ${when(lastStreamAction.at)} by ${lastStreamAction.rule}`]),
  ];
  return lines.join('\n');
}

function formatCondition({ condition, matched, detail }: ConditionResult): string {
  return `            ${matched ? 'yes' : 'no '} ${condition}: ${detail}`;
}

function decidesText(decides: readonly string[]): string {
  return decides.length === 0
    ? ', but decides nothing: an earlier rule does'
    : `, decides ${decides.join(', ')}`;
}

function holdText({ hold }: Explanation, when: (instant: number) => string): string {
  switch (hold.state) {
    case 'none':
      return 'none';
    case 'unreadable':
      return `"${hold.value}" cannot be read, so it holds`;
    case 'over':
      return `over since ${when(hold.until)}`;
    case 'held':
      return hold.until === undefined ? 'forever' : `until ${when(hold.until)}`;
  }
}

function overrideText(
  override: NonNullable<Explanation['override']>,
  when: (instant: number) => string,
): string {
  if (override.state === 'unreadable') return `"${override.value}" cannot be read, so the stream is left`;
  const { state, desired, until } = override;
  return state === 'over' ? `over since ${when(until)}` : `activity stream ${desired} until ${when(until)}`;
}
