/** The alarms of the packaged stack, evaluated every minute of virtual time. */
import { compositeAlarm, evaluateRule } from './composite-alarm.ts';
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
  const mails: Mail[] = [];
  const isInAlarm = (name: string): boolean => {
    const state = states.get(name);
    if (state === undefined) throw new Error(`there is no alarm ${name}`);
    return state;
  };
  const send = (alarm: string, at: number, raised: boolean) =>
    mails.push({ at, alarm, state: raised ? 'ALARM' : 'OK' });

  return {
    store,
    mails,
    raised: () => [...states].flatMap(([name, raised]) => (raised ? [name] : [])),
    evaluate(at) {
      for (const alarm of alarms) {
        const before = states.get(alarm.AlarmName) ?? false;
        const raised = isRaised(alarm, store, at, before);
        states.set(alarm.AlarmName, raised);
        if (raised !== before && alarm.AlarmActions.length > 0) send(alarm.AlarmName, at, raised);
      }
      for (const { AlarmName, AlarmRule } of composites) {
        const raised = evaluateRule(AlarmRule, isInAlarm);
        if (raised !== (states.get(AlarmName) ?? false)) send(AlarmName, at, raised);
        states.set(AlarmName, raised);
      }
    },
  };
}
