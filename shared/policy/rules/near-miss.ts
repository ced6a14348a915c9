import { isLiteral, tagGlobTest } from './glob.ts';

/**
 * In what alone two texts differ that people take for the same; undefined where they are the same, or differ in more.
 *
 * @example
 * differenceOf('Prod ', 'prod') // 'case and blanks'
 */
export function differenceOf(text: string, wanted: string): string | undefined {
  if (text === wanted) return undefined;
  const form = (one: string): string => one.normalize('NFKC');
  const trim = (one: string): string => form(one).replace(/\s+/g, ' ').trim();
  const lower = (one: string): string => form(one).toLowerCase();
  if (text.normalize('NFC') === wanted.normalize('NFC')) return 'Unicode form';
  if (trim(text) === trim(wanted)) return 'blanks';
  if (lower(text) === lower(wanted)) return 'case';
  return trim(text).toLowerCase() === trim(wanted).toLowerCase() ? 'case and blanks' : undefined;
}

/** The same for a glob that the text just misses. */
export function differenceFrom(text: string, glob: string): string | undefined {
  if (isLiteral(glob)) return differenceOf(text, glob);
  if (tagGlobTest(glob)(text)) return undefined;
  const trimmed = text.normalize('NFKC').replace(/\s+/g, ' ').trim();
  const anyCase = tagGlobTest(glob, true);
  if (tagGlobTest(glob.normalize('NFC'))(text.normalize('NFC'))) return 'Unicode form';
  if (tagGlobTest(glob)(trimmed)) return 'blanks';
  if (anyCase(text)) return 'case';
  return anyCase(trimmed) ? 'case and blanks' : undefined;
}

type Tags = Readonly<Record<string, string>>;

/** The keys of tags that look to people like one of Dormouse's, and are none. */
export function nearKeys(tags: Tags, wanted: string): string[] {
  const letters = (key: string): string =>
    key
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s:._/-]/g, '');
  return Object.keys(tags).filter((key) => key !== wanted && letters(key) === letters(wanted));
}
