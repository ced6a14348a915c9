import * as z from 'zod';
import type { Issue, Reading } from '../../../document/problem.ts';
import type { OverrideBound } from '../../model/policy.ts';
import { MAX_OVERRIDE_MS } from '../../streams/override.ts';
import { parseDuration } from '../../time/duration.ts';
import { formatDuration } from '../../time/when.ts';
import { reading } from './refine.ts';

export const override = z
  .string()
  .regex(/^[a-z]/)
  .transform(reading(readOverride))
  .meta({ title: 'allow, deny or max and a duration', examples: ['allow', 'deny', 'max 7d'] });

function readOverride(text: string): Reading<OverrideBound> {
  if (text === 'allow') return { ok: true, value: { text, maxMs: MAX_OVERRIDE_MS } };
  return readBound(text, {
    message: 'is not allow, deny or max and a duration',
    remedy: 'write for example allow, deny or max 7d',
  });
}

/** `deny`, or `max` and a duration. */
function readBound(text: string, unreadable: Pick<Issue, 'message' | 'remedy'>): Reading<OverrideBound> {
  if (text === 'deny') return { ok: true, value: { text, maxMs: 0 } };
  const maxMs = parseDuration(/^max +(.+)$/.exec(text)?.[1] ?? '');
  if (Number.isNaN(maxMs)) return { ok: false, ...unreadable };
  return maxMs > 0 && maxMs <= MAX_OVERRIDE_MS
    ? { ok: true, value: { text, maxMs } }
    : {
        ok: false,
        message: 'is out of bounds',
        remedy: `write max 1m to max ${formatDuration(MAX_OVERRIDE_MS)}`,
      };
}

/** Hours cost money each day, so an override of them always has a bound. */
export const boundedOverride = z
  .string()
  .regex(/^[a-z]/)
  .transform(reading(readBoundedOverride))
  .meta({ title: 'deny or max and a duration', examples: ['max 14d', 'deny'] });

function readBoundedOverride(text: string): Reading<OverrideBound> {
  const remedy = 'write for example max 14d';
  if (text === 'allow') return { ok: false, message: 'allows overrides without a bound', remedy };
  return readBound(text, { message: 'is not deny or max and a duration', remedy });
}
