import { formatAge } from '../../cli/terminal/age.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';
import { formatWhen } from '../../shared/policy/time/when.ts';
import { capacityRows, streamRows } from '../day/aspect-rows.ts';
import type { Day } from '../day/day.ts';
import { stretches } from '../day/stretches.ts';
import { hoursOf, type Power, stoppedMs, type Track } from '../day/timeline.ts';
import { rulerOf } from '../terminal/table.ts';
import { aspectRows, capacityBar, streamBar } from './aspects.ts';

const STYLE = `
:root { color-scheme: light dark; font: 14px/1.4 system-ui, sans-serif; --up: #2f9e63; --between: #d9a13b; --missing: #d0413e; --stream: #3b74c9; }
body { margin: 2rem auto; max-width: 80rem; padding: 0 1rem; }
h1 { font-size: 1.3rem; margin-bottom: 0; }
table { border-collapse: collapse; width: 100%; margin-top: 1rem; }
th { text-align: left; font-weight: 600; padding: 1.2em .6em .2em 0; }
td { padding: .15em .8em .15em 0; white-space: nowrap; }
td.bar { width: 55%; }
td.hours { text-align: right; font-variant-numeric: tabular-nums; }
td.engine, td.rule, .ruler, p { opacity: .7; }
svg { display: block; width: 100%; height: 1.1em; background: #8883; }
svg.high { height: 2.4em; }
th.hours { text-align: right; }
th.legend { font-weight: 400; opacity: .7; }
th.legend i:first-child { margin-left: 0; }
.ruler { display: flex; font-size: .8rem; }
.up { fill: var(--up); } .between { fill: var(--between); } .missing { fill: var(--missing); }
.on, .used { fill: var(--stream); } .limits { fill: var(--stream); opacity: .3; }
i { display: inline-block; width: 1em; height: 1em; vertical-align: -.15em; margin-left: .8em; background: #8883; }
i.up { background: var(--up); } i.between { background: var(--between); } i.missing { background: var(--missing); }
i.on, i.used, i.limits { background: var(--stream); } i.limits { opacity: .3; }
`;

const STREAMS =
  '<i class="on"></i> runs<i class="missing"></i> missing or different<i class="between"></i> changing';
const CAPACITIES = '<i class="limits"></i> from min to max<i class="used"></i> what it has scaled to';

/** What was played, `from` and `to` in epoch milliseconds of simulated time. */
export interface Played {
  readonly policy: string;
  readonly fleet: string;
  readonly from: number;
  readonly to: number;
}

/** How the day is told. */
export interface Told {
  readonly timezone: string;
  readonly stepMs: number;
  /** What the day came to. */
  readonly sentences: readonly string[];
}

/** The day as one page that needs nothing else: a bar for every cluster, how long it was stopped, and why or why not. */
export function reportHtml(
  { policy, fleet, from, to }: Played,
  day: Day,
  { timezone, stepMs, sentences }: Told,
): string {
  const places = Map.groupBy(day.tracks, ({ account, region }) => `${account} ${region}`);
  const marks = rulerOf(from, to, timezone).map(
    ({ time, hours }) => `<span style="flex:${hours}">${time}</span>`,
  );
  const rows = [...places].flatMap(([place, tracks]) => [
    `<tr><th colspan="6">${escaped(place)}</th></tr>`,
    ...tracks.map((track) => rowOf(track, day, stepMs)),
  ]);
  const streams = aspectRows(
    streamRows(day, stepMs),
    ['Activity streams', 'missing', STREAMS],
    ({ track }) => streamBar(track.streaming),
    escaped,
  );
  const capacities = aspectRows(
    capacityRows(day),
    ['Serverless capacity', 'in the end', CAPACITIES],
    ({ track }) => capacityBar(track.capacities),
    escaped,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Dormouse: a day of ${escaped(fleet)}</title>
<style>${STYLE}</style>
<h1>${escaped(policy)} on ${escaped(fleet)}</h1>
<p>${sentences.map(escaped).join('<br>')}<br>
Times are those of ${escaped(timezone)}.<i class="up"></i> up<i></i> stopped<i class="between"></i> on its way, or out of order</p>
<table>
<tr><td><td><td class="bar"><div class="ruler">${marks.join('')}</div></td><td>stopped<td>why<td>rule</tr>
${[...rows, ...streams, ...capacities].join('\n')}
</table>
${recoveryTable(day, timezone, to)}</html>
`;
}

/** How far back each cluster would fall at the end of the day; nothing when nothing is copied. */
function recoveryTable({ recoveryPoints }: Day, timezone: string, now: EpochMs): string {
  if (recoveryPoints.length === 0) return '';
  const rows = recoveryPoints.map(({ cluster, account, from, to, at, ageMs }) => {
    const point =
      at === undefined || ageMs === undefined
        ? ['no complete copy yet', '']
        : [formatWhen(at, timezone, now), `${formatAge(ageMs)} old`];
    return `<tr>${[cluster, account, from, to, ...point].map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`;
  });
  return `<table>
<tr><th>Recovery points<th>account<th>from<th>to<th>newest complete copy<th></tr>
${rows.join('\n')}
</table>
`;
}

function rowOf(track: Track, { telling }: Day, stepMs: number): string {
  const { reason = '', detail = '', rule = '' } = telling.get(track.arn) ?? {};
  const cells = [
    `<td>${escaped(track.id)}`,
    `<td class="engine">${escaped(track.engine)}`,
    `<td class="bar">${barOf(track.power)}`,
    `<td class="hours">${hoursOf(stoppedMs(track, stepMs))}`,
    `<td title="${escaped(detail)}">${escaped(reason)}`,
    `<td class="rule">${escaped(rule)}`,
  ];
  return `<tr>${cells.join('</td>')}</td></tr>`;
}

/** One rectangle for each stretch of time; what is stopped is the ground. */
function barOf(power: readonly Power[]): string {
  const rects = stretches(power)
    .filter(({ value }) => value !== 'stopped')
    .map(({ value, from, length }) => `<rect class="${value}" x="${from}" width="${length}" height="1"/>`);
  return `<svg viewBox="0 0 ${power.length} 1" preserveAspectRatio="none">${rects.join('')}</svg>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
