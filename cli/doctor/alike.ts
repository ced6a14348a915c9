import type { Finding } from './finding.ts';

/** From this number of findings that differ only in account and Region, one line stands for all of them. */
const MANY = 4;

/** Accounts and Regions that the line names. */
const NAMED = 3;

/** Findings for people: one for each kind of thing that is found in many accounts and Regions, and all others as they are. */
export function foldAlike(findings: readonly Finding[]): Finding[] {
  const groups = Map.groupBy(findings, (one) => [one.check, one.state, general(one)].join('\n'));
  const folded = new Map(
    [...groups.values()].filter((group) => group.length >= MANY).flatMap((group) => entriesOf(group)),
  );
  return findings.flatMap((one) => (folded.has(one) ? (folded.get(one) ?? []) : one));
}

/** The first of a group stands for all of them. */
function entriesOf([first, ...others]: readonly Finding[]): [Finding, Finding | undefined][] {
  if (first === undefined) return [];
  const places = [...new Set(others.map(({ account, region }) => [account, region].join(' ').trim()))];
  const more = places.length - NAMED;
  const rest = more > 0 ? ` and ${more} more` : '';
  const detail = `${first.detail}; the same in ${places.slice(0, NAMED).join(', ')}${rest}`;
  return [[first, { ...first, detail }], ...others.map((one): [Finding, undefined] => [one, undefined])];
}

/** The sentences without account and Region. */
function general({ detail, remedy = '', account, region }: Finding): string {
  const text = `${detail}\n${remedy}`;
  const withoutAccount = account === undefined ? text : text.replaceAll(account, '');
  return region === undefined ? withoutAccount : withoutAccount.replaceAll(region, '');
}
