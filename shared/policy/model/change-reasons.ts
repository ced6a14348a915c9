import type { ReasonRow } from './reason-row.ts';

/** The reasons of decisions about activity streams. */
export const streamReasons = {
  'stream-due': { kind: 'act', text: 'its activity stream should run now' },
  'stream-over': { kind: 'act', text: 'its activity stream should not run now' },
  'stream-drift': {
    kind: 'act',
    text: 'its activity stream runs in another mode or with another key, so it is stopped and started again',
  },
  'stream-as-declared': { kind: 'settled', text: 'its activity stream is as the rule says' },
  'stream-in-transition': {
    kind: 'passing',
    text: 'its activity stream is starting or stopping; a later sweep decides again',
  },
  'stream-lost': {
    kind: 'refusal',
    text: 'its activity stream does not keep running: AWS refuses each start, or it stops again; tried again a day later',
  },
  'stream-contested': {
    kind: 'refusal',
    text: 'its activity stream is flapping: somebody else changes it, too, so it is left alone for a day',
  },
  'restart-waits': {
    kind: 'passing',
    waits: true,
    text: 'changing its activity stream restarts the cluster, which waits until the rule allows it or AWS can be asked again',
  },
  'override-requested': {
    kind: 'act',
    text: 'somebody asked for another state of its activity stream for a while, which its tag records',
  },
  'override-refused': {
    kind: 'refusal',
    text: 'its override ends later than the rule allows, so its stream is as the rule says; remove the tag dormouse:activity-stream-override',
  },
  'override-unreadable': {
    kind: 'refusal',
    text: 'its tag dormouse:activity-stream-override cannot be read, so its stream stays as it is; fix or remove the tag',
  },
  'cluster-stopped': { kind: 'passing', text: 'it is stopped; the change follows when it runs' },
} as const satisfies Readonly<Record<string, ReasonRow>>;

/** The reasons of decisions about capacity. */
export const capacityReasons = {
  'capacity-differs': { kind: 'act', text: 'its capacity is not what the rule says for now' },
  'capacity-as-declared': { kind: 'settled', text: 'its capacity is what the rule says for now' },
  'capacity-contested': {
    kind: 'refusal',
    text: 'somebody else changes its capacity again and again, so it is not made smaller for a day',
  },
  'capacity-in-use': {
    kind: 'passing',
    waits: true,
    text: 'it uses more than the new max, and the rule says whenBusy: wait',
  },
  'capacity-in-use-for-days': { kind: 'refusal', text: 'it has used more than the new max for three days' },
  'use-unknown': {
    kind: 'passing',
    waits: true,
    text: 'it is not known how much capacity it uses, so its max is not lowered',
  },
  'no-line': { kind: 'passing', text: 'no entry of capacity applies now' },
  'not-serverless': { kind: 'settled', text: 'it has no serverless instance' },
} as const satisfies Readonly<Record<string, ReasonRow>>;
