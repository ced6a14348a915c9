import { ServiceError } from '../core/service.ts';

/**
 * Reads a filter pattern of terms, each a word or in quotation marks: a line matches when all are in it, or one of those
 * that begin with `?`. Patterns of JSON and regular expressions are refused, as nothing should match by mistake.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function readTerms(pattern: string): (message: string) => boolean {
  const rest = pattern.replaceAll(TERM, '').trim();
  if (rest !== '') {
    throw new ServiceError(
      'InvalidParameterException',
      `Invalid filter pattern: the simulator does not know ${rest}`,
    );
  }
  const terms = [...pattern.matchAll(TERM)].map(([, mark, quoted, word = '']) => ({
    isOptional: mark === '?',
    text: quoted?.replaceAll(/\\(.)/g, '$1') ?? word,
  }));
  const optional = terms.filter((term) => term.isOptional);
  const required = terms.filter((term) => !term.isOptional);
  if (optional.length > 0 && required.length > 0) {
    throw new ServiceError('InvalidParameterException', 'Invalid filter pattern: terms with and without ?');
  }
  return (message) =>
    required.every(({ text }) => message.includes(text)) &&
    (optional.length === 0 || optional.some(({ text }) => message.includes(text)));
}

const TERM = /(\??)(?:"((?:[^"\\]|\\.)*)"|([\w-]+))/g;
