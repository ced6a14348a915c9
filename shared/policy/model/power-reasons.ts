import type { ReasonRow } from './reason-row.ts';

/** The reasons of decisions about power. */
export const powerReasons = {
  idle: { kind: 'act', text: 'complete metrics show no use for idleFor' },
  'outside-hours': { kind: 'settled', everyday: true, text: "it is outside the rule's hours" },
  'in-hours': { kind: 'settled', everyday: true, text: "it is within the rule's hours" },
  'start-before': {
    kind: 'settled',
    everyday: true,
    text: 'its hours begin within startBefore, so that it is available when they do',
  },
  'in-maintenance-window': {
    kind: 'settled',
    everyday: true,
    text: 'the rule keeps the cluster up in its maintenance window, which is now or about to begin',
  },
  'hours-soon': {
    kind: 'settled',
    everyday: true,
    text: 'its hours, or the start for its maintenance window, come within 30 minutes, too soon to stop it and have it back in time',
  },
  // AWS starts a stopped cluster after seven days, so this passes, too.
  'already-stopped': { kind: 'passing', everyday: true, text: 'it is stopped or stopping' },
  'already-running': { kind: 'settled', everyday: true, text: 'it is running or starting' },
  'stop-never': { kind: 'settled', text: 'the rule says stop: never' },
  'no-schedule': {
    kind: 'refusal',
    text: 'its tag names no schedule of the policy, so nobody knows its hours and it is left as it is; fix the tag',
  },
  'hours-refused': {
    kind: 'refusal',
    text: 'its tag dormouse:hours cannot be read, or asks for more than the rule allows, so the hours of the rule apply; fix or remove the tag',
  },
  'start-off': { kind: 'settled', text: 'the rule says start: false' },
  'no-hours': { kind: 'settled', text: 'the rule has no hours, so it never starts a cluster' },
  'started-recently': { kind: 'passing', everyday: true, text: 'it started less than minUptime ago' },
  'started-after-end': {
    kind: 'settled',
    text: 'somebody started or created it after its hours had ended, and the rule says stop: atEnd, so it is left until they end next',
  },
  'end-unknown': {
    kind: 'refusal',
    text: 'the rule says stop: atEnd, and it is not known whether the cluster has been stopped since its hours ended, so it is left until they end next',
  },
  'max-uptime': {
    kind: 'act',
    text: 'it was started outside its hours and has been up for maxUptime',
  },
  'aws-restart-left': {
    kind: 'settled',
    text: 'AWS restarted it, and the rule says afterAwsRestart: leave',
  },
  'stop-failing': {
    kind: 'refusal',
    text: 'its last stops were refused or did not last, so the next one waits for up to four hours',
  },
  'power-contested': {
    kind: 'refusal',
    text: 'somebody else starts it against its rule again and again, so it is not stopped for a day',
  },
  busy: { kind: 'settled', text: 'it was used within idleFor' },
  'busy-for-days': {
    kind: 'refusal',
    text: 'it was used within idleFor, and has not been stopped for three days though its hours have ended each day; find out what uses it',
  },
  'idle-unknown': {
    kind: 'passing',
    text: 'its metrics are missing, incomplete or throttled, and only complete ones show that it is idle',
  },
  'auto-paused': { kind: 'settled', text: 'it has paused by itself, so its capacity costs nothing' },
  'snapshot-first': {
    kind: 'passing',
    text: 'the rule wants a snapshot before each stop, and it has none since its last start',
  },
  staggered: {
    kind: 'passing',
    everyday: true,
    text: 'its hours have begun, and its turn comes within the time over which stagger spreads starts',
  },
  'waits-for': {
    kind: 'passing',
    waits: true,
    text: 'by power.after it is started once other clusters are available, and stopped once other clusters are stopped',
  },
  'waited-enough': {
    kind: 'act',
    text: 'the clusters that power.after puts before it are not available after all the time that it waits for them',
  },
  'order-stuck': {
    kind: 'refusal',
    text: 'clusters that come after it by power.after run outside their hours and are not stopped; see the reason of each',
  },
  'not-observed': { kind: 'unread', text: 'the facts that decide have not been read' },
} as const satisfies Readonly<Record<string, ReasonRow>>;
