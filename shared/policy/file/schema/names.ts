import * as z from 'zod';
import type { Reading } from '../../../document/problem.ts';
import { nameableActions } from '../../model/actions.ts';
import { regionForm } from '../../model/arn.ts';
import { engineNames } from '../../model/engines.ts';
import { globForm, readGlob, readTagGlob, tagGlobForm } from '../../rules/glob.ts';
import { readMoment } from '../../rules/moment.ts';
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

export const action = z.enum(nameableActions);

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
export const tagKeyForm = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;

export const tagKey = z
  .string()
  .regex(tagKeyForm)
  .meta({ title: "a tag's key", examples: ['env'] });

/** The value of a tag stands for itself: AWS allows in it none of the characters that mean something in a glob. */
export const tagGlob = z
  .string()
  .transform(reading(readTagValue))
  .meta({
    title: "a tag's value or a glob over values",
    pattern: tagGlobForm.source.replace('^', '^!?'),
    examples: ['dev', 'dev-*', '!prod', '*', '!*'],
  });

function readTagValue(text: string): Reading<string> {
  const read = readTagGlob(text.replace(/^!/, ''));
  return read.ok ? { ok: true, value: text } : read;
}

/** DbClusterResourceId. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBCluster.html */
export const resourceId = z
  .string()
  .regex(/^cluster-[A-Z0-9]{1,64}$/)
  .meta({ title: "a cluster's resource ID", examples: ['cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ'] });

export const moment = z
  .string()
  .transform(reading(readMomentText))
  .meta({ title: 'a date or an instant', examples: ['2026-01-01', '2026-01-01T06:00:00Z'] });

/** The instant that a date means depends on the time zone of the rule. */
function readMomentText(text: string): Reading<string> {
  if (readMoment(text, 'UTC') !== undefined) return { ok: true, value: text };
  const remedy = 'write for example 2026-01-01, or 2026-01-01T06:00:00Z with Z or an offset';
  return { ok: false, message: 'is not a date or an instant', remedy };
}

/** A name that `except` can call. */
export const calendarName = z
  .string()
  .regex(/^[A-Za-z][\w-]*$/)
  .meta({ title: "a calendar's name", examples: ['holidays'] });
