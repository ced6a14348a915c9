import type { Template } from './compiled-template.ts';
import { type Part, reference } from './resource.ts';
import type { Settings } from './settings.ts';

const GROUP = 'ScheduleGroup';

/**
 * A group for the schedules of the stack: EventBridge Scheduler counts what it could not invoke by group.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html
 */
export function schedules(settings: Settings): Part {
  return {
    Resources: {
      [GROUP]: { Type: 'AWS::Scheduler::ScheduleGroup', Properties: { Name: scheduleGroup(settings) } },
    },
  };
}

/** The name of the group of schedules. */
export function scheduleGroup({ stage }: Settings): string {
  return `dormouse-${stage}`;
}

/** Puts the schedules into the group of the stack, which Serverless has no setting for. */
export function groupSchedules({ Resources }: Template): void {
  for (const { Type, Properties } of Object.values(Resources)) {
    if (Type === 'AWS::Scheduler::Schedule' && Properties !== undefined)
      Properties.GroupName = reference(GROUP);
  }
}
