import { describe, expect, it } from 'vitest';
import { PatternError } from '../../../simulator/eventbridge/operators.ts';
import { readPattern } from '../../../simulator/eventbridge/pattern.ts';

const event = {
  source: 'aws.rds',
  'detail-type': 'RDS DB Cluster Event',
  region: 'eu-central-1',
  resources: ['arn:aws:rds:eu-central-1:111122223333:cluster:orders', 'arn:other'],
  detail: {
    EventID: 'RDS-EVENT-0151',
    count: 3,
    ratio: -0.5,
    done: true,
    gone: null,
    empty: '',
    none: [],
    path: 'a*b\\c.png',
    tags: { env: 'Dev' },
    parts: [
      { name: 'x', size: 1 },
      { name: 'y', size: 2 },
    ],
  },
};

/** A pattern for the detail of the event. */
const cases: readonly [string, unknown, boolean][] = [
  ['a value', { EventID: ['RDS-EVENT-0151'] }, true],
  ['one of the values', { EventID: ['RDS-EVENT-0150', 'RDS-EVENT-0151'] }, true],
  ['none of the values', { EventID: ['RDS-EVENT-0150'] }, false],
  ['a part of the value', { EventID: ['RDS-EVENT'] }, false],
  ['a number', { count: [3] }, true],
  ['a number written as text', { count: ['3'] }, false],
  ['true', { done: [true] }, true],
  ['a field inside', { tags: { env: ['Dev'] } }, true],
  ['a field that is missing', { nothing: ['x'] }, false],
  ['a field inside what is missing', { nothing: { env: ['Dev'] } }, false],
  ['a field that is on every object', { toString: [{ exists: true }] }, false],
  ['every field', { EventID: ['RDS-EVENT-0151'], count: [3] }, true],
  ['but one field', { EventID: ['RDS-EVENT-0151'], count: [4] }, false],
  ['null', { gone: [null] }, true],
  ['null where the field is missing', { nothing: [null] }, false],
  ['empty text', { empty: [''] }, true],
  ['empty text where there is null', { gone: [''] }, false],
  ['what exists', { count: [{ exists: true }] }, true],
  ['null exists', { gone: [{ exists: true }] }, true],
  ['what does not exist', { nothing: [{ exists: false }] }, true],
  ['what does not exist in what does not exist', { nothing: { at: { all: [{ exists: false }] } } }, true],
  ['what exists, were it to be missing', { count: [{ exists: false }] }, false],
  ['no object: only leaves exist', { tags: [{ exists: true }] }, false],
  ['no empty list', { none: [{ exists: true }] }, false],
  ['missing or a value', { nothing: [{ exists: false }, 'x'] }, true],
  ['a beginning', { EventID: [{ prefix: 'RDS-' }] }, true],
  ['another beginning', { EventID: [{ prefix: 'rds-' }] }, false],
  ['a beginning of any case', { EventID: [{ prefix: { 'equals-ignore-case': 'rds-' } }] }, true],
  ['no beginning of a number', { count: [{ prefix: '3' }] }, false],
  ['an end', { path: [{ suffix: '.png' }] }, true],
  ['an end of any case', { path: [{ suffix: { 'equals-ignore-case': '.PNG' } }] }, true],
  ['another end', { path: [{ suffix: '.jpg' }] }, false],
  ['any case', { tags: { env: [{ 'equals-ignore-case': 'dEV' }] } }, true],
  ['any case of something else', { tags: { env: [{ 'equals-ignore-case': 'prod' }] } }, false],
  ['anything but', { tags: { env: [{ 'anything-but': 'prod' }] } }, true],
  ['anything but that', { tags: { env: [{ 'anything-but': 'Dev' }] } }, false],
  ['anything but many', { tags: { env: [{ 'anything-but': ['prod', 'Dev'] }] } }, false],
  ['anything but a number', { count: [{ 'anything-but': [1, 2] }] }, true],
  ['anything but, where nothing is', { nothing: [{ 'anything-but': 'x' }] }, false],
  ['anything but a beginning', { EventID: [{ 'anything-but': { prefix: 'RDS-' } }] }, false],
  ['anything but beginnings', { EventID: [{ 'anything-but': { prefix: ['a', 'b'] } }] }, true],
  ['anything but an end', { path: [{ 'anything-but': { suffix: '.png' } }] }, false],
  [
    'anything but any case',
    { tags: { env: [{ 'anything-but': { 'equals-ignore-case': ['DEV'] } }] } },
    false,
  ],
  ['anything but a wildcard', { path: [{ 'anything-but': { wildcard: '*.jpg' } }] }, true],
  ['more than', { count: [{ numeric: ['>', 2] }] }, true],
  ['more than itself', { count: [{ numeric: ['>', 3] }] }, false],
  ['at least', { count: [{ numeric: ['>=', 3] }] }, true],
  ['exactly', { count: [{ numeric: ['=', 3] }] }, true],
  ['less than', { ratio: [{ numeric: ['<', 0] }] }, true],
  ['between', { count: [{ numeric: ['>', 0, '<=', 3] }] }, true],
  ['not between', { count: [{ numeric: ['>', 3, '<=', 5] }] }, false],
  ['no number', { EventID: [{ numeric: ['>', 0] }] }, false],
  ['a wildcard', { EventID: [{ wildcard: 'RDS-*-01*' }] }, true],
  ['a wildcard for nothing', { EventID: [{ wildcard: '*RDS-EVENT-0151*' }] }, true],
  ['another wildcard', { EventID: [{ wildcard: 'RDS-*-02*' }] }, false],
  ['a dot that is a dot', { path: [{ wildcard: '*?png' }] }, false],
  ['an escaped star and backslash', { path: [{ wildcard: 'a\\*b\\\\c.*' }] }, true],
  ['an escaped star is no wildcard', { EventID: [{ wildcard: 'RDS\\*' }] }, false],
  ['one of two', { $or: [{ count: [4] }, { done: [true] }] }, true],
  ['one of two, and a third', { $or: [{ count: [4] }, { done: [true] }], empty: ['x'] }, false],
  ['none of two', { $or: [{ count: [4] }, { done: [false] }] }, false],
  ['an object in a list', { parts: { name: ['y'], size: [2] } }, true],
  ['no object in a list as a whole', { parts: { name: ['x'], size: [2] } }, false],
];

