import { formatCapacity } from '../../shared/policy/capacity/entry.ts';
import { formatWhen } from '../../shared/policy/time/when.ts';
import type { CapacityStory } from './capacity-story.ts';
import { decisionLines } from './decision-lines.ts';

/** What there is to say of a cluster's serverless capacity, as plain lines in the form of an explanation. */
export function formatCapacityStory(
  { decision, declared, observed, range, lastAction }: CapacityStory,
  timezone: string,
  now: number,
): string[] {
  const unit = range?.unit ?? '';
  const zone = declared?.timezone ?? timezone;
  return [
    ...(decision ? decisionLines('capacity', decision) : []),
    ...(declared ? [`declared    ${declaredText(declared, unit)}`] : []),
    `observed    ${observed ? formatCapacity(observed, unit) : 'no serverless capacity'}`,
    `AWS allows  ${range ? formatCapacity(range, unit) : 'no serverless capacity for its engine and version'}`,
    ...(lastAction
      ? [
          `last change ${formatCapacity(lastAction, unit)} ${formatWhen(lastAction.at, { timezone: zone, now })} ${zone} by ${lastAction.rule}`,
        ]
      : []),
  ];
}

function declaredText({ line, detail }: NonNullable<CapacityStory['declared']>, unit: string): string {
  if (line === undefined) return detail;
  return `${formatCapacity(line, unit)}, whenBusy: ${line.whenBusy}; ${detail}`;
}
