import { describe, expect, test } from 'vitest';
import type { Decision } from '../../../shared/policy/model/decision.ts';
import type { Limit } from '../../../shared/policy/model/policy.ts';
import { limitDecisions } from '../../../shared/policy/rules/limit.ts';
import { decideActivityStreams } from '../../../shared/policy/streams/decide.ts';
import type { RequestedOverride } from '../../../shared/policy/streams/stream.ts';
import {
  anAuditedCluster,
  aStream,
  aStreamPolicy,
  aStreamRule,
  aStreamWorld,
  WINDOW_LATER,
  WINDOW_NOW,
} from './builders.ts';

const requested: RequestedOverride = { desired: 'off', until: Date.parse('2026-11-24T09:30:00Z') };
const OVERRIDE = { 'dormouse:activity-stream-override': 'off until 2026-11-24T09:30:00Z' };

/** The decisions under a limit for clusters whose streams somebody wants off: at once where the window is now. */
function limited(changeActivityStream: Limit, windows: readonly string[]): Decision[] {
  const policy = aStreamPolicy(aStreamRule(), { limits: { changeActivityStream } });
  const clusters = windows.map((maintenanceWindow, index) => ({
    cluster: anAuditedCluster({ id: `c-${index}`, maintenanceWindow, activityStream: aStream() }),
  }));
  const decisions = decideActivityStreams(policy, aStreamWorld(clusters, { requested }));
  return limitDecisions(policy, 'changeActivityStream', decisions);
}

const doneTo = (decisions: readonly Decision[]) =>
  decisions.map((decision) => (decision.verdict === 'act' ? decision.command.kind : decision.reason));

describe('the wish of a person for a stream, under a limit', () => {
  test('is recorded where the change itself is over the cap', () => {
    const [first, second] = limited({ cap: { count: 1 } }, [WINDOW_NOW, WINDOW_NOW]);

    expect(first).toMatchObject({ command: { kind: 'stop-activity-stream', tags: OVERRIDE } });
    expect(second).toMatchObject({
      verdict: 'act',
      reason: 'override-requested',
      detail:
        '"off until 2026-11-24T09:30:00Z" is recorded; limit-cap: 2 clusters are due, limits.changeActivityStream.cap allows 1',
    });
    expect(second).toHaveProperty('command.kind', 'tag-activity-stream');
    expect(second).toHaveProperty('command.tags', OVERRIDE);
    expect(second).not.toHaveProperty('restartsAt');
  });

  test('is recorded for all where more changes are due than the breaker allows, and none is made', () => {
    const decisions = limited({ breaker: { count: 1 } }, [WINDOW_NOW, WINDOW_NOW]);

    expect(doneTo(decisions)).toEqual(['tag-activity-stream', 'tag-activity-stream']);
  });

  test('takes no turn from others when it is only recorded, because that changes nothing', () => {
    const decisions = limited({ cap: { count: 1 }, breaker: { count: 1 } }, [
      WINDOW_LATER,
      WINDOW_LATER,
      WINDOW_NOW,
    ]);

    expect(doneTo(decisions)).toEqual(['tag-activity-stream', 'tag-activity-stream', 'stop-activity-stream']);
  });
});
