import type { Command } from '../../policy/model/command.ts';
import { STREAM_OVERRIDE_TAG } from '../../policy/model/tags.ts';

/** What a program may want to know of a command that its action alone does not say. */
export function commandDetail(command: Command): Readonly<Record<string, unknown>> {
  switch (command.kind) {
    case 'change-capacity': {
      const { min, max, autoPauseAfterMs } = command;
      return { min, max, ...(autoPauseAfterMs !== undefined && { autoPauseAfterMs }) };
    }
    case 'start-activity-stream':
      return { command: command.kind, streamMode: command.mode, ...overrideIn(command.tags) };
    case 'stop-activity-stream':
    case 'tag-activity-stream':
      return { command: command.kind, ...overrideIn(command.tags) };
    default:
      return {};
  }
}

/** What is remembered of what somebody asked for. */
function overrideIn({ [STREAM_OVERRIDE_TAG]: override }: Readonly<Record<string, string>>): {
  readonly override?: string;
} {
  return override === undefined ? {} : { override };
}
