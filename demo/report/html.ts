import { isRefusal } from '../../cli/plan/change.ts';
import { reasonOf } from '../../cli/plan/row.ts';
import { formatAge } from '../../cli/terminal/age.ts';
import { formatWhen } from '../../shared/policy/time/when.ts';
import { type AspectRow, capacityRows, streamRows } from '../day/aspect-rows.ts';
import type { Day } from '../day/day.ts';
import { asleepMs, hoursOf, type Track } from '../day/timeline.ts';
import { rulerOf } from '../terminal/ruler.ts';
import { capacityBar, escaped, powerBar, type Scale, streamBar } from './bars.ts';
import { STYLE } from './style.ts';

/** Labels of the ruler that fit the width of a bar. */
const LABELS = 12;

/** The policy, the fleet and the day that were played; `from` and `to` in epoch milliseconds of simulated time. */
export interface Played {
  readonly policy: string;
  readonly fleet: string;
  readonly from: number;
  readonly to: number;
}

/** How the day is shown. */
export interface Told {
  readonly timezone: string;
  readonly stepMs: number;
  /** The totals of the day. */
  readonly sentences: readonly string[];
}

const POWER =
  '<i class="up"></i>up<i></i>stopped<i class="paused"></i>paused (serverless)<i class="between"></i>on its way, or out of order';
const STREAMS =
  '<i class="on"></i>runs<i class="missing"></i>missing or different<i class="between"></i>changing<i></i>off';
const CAPACITIES = '<i class="limits"></i>from min to max<i class="used"></i>in use';

/** The day as one page that needs nothing else: a bar for every cluster, how long it was asleep, and why or why not. */
export function reportHtml(played: Played, day: Day, told: Told): string {
  const { policy, fleet, from } = played;
  const { timezone, stepMs, sentences } = told;
  const scale: Scale = { from, stepMs, timezone };
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Dormouse: a day of ${escaped(fleet)}</title>
<style>${STYLE}</style>
<main>
<h1>${escaped(policy)} on ${escaped(fleet)}</h1>
<p>${sentences.map(escaped).join('<br>')}<br>
Times are those of ${escaped(timezone)}.</p>
<h2>Clusters</h2>
<p>${POWER}</p>
${barTable(headOf(played, timezone, 'asleep'), powerRows(day, scale))}
${aspectSection('Activity streams', STREAMS, headOf(played, timezone, 'missing'), streamRows(day, stepMs), ({ id, streaming }) => streamBar(id, streaming, scale))}${aspectSection('Serverless capacity', CAPACITIES, headOf(played, timezone, 'at the end'), capacityRows(day), ({ id, capacities }) => capacityBar(id, capacities, scale))}${attention(day)}${recovery(day, timezone, played.to)}</main>
</html>
`;
}

function headOf({ from, to }: Played, timezone: string, figure: string): string {
  const marks = rulerOf(from, to, timezone, LABELS).map(
    ({ label, hours }) => `<span style="flex:${hours}">${label}</span>`,
  );
  const ruler = `<div class="ruler">${marks.join('')}</div>`;
  return `<tr><th scope="col">cluster<th scope="col" class="engine">engine<th scope="col" class="bar">${ruler}<th scope="col" class="hours">${figure}<th scope="col">why<th scope="col" class="rule">rule</tr>`;
}

function barTable(head: string, rows: readonly string[]): string {
  return `<table class="bars"><thead>${head}</thead><tbody>\n${rows.join('\n')}\n</tbody></table>`;
}

function powerRows({ tracks, telling }: Day, scale: Scale): string[] {
  const places = Map.groupBy(tracks, ({ account, region }) => `${account} ${region}`);
  return [...places].flatMap(([place, inPlace]) => [
    `<tr><th scope="rowgroup" colspan="6" class="place">${escaped(place)}</th></tr>`,
    ...inPlace.map((track) => {
      const { reason = '', detail = '', rule = '' } = telling.get(track.arn) ?? {};
      const asleep = hoursOf(asleepMs(track, scale.stepMs));
      return barRow({ track, figure: asleep, reason, detail, rule }, powerBar(track.id, track.power, scale));
    }),
  ]);
}

/** The clusters of one aspect under a title of their own; nothing where there are none. */
function aspectSection(
  title: string,
  legend: string,
  head: string,
  rows: readonly AspectRow[],
  barOf: (track: Track) => string,
): string {
  if (rows.length === 0) return '';
  const lines = rows.map((row) => barRow(row, barOf(row.track)));
  return `<h2>${title}</h2>\n<p>${legend}</p>\n${barTable(head, lines)}\n`;
}

function barRow({ track, figure, reason, detail, rule }: AspectRow, bar: string): string {
  const cells = [
    `<th scope="row">${escaped(track.id)}</th>`,
    `<td class="engine soft">${escaped(track.engine)}</td>`,
    `<td class="bar">${bar}</td>`,
    `<td class="hours">${escaped(figure)}</td>`,
    `<td title="${escaped(detail)}">${escaped(reason)}</td>`,
    `<td class="rule soft">${escaped(rule)}</td>`,
  ];
  return `<tr>${cells.join('')}</tr>`;
}

/** Everything that stays as it is until somebody fixes the cause, as the plan lists it; nothing when there is none. */
function attention({ refusals }: Day): string {
  const rows = refusals
    .filter(isRefusal)
    .map((one) => [one.cluster, one.account, one.region, reasonOf(one), one.detail]);
  return textTable('Needs attention', ['cluster', 'account', 'Region', 'reason', 'cause'], rows);
}

/** How much each cluster would lose if its Region failed at the end of the day; nothing when nothing is copied. */
function recovery({ recoveryPoints }: Day, timezone: string, now: number): string {
  const rows = recoveryPoints.map(({ cluster, account, from, to, at, ageMs }) => [
    ...[cluster, account, from, to],
    ...(at === undefined || ageMs === undefined
      ? ['none yet', '']
      : [formatWhen(at, { timezone, now }), formatAge(ageMs)]),
  ]);
  return textTable(
    'Recovery points',
    ['cluster', 'account', 'from', 'to', 'newest complete copy', 'age'],
    rows,
  );
}

function textTable(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const head = heads.map((text) => `<th scope="col">${text}`).join('');
  const lines = rows.map(([first = '', ...cells]) => {
    const rest = cells.map((cell) => `<td class="text">${escaped(cell)}</td>`).join('');
    return `<tr><th scope="row">${escaped(first)}</th>${rest}</tr>`;
  });
  return `<h2>${title}</h2>\n<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>\n${lines.join('\n')}\n</tbody></table></div>\n`;
}
