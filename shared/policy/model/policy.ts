/**
 * A policy file after parsing: defaults filled in, durations in milliseconds, hours and
 * globs readable. `parsePolicy` is the only way to get one.
 */

import type { Calendars } from '../time/calendars.ts';
import type { Hours } from '../time/hours.ts';
import type { MaintenanceChoice } from '../time/maintenance-window.ts';
import type { EpochMs } from '../time/units.ts';
import type { Action } from './actions.ts';
import type { Signal } from './engines.ts';
import type { RecoveryRule } from './recovery-rule.ts';

export type Mode = 'observe' | 'enforce';

export interface Policy {
  readonly version: 1;
  readonly mode: Mode;
  /** `false`: everything is decided and reported, and nothing is done. Absent: true. */
  readonly enabled?: boolean;
  readonly timezone: string;
  readonly tagActions: boolean;
  /** The deployment, by its stage, whose policy this is: it owns the snapshots that it makes. Absent: `prod`. */
  readonly deployment?: string;
  /** Its digest and the release that goes by it, for the tags of actions. Absent: they do not say. */
  readonly stamp?: string;
  /** Accounts by number. Empty, without `organizations`: the account and Region that the function runs in. */
  readonly targets: readonly Target[];
  /** Organizations whose accounts are targets, too, once they are listed. Absent: none. */
  readonly organizations?: readonly OrganizationTarget[];
  readonly calendars: Calendars;
  /** Hours by name, for rules with `hours: tag …`. Absent: none. */
  readonly schedules?: Readonly<Record<string, Schedule>>;
  /** For rules that name none, and for snapshots of rules that are gone. Absent: none. */
  readonly changeCalendar?: ChangeCalendar;
  readonly limits: Readonly<Partial<Record<Action, Limit>>>;
  /** Snapshot copies at the same time to one destination Region and account, everybody's counted; default 5. */
  readonly copiesInFlight: number;
  /** Snapshots of ours whose cluster or rule is gone: kept, or deleted when they are older than this. */
  readonly orphans: 'keep' | { readonly expireAfterMs: number };
  readonly protect: readonly Protection[];
  readonly rules: readonly Rule[];
}

export interface Target {
  readonly account: string;
  /** IAM role to assume; absent: the caller's own credentials. */
  readonly role?: string;
  /** IAM role that a plan assumes instead. */
  readonly readRole?: string;
  readonly externalId?: string;
  readonly regions: readonly string[];
  /** It has joined its organization a short while ago, so its role may still be missing. Absent: no. */
  readonly isNew?: true;
}

/** The accounts of an AWS organization, whichever they are when a run begins. */
export interface OrganizationTarget {
  /** Its position in the list of the file. Absent: it stands there alone, without a list. */
  readonly position?: number;
  /** `o-…` */
  readonly organization: string;
  /** Organizational units, `ou-…`, whose accounts and whose units' accounts alone are meant. Absent: all accounts. */
  readonly units?: readonly string[];
  /** Organizational units whose accounts, and whose units' accounts, are left out. Absent: none. */
  readonly exceptUnits?: readonly string[];
  /** Accounts that are left out. */
  readonly except: readonly string[];
  /** Name of the role to assume in each account. */
  readonly role: string;
  /** Name of the role that a plan assumes instead. */
  readonly readRole?: string;
  readonly externalId?: string;
  /** ARN of a role that may list the accounts. Absent: the caller's own credentials list them. */
  readonly listRole?: string;
  readonly regions: readonly string[];
}

/** A count, or a percentage of the clusters in scope (rounded up). */
export type Amount = { readonly count: number } | { readonly percent: number };

export interface Limit {
  readonly cap?: Amount;
  /** Over this, nothing at all is done. */
  readonly breaker?: Amount;
  /** Over this, nothing is done to one cluster; of `deleteSnapshot` alone, and of its snapshots in the place. */
  readonly perCluster?: Amount;
}

export interface Match {
  readonly engines?: readonly string[];
  /** Every key must answer to its globs over values, of which `!` excludes; `!*` means absent. */
  readonly tags?: Readonly<Record<string, readonly string[]>>;
  /** Whether case matters neither in keys nor in values of `tags`. */
  readonly ignoreCase?: boolean;
  /** Globs over cluster identifiers; `!` excludes. */
  readonly clusters?: readonly string[];
  /** DbClusterResourceIds: the same cluster under whatever name. */
  readonly resourceIds?: readonly string[];
  readonly createdBefore?: Moment;
  /** At this moment, or later. */
  readonly createdAfter?: Moment;
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
  /** It does not match the clusters that this matches. */
  readonly not?: Omit<Match, 'not'>;
}

/** An instant as the policy file has it; a date is the beginning of that day in the time zone of the rule. */
export interface Moment {
  readonly text: string;
  readonly at: EpochMs;
}

