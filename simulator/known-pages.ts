import type { Call } from './core/service.ts';
import type { StateVersion } from './core/state-version.ts';
import { textOf, type WireRequest, type WireResponse } from './wire/message.ts';

type Page = (requestId: string) => WireResponse;

/** Answers of listings that can be given again. */
export interface KnownPages {
  find(call: Call, request: WireRequest): Page | undefined;
  keep(call: Call, request: WireRequest, page: Page): void;
}

/** So many, that a fleet of thousands does not fill the memory. */
const maxPages = 128;

/**
 * Several readers request the same listings at the same time, and writing XML is most of the work: as long as nothing
 * has changed, the same question gets the same answer.
 */
export function createKnownPages(version: StateVersion): KnownPages {
  let pages = new Map<string, Page>();
  let since = version.current();
  return {
    find(call, request) {
      return since === version.current() ? pages.get(keyOf(call, request)) : undefined;
    },
    keep(call, request, page) {
      if (since !== version.current()) pages = new Map();
      since = version.current();
      if (pages.size < maxPages) pages.set(keyOf(call, request), page);
    },
  };
}

function keyOf({ action, account, region }: Call, { query, body }: WireRequest): string {
  return JSON.stringify([action, account, region, query, textOf(body)]);
}
