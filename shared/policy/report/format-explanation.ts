import type { Cluster } from '../model/cluster.ts';
import { classifyStatus } from '../model/status.ts';
import type { ConditionResult } from '../rules/match.ts';
import type { LastAction } from '../rules/power-note.ts';
import { formatUtc, formatWhen } from '../time/when.ts';
import type { Explanation, RuleExplanation } from './explain.ts';

/** An explanation as plain lines for people, the decisions first. */
export function formatExplanation(explanation: Explanation): string {
  const { cluster, at, timezone, hours, evidence, lastAction } = explanation;
  const when = (instant: number): string => `${formatWhen(instant, { timezone, now: at })} ${timezone}`;
  const lines = [
    `${cluster.id}  ${cluster.engine} ${cluster.engineVersion}, ${cluster.status}`,
    cluster.arn,
    `now         ${when(at)} (${formatUtc(at)})`,
    ...undecided(explanation).flatMap((action) => ['', `${action.padEnd(11)} not known: could not be read`]),
    ...explanation.decisions.flatMap(({ action, verdict, reason, detail, meaning, rule }) => [
      '',
      ...(action === 'createSnapshot'
        ? [`stop        ${verdict === 'act' ? 'later' : 'no'}, ${reason}: ${meaning}`]
        : [`${action.padEnd(11)} ${verdict === 'act' ? 'yes' : 'no'}, ${reason}: ${meaning}`]),
      `            ${detail}${rule === undefined ? '' : ` (rule ${rule})`}`,
    ]),
    '',
    ...explanation.rules.flatMap((rule) => [
      `rule        ${rule.name}: ${rule.matched ? `matches${decidesText(rule)}` : 'does not match'}`,
      ...rule.conditions.map(formatCondition),
    ]),
    ...explanation.protections.flatMap(({ matched, conditions, from }) => [
      `protect     from ${from?.join(', ') ?? 'every action'}: ${matched ? 'matches' : 'does not match'}`,
      ...conditions.map(formatCondition),
    ]),
    `hold        ${holdText(explanation, when)}`,
    ...explanation.nearMisses.map((detail) => `near miss   ${detail}`),
    ...(hours === undefined ? [] : [`hours       ${hours.detail}`]),
    ...(evidence === undefined ? [] : [`evidence    ${evidence.state}: ${evidence.detail}`]),
    ...(lastAction === undefined
      ? []
      : [
          `last asked  ${lastAction.action} ${when(lastAction.at)} by ${lastAction.rule}${butText(lastAction, cluster)}`,
        ]),
  ];
  return lines.join('\n');
}

/** The actions without a decision; a snapshot before a stop stands for the stop. */
function undecided({ decisions }: Explanation): ('stop' | 'start')[] {
  const isOfStart = decisions.map(({ action }) => action === 'start');
  return (['stop', 'start'] as const).filter((action) => !isOfStart.includes(action === 'start'));
}

/** The tag is written before AWS answers, and others act, too, so the status may differ from the request. */
function butText({ action }: LastAction, { status }: Cluster): string {
  const kind = classifyStatus(status);
  const isDown = kind === 'stopped' || kind === 'stopping';
  const isLost = kind === 'keyInaccessible' || kind === 'terminal';
  return isLost || isDown !== (action === 'stop') ? `, but it is ${status}` : '';
}

function formatCondition({ condition, matched, detail }: ConditionResult): string {
  return `            ${matched ? 'yes' : 'no '} ${condition}: ${detail}`;
}

function decidesText({ decides, mode }: RuleExplanation): string {
  if (decides.length === 0) return ', but decides nothing: an earlier rule does';
  const observes = mode === 'observe' ? ', in mode observe: it is only reported' : '';
  return `, decides ${decides.join(', ')}${observes}`;
}

function holdText({ hold }: Explanation, when: (instant: number) => string): string {
  switch (hold.state) {
    case 'none':
      return 'none';
    case 'unreadable':
      return `"${hold.value}" cannot be read, so it holds`;
    case 'over':
      return `${hold.keeps === undefined ? '' : `${hold.keeps}, `}over since ${when(hold.until)}`;
    case 'held':
      return hold.until === undefined
        ? 'forever'
        : `${hold.keeps === undefined ? '' : `${hold.keeps} `}until ${when(hold.until)}`;
  }
}