export interface Protection extends Match {
  /** Absent: from every action. */
  readonly from?: readonly Action[];
}

export interface Rule {
  readonly name: string;
  /** Its decisions are planned and never carried out, whatever the mode of the policy. */
  readonly mode?: 'observe';
  /** `false`: what it decides is paused. Absent: true. */
  readonly enabled?: boolean;
  readonly match: Match;
  /** The rule's own time zone, or the policy's. Always set. */
  readonly timezone: string;
  /** The rule's own, in place of the policy's. */
  readonly changeCalendar?: ChangeCalendar;
  readonly power?: PowerRule;
  readonly snapshots?: SnapshotsRule;
  readonly activityStream?: ActivityStreamRule;
  readonly capacity?: readonly CapacityEntry[];
  readonly recovery?: RecoveryRule;
  /** Absent: no change is warned of. */
  readonly notify?: NotifyRule;
}

/** The changes that are made only some time after a warning of them was sent. */
export interface NotifyRule {
  readonly beforeMs: number;
  readonly of: readonly ('stop' | 'deleteSnapshot')[];
}

/** An AWS Systems Manager Change Calendar, while which is CLOSED some actions wait. */
export interface ChangeCalendar {
  /** A name in the account and Region that the function runs in, or an ARN. */
  readonly name: string;
  readonly from: readonly Action[];
  /** The state that counts where none can be read. */
  readonly whenUnknown: 'closed' | 'open';
}

/** Hours that have a name, which a tag of a cluster may say. */
export interface Schedule {
  readonly hours: Hours;
  /** Absent: that of the rule. */
  readonly timezone?: string;
}

/** The hours of the schedule that a tag of each cluster names. */
export interface HoursByTag {
  /** As the policy file has it. */
  readonly text: string;
  readonly tag: string;
}

export interface PowerRule {
  readonly hours?: Hours | HoursByTag;
  /** Which overrides of its hours by a tag it allows. Absent: none. */
  readonly overrides?: OverrideBound;
  readonly start: boolean;
  /** How long before its hours a cluster is started (ms), or learned from its starts; absent: when they begin. */
  readonly startBefore?: number | 'auto';
  /** Over how long the starts of its clusters are spread (ms); absent: they all come at once. */
  readonly staggerMs?: number;
  readonly stop: 'whenIdle' | 'atOnce' | 'atEnd' | 'never';
  readonly idleForMs: number;
  /** Absent: the thresholds of the engine. */
  readonly idle?: IdleRule;
  readonly minUptimeMs: number;
  /** How long a cluster may be up that was started outside its hours, used or only while it is not; absent: no bound. */
  readonly maxUptime?: { readonly ms: number; readonly evenIfUsed: boolean };
  readonly afterAwsRestart: 'stop' | 'leave';
  readonly maintenance: MaintenanceChoice;
  readonly snapshotFirst: boolean;
  /** Started once these are available, and they are stopped once it is. Absent: in no order. */
  readonly after?: Match;
}

/** The thresholds of idleness, where a rule says more than those of the engine. */
export interface IdleRule {
  /** The greatest value without use: connections, CPU in percent, queries a second, connection attempts a minute. */
  readonly atMost: Readonly<Partial<Record<Signal, number>>>;
  /** Signals of which no value is use. */
  readonly ignore: readonly Signal[];
}

/** Counts of buckets to keep, as `restic forget` understands them. */
export interface Keep {
  readonly last?: number;
  readonly hourly?: number;
  readonly daily?: number;
  readonly weekly?: number;
  readonly monthly?: number;
  readonly yearly?: number;
}

export interface SnapshotsRule {
  readonly create?: { readonly cron: string; readonly keep?: Keep };
  readonly copy?: {
    readonly sources: readonly ('automated' | 'manual')[];
    readonly to: readonly CopyDestination[];
  };
}

export interface CopyDestination {
  readonly region: string;
  readonly kmsKey?: string;
  /** How old the newest copy of a cluster may be before an alarm says so; absent: as the stack says for all. */
  readonly recoveryPointMaxAgeMs?: number;
  readonly keep?: Keep;
}

export interface ActivityStreamRule {
  readonly mode: 'async' | 'sync' | 'off';
  readonly kmsKey?: string;
  readonly hours: Hours;
  readonly restart: 'maintenanceWindow' | 'offHours' | 'anytime';
  readonly overrides: OverrideBound;
}

/** Which overrides a rule allows: those that end at most `maxMs` ahead. */
export interface OverrideBound {
  /** As the policy file has it. */
  readonly text: string;
  /** 0: none. */
  readonly maxMs: number;
}

export interface CapacityEntry {
  readonly hours?: Hours;
  readonly min: number;
  readonly max: number;
  readonly autoPauseAfterMs?: number;
  readonly whenBusy: 'wait' | 'apply';
}
