import { UnexpectedAnswer } from './unexpected-answer.ts';

/** 100 records a page: far beyond any quota on clusters, instances or events. */
const MAX_PAGES = 5_000;

/**
 * The items of every page, in order. A listing is complete or it is an error: throws when AWS repeats a page token or
 * never stops giving new ones, and when an answer has no list. AWS answers "none" with an empty list, `<DBClusters/>`;
 * an answer without one is not AWS's, or not whole, and the SDK would read it as no items.
 *
 * @example await everyItem(paginateDescribeDBClusters(…), (page) => page.DBClusters, (page) => page.Marker)
 */
export async function everyItem<Page, Item>(
  pages: AsyncIterable<Page>,
  items: (page: Page) => readonly Item[] | undefined,
  token: (page: Page) => string | undefined,
): Promise<Item[]> {
  const all: Item[] = [];
  const seen = new Set<string>();
  for await (const page of pages) {
    const listed = items(page);
    if (listed === undefined) {
      throw new UnexpectedAnswer(
        'the answer to a listing has no list, not even an empty one: check what is between Dormouse and AWS',
      );
    }
    all.push(...listed);
    const next = token(page);
    if (next === undefined || next === '') {
      continue;
    }
    if (seen.has(next) || seen.size >= MAX_PAGES) {
      throw new UnexpectedAnswer(
        `a listing did not end after ${seen.size + 1} pages: the next token is ${next}`,
      );
    }
    seen.add(next);
  }
  return all;
}
