import { XmlShapeDeserializer } from '@aws-sdk/core/protocols';

/** So many answers are kept, the newest ones: those of one tick of the clock, of each place and listing. */
const MAX_PAGES = 64;

interface Page {
  /** All of the answer before its request id. */
  readonly bytes: Buffer;
  readonly value: object;
}

/**
 * Has the SDK parse an answer that it has just parsed only once. The functions run in one process here, one after the
 * other at the same instant, so most pages that they read are the same, and half of the demo's time would be spent on
 * parsing them again. Each function still makes its own calls over HTTP, and gets its own answers.
 */
export function shareParsedPages(): void {
  const { read } = XmlShapeDeserializer.prototype;
  /** By length: answers that differ nearly always differ in that, too. */
  const pages = new Map<number, Page>();
  XmlShapeDeserializer.prototype.read = function (schema, bytes, key) {
    // Errors come without the name of their result, and the SDK writes into the errors that it has parsed.
    if (key === undefined) return read.call(this, schema, bytes);
    const answer = Buffer.from(bytes);
    // The SDK takes the request id from the headers, where it is, too.
    const end = answer.lastIndexOf('<RequestId>');
    const known = pages.get(answer.length);
    if (end > 0 && known?.bytes.equals(answer.subarray(0, end))) return { ...known.value };
    const value = read.call(this, schema, bytes, key);
    if (end > 0) keep(pages, answer.length, { bytes: answer.subarray(0, end), value: freeze(value) });
    return { ...value };
  };
}

function keep(pages: Map<number, Page>, length: number, page: Page): void {
  pages.delete(length);
  pages.set(length, page);
  const [oldest] = pages.keys();
  if (pages.size > MAX_PAGES && oldest !== undefined) pages.delete(oldest);
}

/** Freezes a value deeply: a page that several readers share must not change. */
function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) freeze(member);
  }
  return value;
}
