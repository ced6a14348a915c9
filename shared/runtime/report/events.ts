// All events that a sweep may send, loaded when the first of them is sent.
export { drillCompletedEvent } from './drill-event.ts';
export { gapClosedEvent, gapEvent } from './gap-event.ts';
export { breakerEvent, outcomeEvent, quotaEvent, sweepFailedEvent, toEvent } from './outcome-event.ts';
