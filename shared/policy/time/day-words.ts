export const dayNames: readonly string[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

const spelling = /(?:mon|tue|wed|thu|fri|sat|sun)(?:s|r|rs|nes|ur)?(?:days?)?/;
const otherWords = /daily|always|never|except|week ?days?|week-?ends?|every-?days?|work(?:ing)?-?days?/;

/** A day of the week in more letters than hours take: `monday`, `Tues`, `thurs`. */
export const spelledDays = new RegExp(`\\b${spelling.source}\\b`, 'gi');

/** The words that are read as days, as the source of a pattern in lower case. */
export const dayWords = `(?:${spelling.source}|${otherWords.source})`;

const dayWord = new RegExp(`^${dayWords}$`, 'i');

/** Whether a word, where days stand in hours, is read as days or as a slip for days, so that no calendar can have it for a name. */
export function isDayWord(word: string): boolean {
  const parts = word.split('-');
  const isSpan = parts.length === 2 && parts.some((part) => dayNames.includes(part.toLowerCase()));
  return isSpan || dayWord.test(word);
}
