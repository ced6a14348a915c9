import type { z } from 'zod';
import { kmsKey, region } from '../../shared/policy/file/schema/names.ts';
import { hours, timezone } from '../../shared/policy/file/schema/time.ts';
import { CliError } from '../errors/cli-error.ts';

/** A value as the policy file takes it, checked where it is asked for. @throws CliError with a remedy */
export const readValue = {
  timezone: (text: string) =>
    checked(timezone, text, 'is not an IANA time zone', 'write for example Europe/Berlin'),
  hours: (text: string) => checked(hours, text, 'is not hours', 'write for example mon-fri 07:30-19:00'),
  stop(text: string): string {
    if (['whenIdle', 'atOnce', 'atEnd', 'never'].includes(text)) return text;
    throw new CliError(`"${text}" is none of whenIdle, atOnce, atEnd, never`, 'write one of them');
  },
  region: (text: string) =>
    text === 'none'
      ? undefined
      : checked(region, text, 'is not a Region', 'write for example us-west-2, or none'),
  kmsKey: (text: string) =>
    text === 'none'
      ? undefined
      : checked(kmsKey, text, 'is not a KMS key', 'write for example alias/dormouse, or none'),
};

function checked(schema: z.ZodType, text: string, message: string, remedy: string): string {
  const result = schema.safeParse(text);
  if (result.success) return text;
  const said = result.error.issues.flatMap((issue) =>
    issue.code === 'custom' && issue.params?.remedy ? [`${issue.message}; ${issue.params.remedy}`] : [],
  );
  throw new CliError(
    `"${text}" ${said[0] ?? message}`,
    said[0] === undefined ? remedy : 'see docs/policy.md',
  );
}
