import { defined } from '../../shared/defined.ts';
import { type Decided, type Expectation, expectationText } from '../../shared/policy/testing/expectation.ts';
import type { Failure } from '../../shared/policy/testing/run.ts';
import { formatWhenIn } from '../../shared/policy/time/when.ts';
import { count, hang } from '../terminal/columns.ts';
import type { Paint } from '../terminal/paint.ts';
import type { FileResult } from './json.ts';

interface Look {
  readonly paint: Paint;
  readonly width?: number;
}

/** One line for each test of a file; below those that fail, the decision that was expected and the one that was made. */
export function fileText(result: FileResult, { paint, width }: Look): string {
  const { file, policy = '', timezone = 'UTC', tests, untested } = result;
  const room = width ?? Number.POSITIVE_INFINITY;
  const lines = tests.flatMap(({ name, line, column, failures }) => {
    if (failures.length === 0) return hang('  pass  ', name, room).map((one) => tinted(one, 'start', paint));
    const place = paint('dim', `        ${file}:${line}:${column}`);
    return [
      ...hang('  FAIL  ', name, room).map((one) => tinted(one, 'fault', paint)),
      place,
      ...failures.flatMap((failure) => failureLines(failure, timezone, paint, room)),
    ];
  });
  const left = untested.length === 0 ? [] : hang('  rules that no test reaches: ', untested.join(', '), room);
  const heading = hang('', `${file}, of ${policy}`, room).map((line) => paint('heading', line));
  return `${[...heading, ...lines, ...left, ''].join('\n')}\n`;
}

/** The word at the beginning of the line in its colour. */
function tinted(line: string, tone: 'start' | 'fault', paint: Paint): string {
  return line.replace(/^( {2})(pass|FAIL)/, (_, blanks: string, word: string) => blanks + paint(tone, word));
}

function failureLines(failure: Failure, timezone: string, paint: Paint, room: number): string[] {
  const when = formatWhenIn(failure.at, { timezone, now: 0 });
  const said = (head: string, text: string) => hang(`        ${head}`, text, room);
  if (failure.kind === 'snapshots') {
    return [
      ...said('', `${failure.about} in ${failure.region}, ${when}`),
      ...said('expected  ', failure.expected.join(', ') || 'none'),
      ...said('decided   ', failure.decided.join(', ') || 'none'),
    ];
  }
  const { about, expected, decided } = failure;
  return [
    ...said('', `${about}, ${when}`),
    ...said('expected  ', expectationText(expected)),
    ...said('decided   ', expectationText(shown(decided, expected))),
    ...said('          ', decided.detail).map((line) => paint('dim', line)),
  ];
}

/** Of a capacity, its limits only where the test asks for them. */
function shown({ min, max, ...decided }: Decided, expected: Expectation): Expectation {
  if (expected.min === undefined && expected.max === undefined) return decided;
  return { ...decided, ...defined({ min, max }) };
}

/** `12 tests: 11 passed, 1 failed` */
export function summaryText(results: readonly FileResult[], { paint }: Look): string {
  const tests = results.flatMap((result) => result.tests);
  const failed = tests.filter(({ failures }) => failures.length > 0).length;
  const invalid = results.filter(({ problems }) => problems.length > 0).length;
  const parts = [
    `${tests.length - failed} passed`,
    ...(failed > 0 ? [paint('fault', `${failed} failed`)] : []),
    ...(invalid > 0 ? [paint('fault', count(invalid, 'file not valid', 'files not valid'))] : []),
  ];
  return `${count(tests.length, 'test')}: ${parts.join(', ')}\n`;
}
