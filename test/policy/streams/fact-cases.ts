import type { ActivityStreamRule } from '../../../shared/policy/model/policy.ts';
import { aRule, hoursOf } from '../builders.ts';
import { ALIAS, ANY_OVERRIDE, aStream, KEY_ARN, KEY_ID, OTHER_KEY_ID } from './builders.ts';
import { type ActivityStreamCase, later, noted, running, tagged, UNTIL } from './case.ts';

const member = (some: object) => ({
  members: [
    {
      id: 'audited-1-1',
      clusterId: 'audited-1',
      status: 'available',
      instanceClass: 'db.r6g.large',
      ...some,
    },
  ],
});

const keys: readonly ActivityStreamCase[] = [
  {
    name: 'the rule names no key',
    declared: { mode: 'off' },
    requested: { desired: 'async', until: UNTIL },
    policy: { rules: [aRule({ activityStream: withoutKey() })] },
    reason: 'override-requested',
    change: 'tag',
    detail: '"async until 2026-11-24T09:30:00Z" is recorded; key-missing: the rule names no kmsKey',
  },
  {
    name: 'the rule names no key, though somebody wants a stream',
    cluster: tagged('async until 2026-11-24T09:30:00Z'),
    policy: { rules: [aRule({ activityStream: withoutKey() })] },
    reason: 'key-missing',
  },
  {
    name: 'somebody wants what runs, and the rule names no key',
    cluster: { ...running, ...tagged('async until 2026-11-24T09:30:00Z') },
    policy: { rules: [aRule({ activityStream: withoutKey() })] },
    reason: 'stream-as-declared',
    exactly: 'it runs async; an override says async until Tue 10:30 Europe/Berlin',
  },
  {
    name: 'its key is disabled',
    keys: { [ALIAS]: { usable: false, detail: 'alias/das in eu-central-1 is Disabled' } },
    reason: 'key-unusable',
    detail: 'alias/das in eu-central-1 is Disabled',
  },
  {
    name: 'its key is disabled after it had been started',
    cluster: noted('start 2026-11-18T05:00:00Z attempt 1 by audited'),
    keys: { [ALIAS]: { usable: false, detail: 'alias/das is Disabled' } },
    reason: 'key-unusable',
    detail: 'alias/das is Disabled; RDS stops a stream when its key is lost, and this one had been started',
  },
  {
    name: 'its key is disabled, and it waits for its restart',
    cluster: later,
    facts: 'none',
    keys: { [ALIAS]: { usable: false, detail: 'Disabled' } },
    reason: 'key-unusable',
  },
  {
    name: 'its key belongs to AWS',
    keys: { [ALIAS]: { usable: true, arn: KEY_ARN, awsManaged: true } },
    reason: 'ineligible',
    detail: 'alias/das is an AWS managed key',
  },
  {
    name: 'its key belongs to AWS, as its name says, and nothing has been read',
    declared: { kmsKey: 'alias/aws/rds' },
    facts: 'none',
    keys: {},
    reason: 'ineligible',
    detail: 'alias/aws/rds is an AWS managed key; activity streams need a customer managed key: set kmsKey',
  },
  {
    name: 'its key is disabled after it had been stopped',
    cluster: noted('stop 2026-11-18T05:00:00Z by audited'),
    keys: { [ALIAS]: { usable: false, detail: 'alias/das is Disabled' } },
    reason: 'key-unusable',
    exactly: 'alias/das is Disabled',
  },
  {
    name: 'it runs, and should run in another mode with a key that is disabled',
    cluster: {
      activityStream: aStream({ mode: 'sync' }),
      ...noted('start 2026-11-18T05:00:00Z attempt 1 by audited'),
    },
    keys: { [ALIAS]: { usable: false, detail: 'alias/das is Disabled' } },
    reason: 'key-unusable',
    exactly: 'alias/das is Disabled',
  },
  {
    name: 'it runs, and the key that the rule names has not been read',
    cluster: running,
    keys: {},
    reason: 'stream-as-declared',
    exactly: 'it runs async; its key could not be compared with alias/das: alias/das has not been read',
  },
  {
    name: 'it runs with a key that RDS does not report, and the one that the rule names has not been read',
    cluster: { activityStream: { status: 'started', mode: 'async' } },
    keys: {},
    reason: 'stream-as-declared',
    exactly: 'it runs async; its key could not be compared with alias/das: RDS does not report its key',
  },
  {
    name: 'it runs, its key cannot be compared, and an override is refused',
    cluster: {
      activityStream: { status: 'started', mode: 'async' },
      ...tagged('off until 9999-12-31'),
    },
    reason: 'override-refused',
    exactly:
      'it runs async; its key could not be compared with alias/das: RDS does not report its key; its override "off until 9999-12-31" is refused: it ends more than 366 days ahead',
  },
  { name: 'its key has not been read', keys: {}, reason: 'not-observed' },
  {
    name: 'it runs with the key that the rule names by ARN',
    cluster: running,
    declared: { kmsKey: KEY_ARN },
    keys: {},
    reason: 'stream-as-declared',
    detail: 'it runs async; inside always',
  },
  {
    name: 'AWS tells the alias that the rule names',
    cluster: { activityStream: aStream({ kmsKey: ALIAS }) },
    keys: {},
    reason: 'stream-as-declared',
    detail: 'it runs async; inside always',
  },
  {
    name: 'AWS tells another alias than the rule names',
    cluster: { activityStream: aStream({ kmsKey: 'alias/other' }) },
    reason: 'stream-as-declared',
    detail:
      'its key could not be compared with alias/das: RDS reports alias/other, which can refer to any key',
  },
  {
    name: 'AWS tells the ARN of the key that the rule names by id',
    cluster: { activityStream: aStream({ kmsKey: KEY_ARN }) },
    declared: { kmsKey: KEY_ID },
    keys: {},
    reason: 'stream-as-declared',
  },
  {
    name: 'it runs with another key than the rule names by id',
    cluster: running,
    declared: { kmsKey: OTHER_KEY_ID },
    keys: { [OTHER_KEY_ID]: { usable: true, arn: KEY_ARN.replace(KEY_ID, OTHER_KEY_ID) } },
    reason: 'stream-drift',
    change: 'stop',
    detail: `it runs with the key ${KEY_ID} and should run with ${OTHER_KEY_ID}; inside always`,
  },
  {
    name: 'it runs with another key, and the one that the rule names could not start it again',
    cluster: running,
    declared: { kmsKey: OTHER_KEY_ID },
    keys: { [OTHER_KEY_ID]: { usable: false, detail: 'gone' } },
    reason: 'key-unusable',
    detail: 'gone',
  },
  {
    name: 'it runs, and the alias that the rule names leads nowhere',
    cluster: running,
    keys: { [ALIAS]: { usable: false, detail: 'alias/das is not found' } },
    reason: 'stream-as-declared',
    detail: 'it runs async; its key could not be compared with alias/das: alias/das is not found',
  },
  {
    name: 'it runs, and its key is not told',
    cluster: { activityStream: { status: 'started', mode: 'async' } },
    reason: 'stream-as-declared',
    detail: 'could not be compared with alias/das: RDS does not report its key',
  },
];

