import { expect, test } from 'vitest';
import { ruleWith, said, unmark } from './policy-text.ts';

const power = (keys: string) => ruleWith('match: {}', `power: { ${keys} }`);
const create = (keys: string) => ruleWith('match: {}', `snapshots: { create: { ${keys} } }`);
const copy = (keys: string) => ruleWith('match: {}', `snapshots: { copy: { ${keys} } }`);
const capacity = (keys: string) => ruleWith('match: {}', `capacity: [{ ${keys} }]`);

const key = 'arn:aws:kms:us-east-1:111122223333:alias/x';
const example = 'mon-fri 07:30-19:00, sat 10:00-14:00 except holidays';

/** Where ¦ stands, this is said of `rules[0]`. */
const cases: readonly (readonly [text: string, said: string])[] = [
  [
    power('idleFor: ¦6 bananas'),
    'power.idleFor: "6 bananas" is not a duration; write for example 60m, 2h or 7d',
  ],
  [power('idleFor: ¦60'), 'power.idleFor: 60 is not a duration; write for example 60m, 2h or 7d'],
  [power('idleFor: ¦4m'), 'power.idleFor: "4m" is out of bounds; write 5m to 14d'],
  [power('idleFor: ¦14d1m'), 'power.idleFor: "14d1m" is out of bounds; write 5m to 14d'],
  [
    power('idle: { connections: ¦many }'),
    'power.idle.connections: "many" is not a whole number; write a whole number',
  ],
  [
    power('idle: { cpu: ¦20 }'),
    'power.idle.cpu: 20 is not a percentage from 1% to 99%; write for example 20%',
  ],
  [
    power('idle: { cpu: ¦100% }'),
    'power.idle.cpu: "100%" is not a percentage from 1% to 99%; write for example 20%',
  ],
  [power('idle: { ¦conections: 2 }'), 'power.idle.conections: is not a known key; did you mean connections?'],
  [
    power('idle: { ignore: [¦DatabaseConnections] }'),
    'power.idle.ignore[0]: "DatabaseConnections" is not one of connections, cpu, queries, connectionAttempts; write one of connections, cpu, queries, connectionAttempts',
  ],
  [
    power('idle: { ignore: ¦[cpu, connections] }'),
    'power.idle.ignore: leaves no metric that AWS always sends, so nothing would show that a cluster is used; take connections or cpu out of the list, and give it a threshold instead',
  ],
  [
    power('idle: { connections: ¦2, ignore: [connections] }'),
    'power.idle.connections: has no effect, because ignore names it; remove connections here or from ignore',
  ],
  [power('idle: ¦{}'), 'power.idle: says nothing; give for example connections: 2, or remove the key'],
  [power('startBefore: ¦3h'), 'power.startBefore: "3h" is out of bounds; write 1m to 2h'],
  [
    power('startBefore: ¦15'),
    'power.startBefore: 15 is not a duration or auto; write for example 15m or auto',
  ],
  [
    power('startBefore: ¦15min'),
    'power.startBefore: "15min" is not a duration or auto; write for example 15m or auto',
  ],
  [
    power('startBefore: ¦always'),
    'power.startBefore: "always" is not a duration or auto; write for example 15m or auto',
  ],
  [power('maxUptime: ¦20m'), 'power.maxUptime: "20m" is out of bounds; write 30m to 7d'],
  [
    power('maxUptime: ¦10'),
    'power.maxUptime: 10 is not a duration, or a map with atOnce; write for example 10h or { atOnce: 10h }',
  ],
  [
    power('maxUptime: { atOnce: 1h, ¦atEnd: 10h }'),
    'power.maxUptime.atEnd: is not a known key; write one of atOnce',
  ],
  [power('maxUptime: { atOnce: ¦8d }'), 'power.maxUptime.atOnce: "8d" is out of bounds; write 30m to 7d'],
  [power('minUptime: ¦8d'), 'power.minUptime: "8d" is out of bounds; write 0m to 7d'],
  [
    power('stop: ¦whenidle'),
    'power.stop: "whenidle" is not one of whenIdle, atOnce, atEnd, never; did you mean whenIdle?',
  ],
  [
    ruleWith('match: {}', 'mode: ¦enforce', 'power: {}'),
    'mode: "enforce" is not observe, the only mode that a rule can have; write observe, or remove it and set the mode of the policy',
  ],
  [power('¦idlefor: 60m'), 'power.idlefor: is not a known key; did you mean idleFor?'],
  [power('start: ¦"true"'), 'power.start: "true" is not true or false; write true or false'],
  [
    power('maintenance: ¦honor'),
    'power.maintenance: "honor" is not one of ignore, honour; did you mean honour?',
  ],
  [
    power('hours: ¦mno-fri 07:30-19:00'),
    'power.hours: "mno-fri 07:30-19:00" has an unknown day, "mno"; did you mean mon?',
  ],
  [power('hours: ¦9-17'), 'power.hours: "9-17" has an unreadable part, "9-17"; write 09:00-17:00'],
  [
    power('hours: ¦mon-fri 07.30-19.00'),
    `power.hours: "mon-fri 07.30-19.00" has an unreadable part, "07.30-19.00"; write for example ${example}`,
  ],
  [
    power('hours: ¦mon - fri 07:30 - 19:00 exept holidays'),
    'power.hours: "mon - fri 07:30 - 19:00 exept holidays" has an unreadable part, "exept holidays"; did you mean except?',
  ],
  [ruleWith('match: {}', '¦pwoer: {}'), 'pwoer: is not a known key; did you mean power?'],
  [
    ruleWith('match: {}', 'snapshots: { ¦creat: {} }'),
    'snapshots.creat: is not a known key; did you mean create?',
  ],
  [
    create('cron: 0 3 * * *, keep: { ¦dayly: 7 }'),
    'snapshots.create.keep.dayly: is not a known key; did you mean daily?',
  ],
  [
    ruleWith('match: {}', 'capacity: ¦{ min: 1, max: 8 }'),
    'capacity: a map is not a list; write it as a list: [{ … }], or a dash before each of its maps',
  ],
  [ruleWith('match: {}', '¦power:'), 'power: has no value; give it one, or take power out'],
  [ruleWith('match: {}', 'power: ¦atOnce'), 'power: "atOnce" is not a map; write a map'],
  [
    create('cron: ¦0 3 * *'),
    'snapshots.create.cron: "0 3 * *" is not a cron expression of five fields; write for example 0 3 * * * or 30 2 * * 1-5',
  ],
  [
    create('cron: ¦61 3 * * *'),
    'snapshots.create.cron: "61 3 * * *" is not a cron expression (invalid value for minute: 61); write minute, hour, day of month, month and day of week, for example 0 3 * * *',
  ],
  [
    create('cron: ¦0 3 30 2 *'),
    'snapshots.create.cron: "0 3 30 2 *" never comes; write minute, hour, day of month, month and day of week, for example 0 3 * * *',
  ],
  [
    create('cron: 0 3 * * *, keep: ¦{}'),
    'snapshots.create.keep: keeps no snapshot; set a count, for example daily: 7, or remove keep to keep every snapshot',
  ],
  [
    create('cron: 0 3 * * *, keep: { daily: ¦0 }'),
    'snapshots.create.keep.daily: 0 is too small; write 1 or more',
  ],
  [
    create('cron: 0 3 * * *, keep: { daily: ¦1.5 }'),
    'snapshots.create.keep.daily: 1.5 is not a whole number; write for example 7',
  ],
  [
    ruleWith('match: {}', 'snapshots: ¦{}'),
    'snapshots: neither takes nor copies snapshots; give create, copy or both',
  ],
  [copy('to: ¦[]'), 'snapshots.copy.to: an empty list has no entries; add one, or remove the key'],
  [
    copy('to: [{ region: us-west-2 }, { region: ¦us-west-2 }]'),
    'snapshots.copy.to[1].region: "us-west-2" is already a destination; keep one entry for each Region',
  ],
  [
    copy(`to: [{ region: us-west-2, kmsKey: ¦"${key}" }]`),
    `snapshots.copy.to[0].kmsKey: "${key}" is a key of us-east-1; name a key of us-west-2, for example by its alias`,
  ],
  [
    copy('to: [{ region: us-west-2, kmsKey: ¦mine }]'),
    'snapshots.copy.to[0].kmsKey: "mine" is not a KMS key; write for example alias/dormouse or arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  ],
  [
    ruleWith('match: {}', 'activityStream: { mode: off, override: ¦7d }'),
    'activityStream.override: "7d" is not allow, deny or max and a duration; write for example allow, deny or max 7d',
  ],
  [
    ruleWith('match: {}', 'activityStream: { mode: off, override: ¦max 7 }'),
    'activityStream.override: "max 7" is not allow, deny or max and a duration; write for example allow, deny or max 7d',
  ],
  [
    ruleWith('match: {}', 'activityStream: { mode: off, override: ¦max 367d }'),
    'activityStream.override: "max 367d" is out of bounds; write max 1m to max 366d',
  ],
  [
    ruleWith('match: {}', 'activityStream: { mode: off, override: ¦max 0d }'),
    'activityStream.override: "max 0d" is out of bounds; write max 1m to max 366d',
  ],
  [
    ruleWith('match: {}', 'activityStream: ¦{ mode: sync }'),
    'activityStream.kmsKey: is missing; add for example kmsKey: alias/dormouse',
  ],
  [
    capacity('min: ¦0.3, max: 4'),
    'capacity[0].min: 0.3 is not a multiple of 0.5; write for example 0.5, 2 or 16',
  ],
  [capacity('min: 0, max: ¦0.5'), 'capacity[0].max: 0.5 is too small; write 1 or more'],
  [capacity('min: 1, max: ¦0'), 'capacity[0].max: 0 is too small; write 1 or more'],
  [capacity('min: ¦-0.5, max: 4'), 'capacity[0].min: -0.5 is too small; write 0 or more'],
  [capacity('min: 1, max: ¦256.5'), 'capacity[0].max: 256.5 is too large; write 256 or less'],
  [
    capacity('min: 1, max: ¦127.7'),
    'capacity[0].max: 127.7 is not a multiple of 0.5; write for example 1, 16 or 128',
  ],
  [
    capacity('min: 1, max: ¦.inf'),
    'capacity[0].max: .inf is not a number of capacity units; write for example 1, 16 or 128',
  ],
  [ruleWith('match: {}', 'capacity: [¦{ min: 1 }]'), 'capacity[0].max: is missing; add max: 1'],
  [capacity('min: 0, max: ¦512'), 'capacity[0].max: 512 is too large; write 256 or less'],
  [capacity('min: ¦8, max: 4'), 'capacity[0].min: 8 is above max, 4; write 4 or less'],
  [
    capacity('min: ¦"2", max: 4'),
    'capacity[0].min: "2" is not a number of capacity units; write it without quotes: 2',
  ],
  [
    capacity('min: 1, max: 4, autoPauseAfter: ¦10m'),
    'capacity[0].autoPauseAfter: has no effect with min 1; write min: 0, or take autoPauseAfter out',
  ],
  [
    capacity('min: 0, max: 4, autoPauseAfter: ¦1m'),
    'capacity[0].autoPauseAfter: "1m" is out of bounds; write 5m to 24h',
  ],
];

test.each(cases)('says of %s where it is wrong and what would be right', (marked, expected) => {
  const { text, places } = unmark(marked);

  expect(said(text)).toEqual([`${places[0]} rules[0].${expected}`]);
});

test('names a rule that says nothing, and one without a name', () => {
  const { text, places } = unmark(
    'version: 1\nrules:\n  - ¦name: a\n    match: {}\n  - ¦match: {}\n    power: {}',
  );

  expect(said(text)).toEqual([
    `${places[0]} rules[0]: has none of the aspects that a rule can decide; give it one of power, snapshots, activityStream, capacity, recovery`,
    `${places[1]} rules[1].name: is missing; add name: developer databases`,
  ]);
});
