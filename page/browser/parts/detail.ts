import { html, render, type TemplateResult } from 'lit-html';
import type { RecoveryAge } from '../../../timeline/recovery.ts';
import type { ClusterTimeline, Timeline } from '../../../timeline/timeline.ts';
import type { Content } from '../data/content.ts';
import type { Clock } from '../data/format.ts';
import { age, hours, money } from '../data/format.ts';
import { type Row, secondsAt } from '../data/rows.ts';
import { markText } from '../data/tip-text.ts';

/** Everything about one cluster, in a dialog: facts, tags, recovery points, and all that happened with its reason. */
export function openDetail(dialog: HTMLDialogElement, row: Row, content: Content, clock: Clock): void {
  render(
    detail(row, content, clock, () => dialog.close()),
    dialog,
  );
  dialog.showModal();
  dialog.scrollTop = 0;
}

function detail({ cluster, old }: Row, content: Content, clock: Clock, close: () => void): TemplateResult {
  const { id, arn, why, recovery = [] } = cluster;
  return html`
    <header><h2 id="detail-title">${id}</h2><button type="button" @click=${close}>Close</button></header>
    <p class="soft">${arn}</p>
    ${why ? html`<p><strong>${why.reason}</strong>: ${why.detail}</p>` : ''}
    <dl>${facts(cluster).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
    ${recovery.length > 0 ? recoveryTable(cluster, old) : pointsAtEnd(cluster)}
    ${marks(cluster, content.timeline, clock, old ? 'What happens with the new policy' : 'What happens')}
    ${old && content.old ? marks(old, content.old, clock, 'What happened with the old policy') : ''}`;
}

/** The newest recovery points of a cluster over time, by Region; of a comparison with those of the old policy. */
function recoveryTable(
  { recovery = [], recoveryPoints = {} }: ClusterTimeline,
  old: ClusterTimeline | undefined,
): TemplateResult {
  const columns: readonly (readonly [string, (one: RecoveryAge) => string])[] = [
    ['At worst', ({ worstHours }) => ageText(worstHours)],
    ['On average', ({ meanHours }) => ageText(meanHours)],
    ['At the end', ({ region }) => ageText(recoveryPoints[region])],
    ['Allowed', ({ maxAgeHours }) => (maxAgeHours === undefined ? '' : ageText(maxAgeHours))],
    ['Older than that', ({ hoursOver = 0 }) => (hoursOver > 0 ? hours(hoursOver) : '')],
    ['Missing', ({ hoursWithout }) => (hoursWithout > 0 ? hours(hoursWithout) : '')],
  ];
  const shown = columns.filter(([, show]) => recovery.some((one) => show(one) !== ''));
  const before = new Map(old?.recovery?.map((one) => [one.region, one]));
  return html`<h3>Age of the newest recovery point</h3>
    <div class="scroll" tabindex="0" role="region" aria-label="Age of the newest recovery point"><table>
      <thead><tr><th scope="col">Region</th>${shown.map(([title]) => html`<th scope="col" class="figure">${title}</th>`)}</tr></thead>
      <tbody>${recovery.map((one) => {
        const was = before.get(one.region);
        return html`<tr><th scope="row">${one.region}</th>${shown.map(([title, show]) => {
          const earlier = was === undefined || title === 'At the end' ? show(one) : show(was);
          return html`<td class="figure">${earlier === show(one) ? '' : html`<span class="before">${earlier} → </span>`}${show(one)}</td>`;
        })}</tr>`;
      })}</tbody></table></div>`;
}

function pointsAtEnd({ recoveryPoints = {} }: ClusterTimeline): TemplateResult | string {
  const points = Object.entries(recoveryPoints);
  if (points.length === 0) return '';
  return html`<h3>Newest recovery points at the end</h3>
    <dl>${points.map(([region, value]) => html`<dt>${region}</dt><dd>${ageText(value)} old</dd>`)}</dl>`;
}

function ageText(value: number | undefined): string {
  return value === undefined ? 'none' : age(value);
}

function facts(cluster: ClusterTimeline): (readonly [string, string])[] {
  const { account, region, engine, instances, rule, tags, totals } = cluster;
  const all: readonly (readonly [string, string])[] = [
    ['account', account],
    ['Region', region],
    ['engine', engine],
    ['instances', String(instances)],
    ['rule', rule ?? 'none'],
    [
      'tags',
      Object.entries(tags)
        .map(([key, value]) => `${key}=${value}`)
        .join(', '),
    ],
    ['in use', hours(totals.hoursUsed)],
    ['up, use unknown', hours(totals.hoursUp)],
    ['up, idle', hours(totals.hoursIdle)],
    ['stopped', hours(totals.hoursStopped)],
    ['paused', hours(totals.hoursPaused)],
    ['saved', totals.money ? money(totals.money.saved) : ''],
  ];
  return all.filter(([, value]) => value !== '' && value !== '0 h');
}

function marks(cluster: ClusterTimeline, timeline: Timeline, clock: Clock, title: string): TemplateResult {
  return html`<h3>${title}</h3>
    ${
      cluster.marks.length === 0
        ? html`<p>Nothing.</p>`
        : html`<ol>${cluster.marks.map((mark) => html`<li><time>${clock.when(secondsAt(timeline, mark.minute))}</time> ${markText(mark, timeline.texts)}</li>`)}</ol>`
    }`;
}
