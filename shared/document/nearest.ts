import { distance } from 'fastest-levenshtein';

/**
 * The known word that a misspelt one most likely stands for, ignoring case; undefined when none is near.
 *
 * @example nearest('idlefor', ['hours', 'idleFor']) // 'idleFor'
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const allowed = Math.min(word.length - 1, Math.max(2, Math.floor(word.length / 3)));
  const ranked = known
    .map((candidate) => ({ candidate, away: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ away }) => away <= allowed)
    .sort((a, b) => a.away - b.away);
  return ranked[0]?.candidate;
}

/** `did you mean idleFor?`, or the list of known names when none is near. */
export function suggest(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near === undefined ? `write one of ${known.join(', ')}` : `did you mean ${near}?`;
}
