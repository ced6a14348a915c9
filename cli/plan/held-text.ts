import { hang, wrap } from '../terminal/columns.ts';
import type { Plan } from './plan.ts';
import type { PlanTextOptions } from './row.ts';

/** What a forgotten hold would keep from its stops and snapshots without a word. */
export function held({ heldForever }: Plan, { paint, width }: PlanTextOptions): string[][] {
  if (heldForever.length === 0) return [];
  const places = Map.groupBy(heldForever, ({ account, region }) => `${account}  ${region}`);
  const title = 'Held forever, so that nothing is done to them until somebody removes the tag dormouse:hold';
  const room = width ?? Number.POSITIVE_INFINITY;
  return [
    [
      ...wrap(title, room).map((line) => paint('heading', line)),
      ...[...places].flatMap(([place, group]) =>
        hang(`  ${place}  `, group.map(({ cluster }) => cluster).join(', '), room),
      ),
    ],
  ];
}