const instances: readonly ActivityStreamCase[] = [
  {
    name: 'it runs, and its mode is not told',
    cluster: { activityStream: { status: 'started', kmsKey: KEY_ID } },
    reason: 'stream-as-declared',
    detail: 'it runs in a mode that RDS does not report, and should run async; inside always',
  },
  { name: 'its instances have not been read', facts: 'none', reason: 'not-observed' },
  { name: 'AWS has no streams for its kind', cluster: { engine: 'neptune' }, reason: 'ineligible' },
  {
    name: 'it is of another kind and no stream is wanted',
    cluster: { engine: 'neptune' },
    declared: { mode: 'off' },
    reason: 'stream-as-declared',
  },
  {
    name: 'an instance is serverless',
    facts: member({ instanceClass: 'db.serverless' }),
    reason: 'ineligible',
    detail: 'audited-1-1 is serverless',
  },
  {
    name: 'it runs in the other mode, which its class does not offer',
    cluster: running,
    declared: { mode: 'sync' },
    facts: { modesByClass: { 'db.r6g.large': ['async'] } },
    reason: 'ineligible',
  },
  {
    name: 'an instance is rebooting',
    facts: member({ status: 'rebooting' }),
    reason: 'in-transition',
    detail: 'not all instances are available: audited-1-1',
  },
];

/** Keys and instances: what costs a call of its own. */
export const streamFactCases = [...keys, ...instances];

function withoutKey(): ActivityStreamRule {
  return { mode: 'off', hours: hoursOf('always'), restart: 'anytime', overrides: ANY_OVERRIDE };
}
