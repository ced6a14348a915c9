import type { Timeline } from '../../../timeline/timeline.ts';

/** All that a page shows: a timeline, and for a comparison the one before it. */
export interface Content {
  readonly old?: Timeline;
  readonly timeline: Timeline;
}
