import * as z from 'zod';
import { UnexpectedAnswer } from '../../shared/aws/client/unexpected-answer.ts';

const note = z.looseObject({
  version: z.string(),
  stage: z.string(),
  /** ARN of the bus that RDS events are forwarded to. */
  inbox: z.string(),
  /** Whether the role may do what restore drills need. */
  drills: z.boolean(),
  /** Name of the rule that forwards RDS events; empty: none are forwarded. */
  rule: z.string(),
});

/** The release and the parameters of a stack of spoke.yml, as it has noted them itself. */
export type SpokeNote = z.output<typeof note>;

/** Reads a note of a stack. @throws UnexpectedAnswer when it is none. */
export function parseSpokeNote(text: string): SpokeNote {
  try {
    return note.parse(JSON.parse(text));
  } catch (cause) {
    throw new UnexpectedAnswer('the parameter is not the note of a stack of spoke.yml', { cause });
  }
}
