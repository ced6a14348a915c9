import { type Document, isMap, isScalar, isSeq, type Node, parseDocument, visit } from 'yaml';
import { isLiteral, tagGlobTest } from '../shared/policy/rules/glob.ts';
import { matchesGlobs } from '../shared/policy/rules/match.ts';
import type { Pseudonyms } from './pseudonyms.ts';

/** A cluster of a fleet file. */
type Entry = Readonly<Record<string, unknown>>;

/**
 * A valid policy file under other names, without its comments. Globs over clusters and values of tags become the names of
 * the clusters and values of the fleet that they match.
 */
export function anonymisePolicy(text: string, fleet: readonly Entry[], names: Pseudonyms): string {
  const document = parseDocument(text, { merge: true });
  // Anchors would tie together what is renamed apart, and may hold anything.
  const file = Object.entries(document.toJS()).filter(([key]) => !key.startsWith('x-'));
  const plain: Document = parseDocument(JSON.stringify(Object.fromEntries(file)));
  const clusters = fleet.map(({ id }) => String(id));
  const values = [...new Set(fleet.flatMap(({ tags }) => Object.values(tags ?? {}).map(String)))];
  const calendars = plain.get('calendars');
  const known = isMap(calendars)
    ? calendars.items.map(({ key }) => String(isScalar(key) ? key.value : key))
    : [];
  if (isMap(calendars)) {
    for (const { key } of calendars.items) if (isScalar(key)) key.value = names.calendar(String(key.value));
  }
  const schedules = plain.get('schedules');
  if (isMap(schedules)) {
    for (const { key, value } of schedules.items) {
      if (isScalar(key)) key.value = names.tagValue(String(key.value));
      eachText(value, (own) => withCalendars(own, known, names));
    }
  }
  visit(plain, {
    Map(_, match) {
      const tags = match.get('tags');
      if (!isMap(tags)) return;
      const ignoreCase = match.get('ignoreCase') === true;
      for (const tag of tags.items) {
        const globs = textsOf(tag.value).flatMap((glob) => tagGlobsOf(glob, ignoreCase, values, names));
        tag.value = plain.createNode(globs);
      }
    },
    Pair(_, { key, value }) {
      const name = isScalar(key) ? String(key.value) : '';
      if (name === 'tags') return visit.SKIP;
      if (name === 'dates' && isMap(value)) {
        for (const date of value.items) date.value = '';
        return visit.SKIP;
      }
      if (name === 'clusters' && isSeq(value)) {
        const globs = value.items.map((item) => String(isScalar(item) ? item.value : item));
        const matching = clusters.filter((id) => matchesGlobs(globs, id)).map(names.cluster);
        value.items = (matching.length > 0 ? matching : ['no-such-cluster']).map((id) =>
          plain.createNode(id),
        );
        return visit.SKIP;
      }
      const rename = renames(names)[name];
      if (rename !== undefined) eachText(value, rename);
      if (name === 'hours' || name === 'when' || name === 'cron') {
        eachText(value, (own) => withCalendars(own, known, names));
      }
      return undefined;
    },
  });
  visit(plain, (_, node) => {
    if (typeof node === 'object' && node !== null && 'flow' in node) Object.assign(node, { flow: false });
    if (isScalar(node)) Object.assign(node, { type: undefined });
  });
  return `# Names, ids, accounts and tag values are replaced as in the fleet file beside it.\n${plain.toString({ lineWidth: 0 })}`;
}

/** The values that a glob over them stands for in the fleet. */
function tagGlobsOf(
  glob: string,
  ignoreCase: boolean,
  values: readonly string[],
  names: Pseudonyms,
): string[] {
  const [not, wanted] = glob.startsWith('!') ? ['!', glob.slice(1)] : ['', glob];
  if (wanted === '*') return [glob];
  if (isLiteral(wanted) && !ignoreCase) return [`${not}${names.tagValue(wanted)}`];
  const matching = values.filter(tagGlobTest(wanted, ignoreCase)).map(names.tagValue);
  return (matching.length > 0 ? matching : ['no-such-value']).map((value) => `${not}${value}`);
}

function textsOf(node: unknown): string[] {
  const own: readonly unknown[] = isSeq(node) ? node.items : [node];
  return own.map((one) => String(isScalar(one) ? one.value : one));
}

function renames(names: Pseudonyms): Readonly<Record<string, (text: string) => string>> {
  const key = (text: string) => {
    if (text.startsWith('arn:')) return names.arn(text);
    return text.startsWith('alias/') ? names.alias(text) : names.key(text);
  };
  // A name without an ARN is that of the accounts of an organization.
  const role = (text: string) => (text.startsWith('arn:') ? names.arn(text) : 'dormouse');
  return {
    name: names.rule,
    account: names.account,
    accounts: names.account,
    resourceIds: names.resource,
    except: names.account,
    organization: () => 'o-a1b2c3d4e5',
    units: names.unit,
    exceptUnits: names.unit,
    role,
    readRole: (text) => (text.startsWith('arn:') ? names.arn(text) : 'dormouse-read'),
    listRole: names.arn,
    externalId: names.externalId,
    kmsKey: key,
    ics: () => 'calendar.ics',
  };
}

function withCalendars(text: string, calendars: readonly string[], names: Pseudonyms): string {
  if (/^\s*tag /.test(text)) return text;
  return text.replace(/[\w-]+/g, (word) => (calendars.includes(word) ? names.calendar(word) : word));
}

/** Changes a text, or each of a list of texts. */
function eachText(node: unknown, change: (text: string) => string): void {
  const own: readonly unknown[] = isSeq(node) ? node.items : [node as Node];
  for (const one of own) {
    if (isScalar(one) && typeof one.value === 'string') one.value = change(one.value);
  }
}
