import pMap from 'p-map';
import { tagResource } from '../../aws/write/tags.ts';
import type { Mode } from '../../policy/model/policy.ts';
import { WARNED_TAG } from '../../policy/model/tags.ts';
import { WARNING_OVER, warnedText } from '../../policy/rules/warning.ts';
import type { Outcome } from '../sweep/outcome.ts';
import type { ScopeSweep } from '../sweep/sweep.ts';

/** Tags written at the same time. */
const MAX_CONCURRENT = 5;

/**
 * Notes on each target which warning was sent, once it was: a function that ends in between sends it twice, but no change
 * comes without one. `elapsedMs`: since before the clusters were listed.
 *
 * @throws what AWS throws, after all have been tried: where no note can be written, nothing is done.
 */
export async function recordWarnings(
  { awsScope, world, outcomes }: ScopeSweep,
  mode: Mode,
  elapsedMs: number,
): Promise<void> {
  if (awsScope === undefined || world === undefined || mode === 'observe') return;
  const notes = outcomes.flatMap((outcome) => {
    const text = noteOf(outcome, world.observedAt + elapsedMs);
    return text === undefined ? [] : [{ arn: outcome.decision.resourceArn, text }];
  });
  const errors = await pMap(
    notes,
    ({ arn, text }) => errorOf(tagResource(awsScope, arn, { [WARNED_TAG]: text })),
    {
      concurrency: MAX_CONCURRENT,
    },
  );
  const [error] = errors.filter((one) => one !== undefined);
  if (error === undefined) return;
  error.message = `${error.message} (writing the tag ${WARNED_TAG}, without which nothing is done that was warned of)`;
  throw error;
}

async function errorOf(written: Promise<void>): Promise<Error | undefined> {
  try {
    await written;
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function noteOf({ status, decision }: Outcome, now: number): string | undefined {
  if (status === 'warned') return warnedText(decision.action, now);
  return decision.verdict === 'skip' && decision.endsWarning ? WARNING_OVER : undefined;
}
