import type { RunnerDeps } from '../function/runner.ts';
import { emitCount } from '../report/metrics.ts';
import type { BatchDeps } from './batch.ts';
import { elapsedMs, endingEvent, refusedEvent } from './message-events.ts';

/** Tells by a log line, an event and a metric what has become of messages. */
export function createTelling({
  recipe,
  policy,
  reach,
  log,
  report,
}: RunnerDeps): Pick<BatchDeps, 'tell' | 'tellRefused'> {
  const teller = { function: recipe.name, mode: policy.mode };
  return {
    async tell(ending) {
      const { followUp, end, detail, at } = ending;
      const { kind: command, account, region, cluster, arn, snapshot, rule } = followUp;
      const elapsed = elapsedMs(followUp, at);
      const more = { account, region, cluster, arn, snapshot, command, rule, detail, elapsedMs: elapsed };
      if (end === 'Confirmed') log.info('confirmed', more);
      else log.warn('not confirmed', more);
      await report.putEvents?.([endingEvent(teller, ending)]);
      if (end === 'Confirmed') emitCount(recipe.name, 'ActsConfirmed', { ConfirmedAfter: elapsed });
      else emitCount(recipe.name, 'ActsNotConfirmed');
    },
    async tellRefused({ messageId, body }, detail) {
      const message = { messageId, detail, body };
      await report.putEvents?.([refusedEvent(teller, await reach.home(), Date.now(), message)]);
      emitCount(recipe.name, 'MessagesRefused');
    },
  };
}
