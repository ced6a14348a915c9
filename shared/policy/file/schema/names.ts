import * as z from 'zod';
import type { Reading } from '../../../document/problem.ts';
import { actionNames } from '../../model/actions.ts';
import { regionForm } from '../../model/arn.ts';
import { engineNames } from '../../model/engines.ts';
import { globForm, readGlob } from '../../rules/glob.ts';
import { reading } from './refine.ts';

export const account = z
  .string()
  .regex(/^\d{12}$/)
  .meta({ title: 'an account id of 12 digits', examples: ['111122223333'] });

export const region = z
  .string()
  .regex(regionForm)
  .meta({ title: 'a Region', examples: ['eu-central-1', 'us-east-1'] });

export const role = z
  .string()
  .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/)
  .meta({ title: "an IAM role's ARN", examples: ['arn:aws:iam::111122223333:role/dormouse'] });

/** https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id */
export const kmsKey = z
  .string()
  .regex(
    /^(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(?:key\/(?:mrk-)?[0-9a-f-]{32,36}|alias\/[\w/-]+)|alias\/[\w/-]+|(?:mrk-)?[0-9a-f-]{32,36})$/,
  )
  .meta({
    title: 'a KMS key',
    examples: [
      'alias/dormouse',
      'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    ],
  });

export const engine = z.enum(engineNames);

export const action = z.enum(actionNames);

export const clusterGlob = z
  .string()
  .transform(reading(readClusterGlob))
  .meta({
    title: 'a glob',
    pattern: globForm.source.replace('^', '^!?'),
    examples: ['dev-*', '!dev-payments'],
  });

/** Identifiers of clusters are lower-case letters, digits and hyphens: a glob of anything else matches none. */
function readClusterGlob(text: string): Reading<string> {
  const lower = text.toLowerCase();
  const read = readGlob(lower.replace(/^!/, ''));
  if (!read.ok) return read;
  return lower === text
    ? { ok: true, value: text }
    : {
        ok: false,
        message: 'can match no cluster: their identifiers are lower case',
        remedy: `write ${lower}`,
      };
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.html */
export const tagKey = z
  .string()
  .regex(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u)
  .meta({ title: "a tag's key", examples: ['env'] });

const tagValueForm = /^(?:\*|[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256})$/u;

export const tagValue = z
  .string()
  .transform(reading(readTagValue))
  .meta({ title: "a tag's whole value, or * for any", pattern: tagValueForm.source, examples: ['dev', '*'] });

function readTagValue(text: string): Reading<string> {
  if (tagValueForm.test(text)) return { ok: true, value: text };
  const remedy = /[*?[{]/.test(text)
    ? 'list the values, or write "*" for any; only clusters takes globs'
    : 'write for example dev or "*"';
  return { ok: false, message: "is not a tag's whole value, or * for any", remedy };
}

/** A name that `except` can call. */
export const calendarName = z
  .string()
  .regex(/^[A-Za-z][\w-]*$/)
  .meta({ title: "a calendar's name", examples: ['holidays'] });
