import type { ActivityStream } from '../../shared/policy/model/cluster.ts';
import type { LastAction } from '../../shared/policy/streams/history.ts';
import { formatWhen } from '../../shared/policy/time/when.ts';
import { formatAge } from '../terminal/age.ts';
import { decisionLines } from './decision-lines.ts';
import type { DeclaredStream, StreamStory } from './stream-story.ts';

/** What there is to say of a cluster's activity stream, as plain lines in the form of an explanation. */
export function formatStreamStory(
  { decision, declared, observed, lastAction, gap }: StreamStory,
  timezone: string,
  now: number,
): string[] {
  const zone = declared?.timezone ?? timezone;
  const when = (at: number): string => `${formatWhen(at, { timezone: zone, now })} ${zone}`;
  return [
    ...(decision ? decisionLines('stream', decision) : []),
    ...(declared ? declaredLines(declared, when, now) : []),
    `observed    ${observed ? observedText(observed) : 'no activity stream'}`,
    ...(gap ? [`missing     since ${when(gap.since)}, ${formatAge(gap.gapMs)}`] : []),
    ...(lastAction
      ? [`last stream ${askedText(lastAction)} ${when(lastAction.at)} by ${lastAction.rule}`]
      : []),
  ];
}

function askedText({ action, attempt, answer }: LastAction): string {
  const more = [
    ...(action === 'start' && attempt > 1 ? [`attempt ${attempt}`] : []),
    ...(answer === undefined ? [] : [answer === 'busy' ? 'AWS was busy' : 'refused']),
  ];
  return [action, ...more].join(', ') + (more.length > 0 ? ',' : '');
}

function declaredLines(declared: DeclaredStream, when: (at: number) => string, now: number): string[] {
  const { mode, kmsKey, hours, desired, why } = declared;
  return [
    `declared    ${[mode, ...(mode === 'off' ? [] : [hours]), ...(kmsKey === undefined ? [] : [`encrypted with ${kmsKey}`])].join(', ')}`,
    `override    ${overrideText(declared, when)}`,
    `wanted now  ${desired}: ${why}`,
    `restart     ${restartText(declared, when, now)}`,
  ];
}

function overrideText({ override }: DeclaredStream, when: (at: number) => string): string {
  switch (override.state) {
    case 'none':
      return 'none';
    case 'unreadable':
      return `"${override.value}" cannot be read, so the stream is left as it is`;
    case 'over':
      return `${override.desired}, over since ${when(override.until)}`;
    case 'refused':
      return `${override.desired} until ${when(override.until)}, refused`;
    case 'active':
      return `${override.desired} until ${when(override.until)}`;
  }
}

function restartText(
  { restart, restartAllowedAt: at, restartsInMaintenanceWindow }: DeclaredStream,
  when: (at: number) => string,
  now: number,
): string {
  if (restart === 'anytime') return 'allowed at any time';
  if (at === undefined) return `${restart}: not known when`;
  const moment = restartsInMaintenanceWindow ? 'its maintenance window' : 'outside its hours';
  return `${restart}: allowed ${at <= now ? 'now' : `from ${when(at)}`}, ${moment}`;
}

function observedText({ status, mode, kmsKey, kinesisStream }: ActivityStream): string {
  return [
    status,
    ...(mode === undefined ? [] : [mode]),
    ...(kmsKey === undefined ? [] : [`encrypted with ${kmsKey}`]),
    ...(kinesisStream === undefined ? [] : [`Kinesis stream ${kinesisStream}`]),
  ].join(', ');
}
