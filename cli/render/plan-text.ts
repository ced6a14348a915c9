import { countChanges, isRefusal, type Plan, type PlannedCluster } from '../plan.ts';
import { columns, count, hang, wrap } from './columns.ts';
import type { Paint } from './paint.ts';
import { reasonLines } from './reason-lines.ts';

export interface PlanTextOptions {
  readonly paint: Paint;
  /** Width of the terminal; details are broken to fit it. Absent: never broken. */
  readonly width?: number;
  /** Lists each cluster that is left alone too. */
  readonly all?: boolean;
}

/** Of sentences where there is no terminal to fit. */
const WIDTH = 100;
const DETAIL_INDENT = ' '.repeat(11);

/**
 * The plan for people: changes by account and Region, refusals, what is left by reason, what could not be read, and
 * how it would become real. Ends with a line feed.
 */
export function planText(plan: Plan, options: PlanTextOptions): string {
  const blocks = [
    ...placesOf(plan.clusters, options),
    ...tripped(plan, options),
    ...refused(plan, options),
    ...left(plan, options),
    ...unread(plan, options),
    ...unmatched(plan, options),
    ...empty(plan, options),
    ending(plan, options),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function placesOf(clusters: readonly PlannedCluster[], options: PlanTextOptions): string[][] {
  const shown = clusters.filter(({ change }) => options.all === true || change !== undefined);
  const places = Map.groupBy(shown, ({ account, region }) => `${account}  ${region}`);
  return [...places].map(([place, group]) => [
    options.paint('heading', place),
    ...group.flatMap((cluster, index) => lines(cluster, heads(group, options)[index] ?? '', options)),
  ]);
}

function heads(group: readonly PlannedCluster[], { paint }: PlanTextOptions): string[] {
  return columns(
    group.map((cluster) => [
      `  ${marked(cluster, paint)}`,
      cluster.cluster,
      cluster.reason,
      paint('dim', cluster.rule ?? ''),
    ]),
  );
}

function marked(cluster: PlannedCluster, paint: Paint): string {
  if (cluster.change === 'stop') return paint('stop', '- stop ');
  if (cluster.change === 'start') return paint('start', '+ start');
  return isRefusal(cluster) ? paint('refused', '! left ') : paint('dim', '  left ');
}

function lines({ detail }: PlannedCluster, head: string, { paint, width }: PlanTextOptions): string[] {
  return [
    head,
    ...hang(DETAIL_INDENT, detail, width ?? Number.POSITIVE_INFINITY, (line) => paint('dim', line)),
  ];
}

function tripped({ clusters }: Plan, { paint, width }: PlanTextOptions): string[][] {
  const broken = clusters.filter(({ reason }) => reason === 'limit-breaker');
  if (broken.length === 0) return [];
  const places = Map.groupBy(broken, ({ account, region, detail }) => `${account}  ${region}\n${detail}`);
  return [
    [
      paint('fault', 'More than a breaker under limits allows, so nothing of it is done'),
      ...[...places].flatMap(([place, group]) => [
        ...place
          .split('\n')
          .map((line, index) => (index === 0 ? `  ${paint('fault', '✗')} ${line}` : `    ${line}`)),
        ...hang('    ', group.map(({ cluster }) => cluster).join(', '), width ?? WIDTH, (line) =>
          paint('dim', line),
        ),
      ]),
    ],
  ];
}

function refused({ clusters }: Plan, options: PlanTextOptions): string[][] {
  const group = clusters.filter(isRefusal);
  if (group.length === 0 || options.all === true) return [];
  const title = 'A rule covers these, but nothing can be done to them';
  const named = columns(
    group.map((cluster) => [
      `  ${options.paint('refused', '!')}`,
      `${cluster.account}  ${cluster.region}`,
      cluster.cluster,
      cluster.reason,
    ]),
  );
  return [
    [
      options.paint('heading', title),
      ...group.flatMap((cluster, index) => lines(cluster, named[index] ?? '', options)),
    ],
  ];
}

function left({ clusters }: Plan, { paint, width }: PlanTextOptions): string[][] {
  const group = clusters.flatMap(({ change, reason }) => (change === undefined ? [reason] : []));
  if (group.length === 0) return [];
  return [
    [paint('heading', 'Left as they are'), ...reasonLines(group, paint, width ?? Number.POSITIVE_INFINITY)],
  ];
}

function unread({ unread: scopes }: Plan, { paint, width }: PlanTextOptions): string[][] {
  if (scopes.length === 0) return [];
  const faults = Map.groupBy(scopes, ({ fault }) => `${fault.name}: ${fault.message}`);
  const lines = [...faults].flatMap(([fault, places]) => [
    ...places.map(({ account, region }) => `  ${paint('fault', '✗')} ${account}  ${region}`),
    ...wrap(fault, (width ?? Number.POSITIVE_INFINITY) - 4).map((line) => `    ${line}`),
  ]);
  return [[paint('heading', 'Could not be read, so nothing is planned there'), ...lines]];
}

function unmatched({ unmatched: names }: Plan, { paint }: PlanTextOptions): string[][] {
  if (names.length === 0) return [];
  return [
    names.map(({ name, near }) => {
      const hint = near === undefined ? '' : `; did you mean ${near}?`;
      return paint('fault', `Nothing is named ${name}`) + hint;
    }),
  ];
}

/** A wrong Region looks like this: it is read, and nothing is there. */
function empty({ read }: Plan, { paint }: PlanTextOptions): string[][] {
  const places = read.filter(({ clusters }) => clusters === 0);
  if (places.length === 0) return [];
  const named = places.map(({ account, region }) => `  ${account}  ${region}`);
  return [[paint('heading', 'No clusters at all in'), ...named]];
}

function ending(plan: Plan, { paint, width }: PlanTextOptions): string[] {
  if (plan.clusters.length === 0 && plan.unread.length > 0) {
    return [paint('fault', 'No plan: nothing could be read.')];
  }
  const { stop, start, left: others } = countChanges(plan);
  const missing = plan.unread.length === 0 ? '' : ` ${count(plan.unread.length, 'place')} could not be read.`;
  const summary = `Plan: ${stop} to stop, ${start} to start, ${others} left.`;
  const told = stop + start === 0 ? [] : wrap(becoming(plan), width ?? WIDTH);
  return [paint('heading', summary) + paint('fault', missing), ...told];
}

function becoming({ mode, policy }: Plan): string {
  return mode === 'observe'
    ? `The policy is in mode observe: the functions report this and change nothing. With "mode: enforce" in ${policy}, and deployed, they do it.`
    : 'The policy is in mode enforce: once it is deployed, the functions do this within five minutes.';
}
