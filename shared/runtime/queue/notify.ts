import type { Mode } from '../../policy/model/policy.ts';
import { emitCount } from '../report/metrics.ts';
import type { Log, ReportDeps } from '../report/report.ts';
import type { RunDeps } from '../sweep/run.ts';
import type { SettleDeps } from './complete.ts';
import { elapsedMs, endingEvent, refusedEvent } from './message-events.ts';

/** What telling depends on. */
export interface TellingDeps extends Pick<RunDeps, 'home'>, Pick<ReportDeps, 'putEvents'> {
  /** Name of the function. */
  readonly function: string;
  readonly mode: Mode;
  readonly log: Log;
}

/** Tells by a log line, an event and a metric what has become of messages. */
export function createTelling(deps: TellingDeps): Pick<SettleDeps, 'tell' | 'tellRefused'> {
  const { log } = deps;
  return {
    async tell(ending) {
      const { followUp, end, detail, at } = ending;
      const { kind: command, account, region, cluster, arn, snapshot, rule } = followUp;
      const elapsed = elapsedMs(followUp, at);
      const more = { account, region, cluster, arn, snapshot, command, rule, detail, elapsedMs: elapsed };
      if (end === 'Confirmed') log.info('confirmed', more);
      else log.warn('not confirmed', more);
      await deps.putEvents?.([endingEvent(deps, ending)]);
      if (end === 'Confirmed') emitCount(deps.function, 'ActsConfirmed', { ConfirmedAfter: elapsed });
      else emitCount(deps.function, 'ActsNotConfirmed');
    },
    async tellRefused({ messageId, body }, detail) {
      const message = { messageId, detail, body };
      await deps.putEvents?.([refusedEvent(deps, await deps.home(), Date.now(), message)]);
      emitCount(deps.function, 'MessagesRefused');
    },
  };
}
