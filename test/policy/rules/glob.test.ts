import fc from 'fast-check';
import { expect, test } from 'vitest';
import { globTest, readGlob, readTagGlob, tagGlobTest } from '../../../shared/policy/rules/glob.ts';
import { matchesGlobs } from '../../../shared/policy/rules/match.ts';
import { runs } from '../../support/runs.ts';

test.each([
  { glob: 'dev-*', yes: ['dev-orders', 'dev-'], no: ['dev', 'my-dev-orders'] },
  { glob: '*', yes: ['a', 'dev-orders'], no: [] },
  { glob: 'dev-?', yes: ['dev-1'], no: ['dev-', 'dev-12'] },
  { glob: '*-dev-*', yes: ['my-dev-1', 'a-dev-dev-'], no: ['dev-1'] },
  { glob: '*a*b', yes: ['ab', 'xaxxb', 'abab'], no: ['ba', 'aba'] },
  { glob: 'db-[a-c1]', yes: ['db-b', 'db-1'], no: ['db-d', 'db-'] },
  { glob: 'db-[!a-c]', yes: ['db-d'], no: ['db-b'] },
  { glob: 'db-[^a]x', yes: ['db-bx'], no: ['db-ax'] },
  { glob: '{dev,test}-*', yes: ['dev-1', 'test-1'], no: ['prod-1', 'dev'] },
  { glob: 'a{,-b{1,2}}c', yes: ['ac', 'a-b1c', 'a-b2c'], no: ['a-bc'] },
  { glob: 'DEV-*', yes: ['dev-1', 'Dev-1'], no: [] },
])('$glob matches $yes and not $no', ({ glob, yes, no }) => {
  const test = globTest(glob);

  expect([yes.filter((id) => !test(id)), no.filter(test)]).toEqual([[], []]);
});

test.each([
  '(a+)+z',
  'a|b',
  '@(a)',
  'a+',
  'a/b',
  'a b',
  'dev-[a',
  'dev-[]',
  'dev-[c-a]',
  'dev-]',
  'dev-{a',
  'dev-}',
  '-dev',
  '',
  'a'.repeat(129),
  '{a,b}'.repeat(7),
])('%s is refused, and matches nothing', (glob) => {
  expect(readGlob(glob).ok).toBe(false);
  expect(globTest(glob)('a')).toBe(false);
});

test.each([
  { glob: 'dev', yes: ['dev'], no: ['Dev', 'dev ', ''] },
  { glob: '', yes: [''], no: [' '] },
  { glob: 'a.b+c@d', yes: ['a.b+c@d'], no: ['axb+c@d'] },
  { glob: 'Größe ?', yes: ['Größe 1', 'Größe 𝟙'], no: ['größe 1', 'Größe 12'] },
  { glob: '[A-C]*', yes: ['A', 'Bx'], no: ['a', ''] },
  { glob: '{dev,test}/*', yes: ['dev/', 'test/a b'], no: ['dev'] },
])('over values of tags, $glob matches $yes and not $no', ({ glob, yes, no }) => {
  const test = tagGlobTest(glob);

  expect([yes.filter((value) => !test(value)), no.filter(test)]).toEqual([[], []]);
});

test.each(['a,b', 'a|b', 'dev-[', '!!x', 'a'.repeat(257)])('over values of tags, %s is refused', (glob) => {
  expect(readTagGlob(glob).ok).toBe(false);
});

test('a value of a tag is a glob for itself alone', () => {
  const value = fc.stringMatching(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,40}$/u);

  fc.assert(
    fc.property(value, value, (own, other) => {
      expect([tagGlobTest(own)(own), tagGlobTest(own)(other)]).toEqual([true, own === other]);
    }),
    runs(500),
  );
});

test('any glob of any length is read and matched within the blink of an eye', () => {
  // CPU time: how long others keep the processor is not what is measured.
  const chars = fc.constantFrom('*', '?', '[', ']', '{', '}', ',', '!', '^', '-', 'a', 'b');
  const globs = fc.array(chars, { maxLength: 128 }).map((each) => each.join(''));
  const began = process.cpuUsage();

  fc.assert(
    fc.property(globs, (glob) => {
      globTest(glob)('a'.repeat(63));
    }),
    runs(200),
  );
  globTest(`${'*a'.repeat(60)}*b`)('a'.repeat(63));
  globTest('{a,b,c,*}'.repeat(14))('a'.repeat(63));
  tagGlobTest(`${'*a'.repeat(120)}*b`)('a'.repeat(256));

  expect(process.cpuUsage(began).user).toBeLessThan(2_000_000);
});

test('a glob of its own letters is its literal, and globs of an exclusion alone match everything else', () => {
  const ids = fc.stringMatching(/^[a-z][a-z0-9-]{0,62}$/);

  fc.assert(
    fc.property(ids, ids, (id, other) => {
      expect(globTest(id)(other)).toBe(id === other);
      expect(matchesGlobs([`!${id}`], other)).toBe(id !== other);
    }),
  );
});
