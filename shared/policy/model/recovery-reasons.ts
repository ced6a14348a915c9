import type { ReasonRow } from './reason-row.ts';

/** The reasons of decisions about restore drills. */
export const recoveryReasons = {
  'drill-continues': { kind: 'act', text: 'its restore drill takes the next step' },
  'drill-cleanup': {
    kind: 'act',
    text: 'its restore drill is over or has failed, so everything that it made is deleted',
  },
  'drill-in-progress': { kind: 'passing', waits: true, text: 'its restore drill waits for AWS' },
  'drill-leftover': {
    kind: 'refusal',
    text: 'something of a restore drill may not be deleted, or cannot be; a later sweep tries again',
  },
  'drill-due': { kind: 'act', text: 'a restore drill of it is due, and nothing is in its way' },
  'drill-not-due': {
    kind: 'settled',
    everyday: true,
    text: 'the restore drill of the current period is over',
  },
  'drill-elsewhere': {
    kind: 'settled',
    everyday: true,
    text: 'the restore drill of the current period restores it in another Region, where it is decided',
  },
  'drill-outside-hours': {
    kind: 'passing',
    everyday: true,
    text: 'a restore drill of it is due, and begins within the hours of recovery.drill',
  },
  'drill-slots-full': {
    kind: 'passing',
    text: 'recovery.drill.atMost restore drills are already in progress in the account and Region; this one waits for its turn',
  },
  'drill-no-bucket': {
    kind: 'refusal',
    text: 'the deployment has no bucket for evidence, so no restore drill begins; deploy the stack with one',
  },
  'drill-no-point': {
    kind: 'refusal',
    text: 'it has no complete recovery point in the place where a restore drill is due',
  },
  'drill-unknown': {
    kind: 'refusal',
    text: 'a restore drill is due, but a fact that it needs could not be read',
  },
  'drill-quota-full': {
    kind: 'refusal',
    text: 'the quota of the account and Region has no room for a restore drill and one more cluster and instance; raise the quota, or delete clusters or instances',
  },
  'drill-key-unusable': {
    kind: 'refusal',
    text: 'the KMS key of its recovery point cannot be used for a restore drill',
  },
  'drill-network-unfit': {
    kind: 'refusal',
    text: 'the network of recovery is missing in the Region of the restore drill, covers fewer than two Availability Zones, or lies in the default VPC',
  },
  'drill-class-unfit': {
    kind: 'refusal',
    text: 'the instance class of recovery cannot be ordered where the restore drill is due',
  },
  'drill-version-unfit': {
    kind: 'refusal',
    text: 'AWS no longer offers the engine version of its recovery point where the restore drill is due',
  },
  'drill-not-permitted': {
    kind: 'refusal',
    text: 'the role may not delete what a restore drill would make, so none begins',
  },
  'drill-checks-unfit': {
    kind: 'refusal',
    text: 'a check of recovery cannot be asked of its engine or its version, so a restore drill would prove nothing',
  },
  'drill-cluster': {
    kind: 'settled',
    rulesOut: 'cluster',
    text: 'its name begins with dormouse-drill-, and rules never match the clusters of restore drills',
  },
} as const satisfies Readonly<Record<string, ReasonRow>>;
