/** Invokes a packaged function once, as Lambda would, and prints how much memory it took: `{ maxRssMb, durationMs }`. */
import { createRequire } from 'node:module';

const [bundle = ''] = process.argv.slice(2);
const { handler } = createRequire(import.meta.url)(bundle);
const started = performance.now();
const endsAt = Date.now() + 300_000;
await handler(
  {},
  {
    functionName: 'bench',
    awsRequestId: 'bench',
    memoryLimitInMB: '256',
    getRemainingTimeInMillis: () => endsAt - Date.now(),
  },
);
console.log(
  JSON.stringify({
    maxRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    durationMs: Math.round(performance.now() - started),
  }),
);
