import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capacityTag, readLastAction as readCapacity } from '../../../shared/policy/capacity/last-action.ts';
import { byRule, ruleIn, stampOf, tagText } from '../../../shared/policy/model/tags.ts';
import { actionTags as powerTags } from '../../../shared/policy/power/last-action.ts';
import { readLastAction as readPower } from '../../../shared/policy/rules/power-note.ts';
import {
  readLastAction as readStream,
  actionTags as streamTags,
} from '../../../shared/policy/streams/history.ts';

const NOW = Date.parse('2026-11-20T19:05:00Z');
const stamp = stampOf('3f2a91bc0d11e872', '0.2.0');

test('a stamp is the beginning of the digest, and the release', () => {
  expect(stamp).toBe('@3f2a91bc v0.2.0');
});

/** Each tag with its stamp, and what the same version, and one before there were stamps, reads of it. */
const tags = {
  power: [powerTags('stop', 2, NOW, 'developers', { stamp }).tags, readPower],
  stream: [
    streamTags(
      { starts: 0, changes: 0, isRecent: false, isFlapping: false },
      'start',
      NOW,
      'developers',
      stamp,
    ).tags,
    readStream,
  ],
  capacity: [
    { 'dormouse:capacity': capacityTag({ values: { min: 1, max: 4 } }, NOW, 'developers', { stamp }) },
    readCapacity,
  ],
} as const;

describe.each(Object.entries(tags))('the tag for %s', (_name, [written, read]) => {
  const [[key, value] = ['', '']] = Object.entries(written);

  test('ends with what decided, and is read without it', () => {
    expect(value).toMatch(/ by developers @3f2a91bc v0\.2\.0$/);
    expect(read({ tags: { [key]: value } })).toMatchObject({ at: NOW, rule: 'developers' });
  });

  test('of a version that wrote none is still read', () => {
    const before = value.replace(/ @.*$/, '');

    expect(read({ tags: { [key]: before } })).toEqual(read({ tags: { [key]: value } }));
  });

  test('has the form that versions before took for a longer name of the rule', () => {
    expect(value).toMatch(/^[^@]* by(?: (.*))?$/s);
  });
});

test('the name of a rule comes back, whatever it is, as far as a tag can hold it', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\S(?:.{0,98}\S)?$/), (rule) => {
      const value = tagText(byRule(rule, stamp));

      expect(value.length).toBeLessThanOrEqual(256);
      expect(ruleIn(value.replace(/^by /, ''))).toBe(tagText(rule));
    }),
  );
});
