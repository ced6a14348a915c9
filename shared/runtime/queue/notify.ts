import type { Mode } from '../../policy/model/policy.ts';
import { emitCount } from '../report/metrics.ts';
import type { Log, ReportDeps } from '../report/report.ts';
import type { RunDeps } from '../sweep/run.ts';
import type { CompleteDeps } from './complete.ts';
import { confirmationEvent, elapsedMs, refusedEvent } from './message-events.ts';

/** Dependencies of the notifier. */
export interface NotifierDeps extends Pick<RunDeps, 'home'>, Pick<ReportDeps, 'putEvents'> {
  /** Name of the function. */
  readonly function: string;
  readonly mode: Mode;
  readonly log: Log;
}

/** Reports how messages end: by a log line, an event and a metric. */
export function createNotifier(
  deps: NotifierDeps,
): Pick<CompleteDeps, 'notifyConfirmation' | 'notifyRefused'> {
  const { log } = deps;
  return {
    async notifyConfirmation(confirmation) {
      const { followUp, result, detail, at } = confirmation;
      const { kind: command, account, region, cluster, resourceId, arn, snapshot, rule } = followUp;
      const elapsed = elapsedMs(followUp, at);
      const about = { account, region, cluster, resourceId, arn, snapshot };
      const more = { ...about, command, rule, detail, elapsedMs: elapsed };
      if (result === 'Confirmed') log.info('confirmed', more);
      else log.warn('not confirmed', more);
      await deps.putEvents?.([confirmationEvent(deps, confirmation)]);
      if (result === 'Confirmed') emitCount(deps.function, 'ActsConfirmed', { ConfirmedAfter: elapsed });
      else emitCount(deps.function, 'ActsNotConfirmed');
    },
    async notifyRefused({ messageId, body }, detail) {
      const message = { messageId, detail, body };
      await deps.putEvents?.([refusedEvent(deps, await deps.home(), Date.now(), message)]);
      emitCount(deps.function, 'MessagesRefused');
    },
  };
}
