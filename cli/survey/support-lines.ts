import { type Support, supportText } from '../../shared/policy/recovery/support.ts';
import { count, wrap } from '../terminal/columns.ts';
import type { Paint } from '../terminal/paint.ts';
import type { EndingSupport } from './engine-support.ts';
import { extendedCostText } from './extended-cost.ts';

/** Clusters that a line names. */
const NAMED = 5;

/**
 * The clusters whose support ends, a paragraph for each major version.
 *
 * @example
 * ['  standard support of aurora-postgresql 13 ended 2026-02-28; AWS bills …', '    2 clusters: a, b']
 */
export function supportLines(
  { ending, unread }: { readonly ending: readonly EndingSupport[]; readonly unread?: string },
  paint: Paint,
  width = Number.POSITIVE_INFINITY,
): string[] {
  const first = ending.toSorted((a, b) => a.standardUntil - b.standardUntil);
  const groups = Map.groupBy(first, supportText);
  const missing = unread === undefined ? [] : wrap(`Not known everywhere: ${unread}`, width - 2);
  const lines = [...groups].flatMap(([text, own]) => {
    const names = own.slice(0, NAMED).map(({ cluster }) => cluster);
    const cost = extendedCostText(own.flatMap((one) => one.cost ?? []));
    const more = own.length > NAMED ? ` and ${own.length - NAMED} more` : '';
    return [
      ...wrap(text, width - 2).map((line) => `  ${line}`),
      ...wrap(`${count(own.length, 'cluster')}: ${names.join(', ')}${more}`, width - 4).map(
        (line) => `    ${paint('dim', line)}`,
      ),
      ...(cost === undefined ? [] : wrap(cost, width - 4).map((line) => `    ${line}`)),
    ];
  });
  return lines.length + missing.length === 0
    ? []
    : [paint('heading', 'End of support'), ...lines, ...missing.map((line) => `  ${line}`)];
}

/** The same for programs. */
export function supportJson({ standardUntil, extendedUntil, ...rest }: Support): object {
  return {
    ...rest,
    standardUntil: new Date(standardUntil).toISOString(),
    ...(extendedUntil !== undefined && { extendedUntil: new Date(extendedUntil).toISOString() }),
  };
}
