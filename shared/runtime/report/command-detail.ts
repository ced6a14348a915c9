import { defined } from '../../defined.ts';
import type { Command } from '../../policy/model/command.ts';
import { STREAM_OVERRIDE_TAG } from '../../policy/model/tags.ts';

/** The parts of a command that a program may need and that its action does not say. */
export function commandDetail(command: Command): Readonly<Record<string, unknown>> {
  switch (command.kind) {
    case 'change-capacity': {
      const { min, max, autoPauseAfterMs } = command;
      return { min, max, ...defined({ autoPauseAfterMs }) };
    }
    case 'start-activity-stream':
      return { command: command.kind, streamMode: command.mode, ...overrideIn(command.tags) };
    case 'stop-activity-stream':
    case 'tag-activity-stream':
      return { command: command.kind, ...overrideIn(command.tags) };
    case 'restore-cluster':
    case 'create-drill-instance':
    case 'prepare-drill':
    case 'check-drill':
    case 'delete-drill-instance':
    case 'delete-drill-cluster':
    case 'close-drill':
    case 'note-drill':
      return {
        command: command.kind,
        ...{ drill: command.record.drill, restored: command.record.restored.cluster },
      };
    default:
      return {};
  }
}

/** The override that is recorded with a command. */
function overrideIn({ [STREAM_OVERRIDE_TAG]: override }: Readonly<Record<string, string>>): {
  readonly override?: string;
} {
  return override === undefined ? {} : { override };
}
