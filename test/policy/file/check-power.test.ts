import { expect, test } from 'vitest';
import { ruleWith, said, unmark } from './policy-text.ts';

const errors: readonly (readonly [text: string, said: string])[] = [
  [
    `tagActions: false\n${ruleWith('match: {}', 'power: { hours: mon 08:00-09:00, startBefore: ¦auto }')}`,
    'rules[0].power.startBefore: "auto" needs the tag dormouse:power to remember how long starts take, and tagActions is false; remove tagActions: false, or write a duration',
  ],
  [
    ruleWith('match: {}', 'power: { stop: atOnce, ¦idle: { connections: 2 } }'),
    'rules[0].power.idle: has no effect: only stop: whenIdle asks whether a cluster is idle; write stop: whenIdle, or remove idle',
  ],
  ...(
    [
      [
        'hours: mon 08:00-09:00, stop: atEnd, ¦idle: { connections: 2 }',
        'idle: has no effect: only stop: whenIdle asks whether a cluster is idle; write stop: whenIdle, or remove idle',
      ],
      [
        '¦stop: atEnd',
        'stop: is atEnd, and the rule has no hours that end; add for example hours: mon-fri 07:30-19:00, or write stop: whenIdle',
      ],
      [
        'hours: always, ¦stop: atEnd',
        'stop: is atEnd, and the rule has no hours that end; add for example hours: mon-fri 07:30-19:00, or write stop: whenIdle',
      ],
      [
        'hours: mon 08:00-09:00, start: false, ¦startBefore: 15m',
        'startBefore: has no effect: the rule starts no cluster; remove it, or give the rule hours without start: false',
      ],
      [
        '¦startBefore: 15m',
        'startBefore: has no effect: the rule starts no cluster; remove it, or give the rule hours without start: false',
      ],
      [
        'hours: always, ¦startBefore: 15m',
        'startBefore: has no effect: the rule has no hours that begin; remove it, or write for example hours: mon-fri 07:30-19:00',
      ],
      [
        'stop: never, ¦maxUptime: 10h',
        'maxUptime: cannot stop a cluster that stop: never keeps up; remove maxUptime, or write stop: atEnd',
      ],
      [
        'stop: atOnce, ¦maxUptime: { atOnce: 10h }',
        'maxUptime: has no effect: stop: atOnce stops a cluster that is started outside its hours after minUptime; remove maxUptime, or write stop: atEnd',
      ],
      [
        '¦maxUptime: 10h',
        'maxUptime: has no effect: stop: whenIdle stops an idle cluster anyway; write for example maxUptime: { atOnce: 10h }, or stop: atEnd',
      ],
      [
        'hours: always, ¦maxUptime: { atOnce: 10h }',
        'maxUptime: has no effect: no cluster is started outside hours that are always; remove maxUptime, or change hours',
      ],
      [
        'minUptime: 11h, ¦maxUptime: { atOnce: 10h }',
        'maxUptime: is less than minUptime, which keeps every cluster up; raise maxUptime, or lower minUptime',
      ],
      [
        'hours: mon 08:00-09:00, stop: atEnd, idleFor: 2h, ¦maxUptime: 1h',
        'maxUptime: is less than idleFor, before which no cluster is idle; raise maxUptime, lower idleFor, or write maxUptime: { atOnce: … }',
      ],
    ] as const
  ).map(
    ([power, expected]) =>
      [ruleWith('match: {}', `power: { ${power} }`), `rules[0].power.${expected}`] as const,
  ),
  [
    `tagActions: false\n${ruleWith('match: {}', 'power: { hours: mon 08:00-09:00, stop: ¦atEnd }')}`,
    'rules[0].power.stop: "atEnd" needs the tag dormouse:power to remember its stop, and tagActions is false; remove tagActions: false, or write stop: whenIdle',
  ],
];

test.each(errors)('of the power of %s is an error', (marked, expected) => {
  const { text, places } = unmark(marked);

  expect(said(text)).toEqual([`${places[0]} ${expected}`]);
});
