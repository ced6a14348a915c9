import { type Support, supportText } from '../../shared/policy/recovery/support.ts';
import type { Explanation } from '../../shared/policy/report/explain.ts';
import { formatExplanation } from '../../shared/policy/report/format-explanation.ts';
import { type ExtendedCost, extendedCostText } from '../survey/extended-cost.ts';
import { hang } from '../terminal/columns.ts';
import type { Paint, Tone } from '../terminal/paint.ts';
import type { StreamExplanation } from './activity-stream.ts';
import { streamLines } from './activity-stream.ts';
import type { CapacityExplanation } from './capacity.ts';
import { capacityLines } from './capacity.ts';
import { type RecoveryExplanation, recoveryLines } from './recovery.ts';
import type { SnapshotExplanation } from './snapshots.ts';
import { snapshotLines } from './snapshots.ts';

/** The beginning of every line but the first two: a label, and for a condition whether it holds. */
const LABEL = /^( {12}(yes|no ) |.{0,12})/;

/** The look of a line by its label and first word; the first entry that fits. */
const looks: readonly { of: RegExp; tone: Tone }[] = [
  { of: /^stop +yes/, tone: 'stop' },
  { of: /^(start|snapshot|drill) +yes/, tone: 'start' },
  { of: /^(stream|capacity) +yes/, tone: 'change' },
  { of: /^(stop|start|stream|capacity|snapshot|drill) +(no|later)/, tone: 'heading' },
  { of: /^ +no |^(rule|protect) .*: does not match$/, tone: 'dim' },
];

/** The explanation of every aspect but power. */
export interface AspectExplanations {
  /** The clusters that are started before it and stopped after it. Absent: none. */
  readonly order?: string;
  /** Absent: no rule wants one, and none runs. */
  readonly activityStream?: StreamExplanation;
  /** Absent: no rule wants any, and there is none. */
  readonly capacity?: CapacityExplanation;
  readonly snapshots: SnapshotExplanation;
  /** Absent: no rule wants restore drills, and none has passed. */
  readonly recovery?: RecoveryExplanation;
  /** Until when AWS supports the engine version. Absent: AWS tells no date, or it could not be read. */
  readonly support?: Support;
  /** Of Extended Support. Absent: it is not billed soon, or prices were not asked for. */
  readonly cost?: ExtendedCost;
}

/** An explanation for people, broken to fit `width`: due actions stand out, conditions that fail are dim. */
export function explanationText(
  explanation: Explanation & AspectExplanations,
  paint: Paint,
  width = Number.POSITIVE_INFINITY,
): string {
  const [title = '', arn = '', ...lines] = formatExplanation(explanation).split('\n');
  const { order, activityStream, capacity, snapshots, recovery, support, cost, timezone, at } = explanation;
  const aspects = [
    order === undefined ? [] : [`order       ${order}`],
    activityStream ? streamLines(activityStream, timezone, at) : [],
    capacity ? capacityLines(capacity, timezone, at) : [],
    snapshotLines(snapshots, timezone, at),
    recovery ? recoveryLines(recovery, timezone, at) : [],
    support
      ? [
          `support     ${[supportText(support), extendedCostText(cost ? [cost] : [])].filter(Boolean).join('; ')}`,
        ]
      : [],
  ];
  const all = [...lines, ...aspects.flatMap((story) => (story.length === 0 ? [] : ['', ...story]))];
  return [paint('heading', title), arn, ...all.flatMap((line) => look(line, paint, width))].join('\n');
}

function look(line: string, paint: Paint, width: number): string[] {
  const tone = looks.find(({ of }) => of.test(line))?.tone;
  const [label = ''] = LABEL.exec(line) ?? [];
  const broken = hang(label, line.slice(label.length), width);
  return tone === undefined ? broken : broken.map((each) => paint(tone, each));
}
