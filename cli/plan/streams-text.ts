import { formatWhenIn } from '../../shared/policy/time/when.ts';
import { formatAge } from '../terminal/age.ts';
import { rowsWithin } from '../terminal/columns.ts';
import { detailLines } from './changes-text.ts';
import type { Plan } from './plan.ts';
import type { PlanTextOptions, Row } from './row.ts';
import { waitsUntil } from './stream-row.ts';
import { isStreamRefusal, isWaiting } from './streams.ts';

const INDENT = ' '.repeat(11);

/** Clusters whose stream is changed once their rule allows the restart, and when that is. */
export function waiting({ streams, at }: Plan, options: PlanTextOptions): string[][] {
  if (options.all === true) return [];
  return block(
    'Restarts that wait until the rule allows them',
    streams.filter(isWaiting).map((one) => ({
      ...one,
      mark: ' ',
      texts: [waitsUntil(one, at) ?? 'not known when'],
      details: [['', one.detail]],
    })),
    options,
  );
}

/** Clusters whose stream is to run and does not, the longest gap first. Why is told where nothing else of the plan does. */
export function gaps({ streamGaps, streams, at }: Plan, options: PlanTextOptions): string[][] {
  const told = new Set(
    streams
      .filter(
        (one) => options.all === true || one.change !== undefined || isWaiting(one) || isStreamRefusal(one),
      )
      .map(({ arn }) => arn),
  );
  const zones = new Map(streams.map(({ arn, timezone }) => [arn, timezone]));
  return block(
    'Activity streams that do not run as declared',
    streamGaps
      .toSorted((a, b) => b.gapMs - a.gapMs)
      .map((gap) => ({
        ...gap,
        mark: options.paint('refused', '!'),
        texts: [
          gap.reason,
          `since ${formatWhenIn(gap.since, zones.get(gap.arn) ?? 'UTC', at)}`,
          formatAge(gap.gapMs),
        ],
        details: told.has(gap.arn) ? [] : [['', gap.detail]],
      })),
    options,
  );
}

/** Clusters whose stream somebody wants otherwise than the rule, and until when. */
export function overrides({ streams, at }: Plan, options: PlanTextOptions): string[][] {
  return block(
    'Activity streams that somebody wants otherwise for a while',
    streams.flatMap(({ override, ...one }) =>
      override === undefined
        ? []
        : [
            {
              ...one,
              mark: ' ',
              texts: [`${override.desired} until ${formatWhenIn(override.until, one.timezone, at)}`],
              details: [],
            },
          ],
    ),
    options,
  );
}

interface Item {
  readonly account: string;
  readonly region: string;
  readonly cluster: string;
  readonly rule?: string;
  readonly mark: string;
  readonly texts: readonly string[];
  readonly details: Row['details'];
}

function block(title: string, items: readonly Item[], options: PlanTextOptions): string[][] {
  if (items.length === 0) return [];
  const heads = rowsWithin(
    items.map(({ account, region, cluster, rule = '', mark, texts }) => [
      `  ${mark}`,
      `${account}  ${region}`,
      cluster,
      ...texts,
      options.paint('dim', rule),
    ]),
    options.width ?? Number.POSITIVE_INFINITY,
    INDENT,
  );
  return [
    [
      options.paint('heading', title),
      ...items.flatMap(({ details }, index) => [
        ...(heads[index] ?? []),
        ...detailLines(details, INDENT, options),
      ]),
    ],
  ];
}
