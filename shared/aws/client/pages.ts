import { UnexpectedAnswer } from './unexpected-answer.ts';

/** 100 records a page: far beyond any quota on clusters, instances or events. */
const MOST_PAGES = 5_000;

/**
 * The items of every page, in order. Throws when AWS repeats a page token or never stops giving new ones, or when what
 * answered is not AWS, which the SDK reads as no items: a listing is complete or it is an error.
 *
 * @example await everyItem(paginateDescribeDBClusters(…), (page) => page.DBClusters, (page) => page.Marker)
 */
export async function everyItem<Page extends { $metadata?: { requestId?: string | undefined } }, Item>(
  pages: AsyncIterable<Page>,
  items: (page: Page) => readonly Item[] | undefined,
  token: (page: Page) => string | undefined,
): Promise<Item[]> {
  const all: Item[] = [];
  const seen = new Set<string>();
  for await (const page of pages) {
    const listed = items(page);
    if (listed === undefined && page.$metadata?.requestId === undefined) {
      throw new UnexpectedAnswer(
        'a listing was answered with neither a list nor a request ID: not by AWS, it seems',
      );
    }
    all.push(...(listed ?? []));
    const next = token(page);
    if (next === undefined || next === '') {
      continue;
    }
    if (seen.has(next) || seen.size >= MOST_PAGES) {
      throw new UnexpectedAnswer(
        `a listing did not end after ${seen.size + 1} pages: the next token is ${next}`,
      );
    }
    seen.add(next);
  }
  return all;
}
