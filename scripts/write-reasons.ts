import { readFile, writeFile } from 'node:fs/promises';
import type { ReasonKind } from '../shared/policy/model/reason-row.ts';
import { reasons } from '../shared/policy/model/reasons.ts';

const page = new URL('../docs/reasons.md', import.meta.url);
const generated = /(?<=<!-- reasons:begin -->\n)[\s\S]*(?=<!-- reasons:end -->)/;

/** The consequence of each kind of reason, as docs/reasons.md shows it. */
const followUps: Readonly<Record<ReasonKind, string>> = {
  act: 'Dormouse acts',
  settled: 'nothing',
  passing: 'a later sweep decides again',
  refusal: '**you** have to fix it',
  unread: 'the run reports the error',
};

/** `docs/reasons.md` with a table of every reason as the code has it. */
export function withReasons(text: string): string {
  const rows = Object.entries(reasons).map(
    ([reason, { kind, text }]) => `| \`${reason}\` | ${text} | ${followUps[kind]} |`,
  );
  return text.replace(
    generated,
    `${['| reason | meaning | what follows |', '|---|---|---|', ...rows].join('\n')}\n`,
  );
}

if (import.meta.main) {
  await writeFile(page, withReasons(await readFile(page, 'utf8')));
}
