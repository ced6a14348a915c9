import { type Document, isMap, isScalar, isSeq, type Node, parseDocument, visit } from 'yaml';
import { matchesGlobs } from '../shared/policy/rules/match.ts';
import type { Pseudonyms } from './pseudonyms.ts';

/**
 * A valid policy file under other names, without its comments. Globs over clusters become the names of the clusters of the
 * fleet that they match.
 */
export function anonymisePolicy(text: string, clusters: readonly string[], names: Pseudonyms): string {
  const document = parseDocument(text, { merge: true });
  // Anchors would tie together what is renamed apart.
  const plain: Document = parseDocument(JSON.stringify(document.toJS()));
  const calendars = plain.get('calendars');
  const known = isMap(calendars)
    ? calendars.items.map(({ key }) => String(isScalar(key) ? key.value : key))
    : [];
  if (isMap(calendars)) {
    for (const { key } of calendars.items) if (isScalar(key)) key.value = names.calendar(String(key.value));
  }
  visit(plain, {
    Pair(_, { key, value }) {
      const name = isScalar(key) ? String(key.value) : '';
      if (name === 'tags' && isMap(value)) {
        for (const tag of value.items)
          eachText(tag.value, (own) => (own === '*' ? own : names.tagValue(own)));
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

function renames(names: Pseudonyms): Readonly<Record<string, (text: string) => string>> {
  const key = (text: string) => {
    if (text.startsWith('arn:')) return names.arn(text);
    return text.startsWith('alias/') ? names.alias(text) : names.key(text);
  };
  return {
    name: names.rule,
    account: names.account,
    accounts: names.account,
    role: names.arn,
    readRole: names.arn,
    externalId: names.externalId,
    kmsKey: key,
  };
}

function withCalendars(text: string, calendars: readonly string[], names: Pseudonyms): string {
  return text.replace(/[\w-]+/g, (word) => (calendars.includes(word) ? names.calendar(word) : word));
}

/** Changes a text, or each of a list of texts. */
function eachText(node: unknown, change: (text: string) => string): void {
  const own: readonly unknown[] = isSeq(node) ? node.items : [node as Node];
  for (const one of own) {
    if (isScalar(one) && typeof one.value === 'string') one.value = change(one.value);
  }
}
