/** The alarms of the packaged stack, evaluated every minute of virtual time. */
import { type CompositeState, calm, compositeAlarm, evaluateRule, step } from './composite-alarm.ts';
import { resourcesDeployed } from './deployed.ts';
import { createMetricStore, isRaised, type MetricStore, metricAlarm } from './metric-alarm.ts';

/** A mail to whoever subscribes to the topic of the alarms. */
export interface Mail {
  readonly at: number;
  readonly alarm: string;
  readonly state: 'ALARM' | 'OK';
}

export interface AlarmDesk {
  readonly store: MetricStore;
  /** Evaluates all alarms; `at` are whole minutes. */
  evaluate(at: number): void;
  readonly mails: readonly Mail[];
  /** Names of the metric alarms that are raised. */
  raised(): string[];
}

export function createAlarmDesk(): AlarmDesk {
  const store = createMetricStore();
  const alarms = resourcesDeployed('AWS::CloudWatch::Alarm', metricAlarm);
  const composites = resourcesDeployed('AWS::CloudWatch::CompositeAlarm', compositeAlarm);
  const states = new Map<string, boolean>();
  const compositeStates = new Map<string, CompositeState>();
  const mails: Mail[] = [];
  const isInAlarm = (name: string): boolean => {
    const state = states.get(name) ?? compositeStates.get(name)?.raised;
    if (state === undefined) throw new Error(`there is no alarm ${name}`);
    return state;
  };
  const tell = (alarm: string, at: number, raised: boolean) =>
    mails.push({ at, alarm, state: raised ? 'ALARM' : 'OK' });

  for (const { AlarmName } of composites) compositeStates.set(AlarmName, calm);
  return {
    store,
    mails,
    raised: () => [...states].flatMap(([name, raised]) => (raised ? [name] : [])),
    evaluate(at) {
      for (const alarm of alarms) {
        const before = states.get(alarm.AlarmName) ?? false;
        const raised = isRaised(alarm, store, at, before);
        states.set(alarm.AlarmName, raised);
        if (raised !== before && alarm.AlarmActions.length > 0) tell(alarm.AlarmName, at, raised);
      }
      // A suppressor comes before what it suppresses.
      for (const composite of composites) {
        const { AlarmName, AlarmRule, ActionsSuppressor } = composite;
        const before = compositeStates.get(AlarmName) ?? calm;
        const after = step(composite, before, {
          at,
          raised: evaluateRule(AlarmRule, isInAlarm),
          suppressed: ActionsSuppressor !== undefined && isInAlarm(ActionsSuppressor),
        });
        compositeStates.set(AlarmName, after);
        if (after.notified !== before.notified) tell(AlarmName, at, after.notified);
      }
    },
  };
}