describe('an event pattern', () => {
  it.each(cases)('%s: %j is %s', (_, detail, expected) => {
    expect(readPattern({ detail })(event)).toBe(expected);
  });

  it.each<[string, unknown, boolean]>([
    ['a list with one of the values', { resources: ['arn:other'] }, true],
    ['a list by its beginnings', { resources: [{ prefix: 'arn:aws:rds:' }] }, true],
    ['a list without the value', { resources: ['arn:none'] }, false],
    ['fields of the envelope', { source: ['aws.rds'], 'detail-type': ['RDS DB Cluster Event'] }, true],
  ])('matches %s', (_, pattern, expected) => {
    expect(readPattern(pattern)(event)).toBe(expected);
  });

  it.each<[string, unknown, RegExp]>([
    ['no object', ['x'], /Filter is not an object/],
    ['nothing', {}, /Empty objects are not allowed/],
    ['nothing inside', { detail: {} }, /Empty objects are not allowed/],
    ['an empty list', { source: [] }, /Empty arrays are not allowed: "source"/],
    ['a value outside a list', { source: 'aws.rds' }, /"source" must be an object or an array/],
    ['a list in a list', { source: [['a']] }, /may hold values and match types only/],
    ['an operator that is not known', { source: [{ cidr: '10.0.0.0/24' }] }, /Unrecognized match type cidr/],
    ['an operator of JavaScript', { source: [{ toString: 'a' }] }, /Unrecognized match type toString/],
    [
      'two operators at once',
      { source: [{ prefix: 'a', suffix: 'b' }] },
      /Unrecognized match type prefix, suf/,
    ],
    ['a prefix that is no text', { source: [{ prefix: 1 }] }, /prefix takes a string/],
    ['a prefix of something else', { source: [{ prefix: { wildcard: 'a' } }] }, /only equals-ignore-case/],
    ['exists with a word', { source: [{ exists: 'yes' }] }, /exists takes true or false/],
    ['a comparison without a number', { count: [{ numeric: ['>', '1'] }] }, /numeric takes comparisons/],
    ['no comparison', { count: [{ numeric: [] }] }, /numeric takes one or two/],
    ['two stars in a row', { source: [{ wildcard: 'a**' }] }, /Consecutive wildcard/],
    ['anything but nothing', { source: [{ 'anything-but': [] }] }, /anything-but takes strings or numbers/],
    [
      'anything but numbers',
      { source: [{ 'anything-but': { numeric: ['>', 1] } }] },
      /Unsupported anything-but/,
    ],
    ['one of one', { $or: [{ source: ['a'] }] }, /must be an array of two or more/],
  ])('refuses %s', (_, pattern, message) => {
    expect(() => readPattern(pattern)).toThrow(PatternError);
    expect(() => readPattern(pattern)).toThrow(message);
  });
});
