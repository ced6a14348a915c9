import { CliError } from '../errors/cli-error.ts';
import type { Draft, DraftRule } from './convert/draft.ts';

/** Tags by key, each with the values that match. */
export type Tags = Readonly<Record<string, readonly string[]>>;

/** Answers to the questions of `dormouse init`. */
export interface Wishes {
  readonly timezone: string;
  readonly hours: string;
  readonly tags: Tags;
  readonly stop: string;
  /** Empty: none are protected. */
  readonly protect: Tags;
  readonly snapshots: boolean;
  readonly copyTo?: string;
  readonly kmsKey?: string;
}

/** The policy that people begin with. */
export function draftOf({ timezone, hours, tags, stop, protect, snapshots, copyTo, kmsKey }: Wishes): Draft {
  const isProtected = Object.keys(protect).length > 0;
  const copy =
    copyTo === undefined
      ? {}
      : { copy: { to: [{ region: copyTo, ...(kmsKey !== undefined && { kmsKey }), keep: { daily: 7 } }] } };
  const backups: DraftRule = {
    name: 'backups',
    comments: [
      'A snapshot each night: the newest of each of seven days, and of each of four weeks.',
      ...(copyTo !== undefined && kmsKey === undefined
        ? [`Copies of encrypted snapshots need a kmsKey of ${copyTo}: add it.`]
        : []),
    ],
    match: isProtected ? { tags: protect } : { tags },
    snapshots: { create: { cron: '0 3 * * *', keep: { daily: 7, weekly: 4 } }, ...copy },
  };
  return {
    about: ['A policy of Dormouse: what Aurora, Neptune and DocumentDB clusters should be, by time of day.'],
    timezone,
    ...(isProtected && { protect: [{ tags: protect, from: ['stop'] }] }),
    rules: [
      {
        name: 'office hours',
        comments: ['Up in these hours; outside of them stopped, as stop says.'],
        match: { tags },
        power: { hours, stop, ...(stop === 'whenIdle' && { idleFor: '60m' }) },
      },
      ...(snapshots ? [backups] : []),
    ],
    notes: [],
  };
}

/**
 * Tags as people write them on a command line: `env=dev,test`.
 *
 * @throws CliError for what has no `=`
 */
export function readTags(written: readonly string[], option: string): Tags {
  const tags = written.map((text): [string, string[]] => {
    const [, key = '', values = ''] = /^([^=]+)=(.+)$/.exec(text.trim()) ?? [];
    if (key === '')
      throw new CliError(`${option} "${text}" is not KEY=VALUE`, 'write for example env=dev,test');
    return [key, values.split(',').map((value) => value.trim())];
  });
  return Object.fromEntries(tags);
}
