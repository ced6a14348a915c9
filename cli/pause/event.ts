import type { BusEvent } from '../../shared/aws/send/event-bus.ts';
import { defined } from '../../shared/defined.ts';
import type { TargetLocation } from '../../shared/policy/model/location.ts';
import type { Pause } from '../../shared/policy/model/pause.ts';
import { isoSeconds } from '../../shared/policy/model/tags.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';
import { toEvent } from '../../shared/runtime/report/outcome-event.ts';
import { scopeText } from './text.ts';

/** The event for a pause that begins, or ends before its time. */
export function pauseEvent(
  verb: 'pause' | 'resume',
  pause: Pause,
  { account, region }: TargetLocation,
  now: EpochMs,
): BusEvent {
  const { by, because, until } = pause;
  const scope = { account, region, observedAt: new Date(now).toISOString() };
  const end = until === undefined ? 'until it is resumed' : `until ${isoSeconds(until)}`;
  const did = verb === 'pause' ? `paused ${scopeText(pause)} ${end}` : `resumed ${scopeText(pause)}`;
  const paused = defined({ function: pause.function, account: pause.account, rule: pause.rule });
  return toEvent(
    { function: `dormouse ${verb}`, mode: 'enforce', scope },
    verb === 'pause' ? 'Dormouse Paused' : 'Dormouse Resumed',
    {
      paused,
      ...(verb === 'pause' && until !== undefined && { until: isoSeconds(until) }),
      ...{ by, because, detail: `${by} ${did}: ${because}` },
    },
  );
}
