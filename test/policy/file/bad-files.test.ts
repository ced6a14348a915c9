import { expect, test } from 'vitest';
import { fileWith, said, unmark } from './policy-text.ts';

const role = 'arn:aws:iam::111122223333:role/dormouse';
const target = (keys: string) => `targets: [{ ${keys} }]`;

/** Where ¦ stands, this is said. */
const cases: readonly (readonly [line: string, said: string])[] = [
  ['mode: ¦enforced', 'mode: "enforced" is not one of observe, enforce; did you mean enforce?'],
  ['mode: ¦off', 'mode: "off" is not one of observe, enforce; write one of observe, enforce'],
  ['¦Mode: observe', 'Mode: is not a known key; did you mean mode?'],
  [
    'timezone: ¦Europe/Berln',
    'timezone: "Europe/Berln" is not an IANA time zone; did you mean Europe/Berlin?',
  ],
  [
    'timezone: ¦+02:00',
    'timezone: "+02:00" is not an IANA time zone; write for example Europe/Berlin or UTC',
  ],
  ...['IST', 'PST', 'CST', 'JST', 'BST', 'AST'].map(
    (name) =>
      [
        `timezone: ¦${name}`,
        `timezone: "${name}" is not an IANA time zone; write the name of a place in place of an abbreviation, for example Europe/Berlin`,
      ] as const,
  ),
  [
    'timezone: ¦Nowhere/Here',
    'timezone: "Nowhere/Here" is not an IANA time zone; write for example Europe/Berlin or UTC',
  ],
  ['tagActions: ¦yes', 'tagActions: "yes" is not true or false; write true or false'],
  ['targets: ¦[]', 'targets: an empty list has no entries; add one, or remove the key'],
  ['¦targets:', 'targets: has no value; give it one, or take targets out'],
  [
    target('account: ¦111122223333, regions: [us-east-1]'),
    'targets[0].account: 111122223333 is not an account id of 12 digits; quote it: "111122223333"',
  ],
  [
    target('account: ¦012345678901, regions: [us-east-1]'),
    'targets[0].account: 012345678901 is not an account id of 12 digits; quote it: "012345678901"',
  ],
  [
    target('account: ¦"1111", regions: [us-east-1]'),
    'targets[0].account: "1111" is not an account id of 12 digits; write for example "111122223333"',
  ],
  ['targets: [¦{ account: "111122223333" }]', 'targets[0].regions: is missing; add regions'],
  [
    target('account: "111122223333", regions: ¦us-east-1'),
    'targets[0].regions: "us-east-1" is not a list; write it as a list: [us-east-1]',
  ],
  [
    target('account: "111122223333", regions: [¦us-east-1a]'),
    'targets[0].regions[0]: "us-east-1a" is not a Region; write for example eu-central-1 or us-east-1',
  ],
  [
    target('account: "111122223333", regions: [us-east-1, ¦us-east-1]'),
    'targets[0].regions[1]: "us-east-1" of account 111122223333 is already a target; keep one entry for each account and Region',
  ],
  [
    target('account: "111122223333", role: ¦dormouse, regions: [us-east-1]'),
    `targets[0].role: "dormouse" is not an IAM role's ARN; write for example ${role}`,
  ],
  [
    target(`account: "444455556666", role: ¦"${role}", regions: [us-east-1]`),
    `targets[0].role: "${role}" is a role of account 111122223333; name a role of account 444455556666`,
  ],
  [
    target(`account: "444455556666", readRole: ¦"${role}", regions: [us-east-1]`),
    `targets[0].readRole: "${role}" is a role of account 111122223333; name a role of account 444455556666`,
  ],
  [
    target('account: "111122223333", externalId: ¦"a b", regions: [us-east-1]'),
    'targets[0].externalId: "a b" is not an external ID; write for example dormouse-7f3a',
  ],
  [
    'calendars: { ¦my days: ["2026-01-01"] }',
    'calendars["my days"]: is not a calendar\'s name; write for example holidays',
  ],
  ['calendars: { off: ¦[] }', 'calendars.off: an empty list has no entries; add one, or remove the key'],
  [
    'calendars: { off: [¦2026-1-1] }',
    'calendars.off[0]: "2026-1-1" is not a date; write for example 2026-12-25',
  ],
  [
    'calendars: { off: [2026-02-28, ¦2026-02-30] }',
    'calendars.off[1]: "2026-02-30" is not a date of the calendar; write for example 2026-12-25',
  ],
  ['limits: { stop: ¦0 }', 'limits.stop: 0 is too small; write 1 or more'],
  [
    'limits: { stop: ¦many }',
    'limits.stop: "many" is not a limit; write for example 50, 50% or { cap: 50, breaker: 50% }',
  ],
  [
    'limits: { stop: ¦0% }',
    'limits.stop: "0%" is not a limit; write for example 50, 50% or { cap: 50, breaker: 50% }',
  ],
  [
    'limits: { stop: ¦101% }',
    'limits.stop: "101%" is not a limit; write for example 50, 50% or { cap: 50, breaker: 50% }',
  ],
  ['limits: { stop: ¦{} }', 'limits.stop: limits nothing; give cap, breaker or both'],
  ['limits: { stop: { breaker: ¦0 } }', 'limits.stop.breaker: 0 is too small; write 1 or more'],
  [
    'limits: { stop: { cap: ¦60, breaker: 50 } }',
    'limits.stop.cap: is above the breaker, so it is never reached; lower the cap, raise the breaker or leave one out',
  ],
  [
    'limits: { stop: { cap: ¦60%, breaker: 50% } }',
    'limits.stop.cap: is above the breaker, so it is never reached; lower the cap, raise the breaker or leave one out',
  ],
  ['limits: { stop: { ¦caps: 3, breaker: 50 } }', 'limits.stop.caps: is not a known key; did you mean cap?'],
  ['limits: { stop: { ¦maximum: 3 } }', 'limits.stop.maximum: is not a known key; write one of cap, breaker'],
  [
    'limits: { ¦explode: 3 }',
    'limits.explode: is not a known key; write one of stop, start, createSnapshot, copySnapshot, deleteSnapshot, changeActivityStream, changeCapacity, drillRestore, copiesInFlight',
  ],
  [
    'protect: [{ from: [¦stopp], tags: { env: prod } }]',
    'protect[0].from[0]: "stopp" is not one of stop, start, createSnapshot, copySnapshot, deleteSnapshot, changeActivityStream, changeCapacity, drillRestore; did you mean stop?',
  ],
  ['limits: { copiesInFlight: ¦21 }', 'limits.copiesInFlight: 21 is too large; write 20 or less'],
  ['orphans: { expireAfter: ¦12h }', 'orphans.expireAfter: "12h" is out of bounds; write 1d to 36500d'],
  [
    'orphans: ¦delete',
    'orphans: "delete" is not keep or an age; write for example keep or { expireAfter: 90d }',
  ],
  [
    'targets: ¦{ account: "111122223333", regions: [us-east-1] }',
    'targets: a map is not a list; write it as a list: [{ … }], or a dash before each of its maps',
  ],
  ['protect: [{ tags: { ¦env: } }]', 'protect[0].tags.env: has no value; give it one, or take env out'],
  ['protect: [{ tags: ¦{} }]', 'protect[0].tags: has no entries; add one, or remove the key'],
];

test.each(cases)('says of %s where it is wrong and what would be right', (line, expected) => {
  const { text, places } = unmark(fileWith(line));

  expect(said(text)).toEqual([`${places[0]} ${expected}`]);
});
