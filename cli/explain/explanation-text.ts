import type { Explanation } from '../../shared/policy/report/explain.ts';
import { formatExplanation } from '../../shared/policy/report/format-explanation.ts';
import { hang } from '../terminal/columns.ts';
import type { Paint, Tone } from '../terminal/paint.ts';
import type { CapacityStory } from './capacity-story.ts';
import { formatCapacityStory } from './capacity-text.ts';
import type { SnapshotStory } from './snapshot-story.ts';
import { formatSnapshotStory } from './snapshot-text.ts';
import type { StreamStory } from './stream-story.ts';
import { formatStreamStory } from './stream-text.ts';

/** What every line but the first two begins with: a label, of a condition also whether it holds. */
const LABEL = /^( {12}(yes|no ) |.{0,12})/;

/** What a line is about, by its label and first word; the first that fits. */
const looks: readonly { of: RegExp; tone: Tone }[] = [
  { of: /^stop +yes/, tone: 'stop' },
  { of: /^(start|snapshot) +yes/, tone: 'start' },
  { of: /^(stream|capacity) +yes/, tone: 'change' },
  { of: /^(stop|start|stream|capacity|snapshot) +(no|later)/, tone: 'heading' },
  { of: /^ +no |^(rule|protect) .*: does not match$/, tone: 'dim' },
];

/** What an explanation tells besides power. */
export interface Stories {
  /** Absent: no rule wants one, and none runs. */
  readonly activityStream?: StreamStory;
  /** Absent: no rule wants any, and there is none. */
  readonly capacity?: CapacityStory;
  readonly snapshots: SnapshotStory;
}

/** An explanation for people, broken to fit `width`: what is yes stands out, what does not match steps back. */
export function explanationText(
  explanation: Explanation & Stories,
  paint: Paint,
  width = Number.POSITIVE_INFINITY,
): string {
  const [title = '', arn = '', ...lines] = formatExplanation(explanation).split('\n');
  const { activityStream, capacity, snapshots, timezone, at } = explanation;
  const stories = [
    activityStream ? formatStreamStory(activityStream, timezone, at) : [],
    capacity ? formatCapacityStory(capacity, timezone, at) : [],
    formatSnapshotStory(snapshots, timezone, at),
  ];
  const all = [...lines, ...stories.flatMap((story) => (story.length === 0 ? [] : ['', ...story]))];
  return [paint('heading', title), arn, ...all.flatMap((line) => look(line, paint, width))].join('\n');
}

function look(line: string, paint: Paint, width: number): string[] {
  const tone = looks.find(({ of }) => of.test(line))?.tone;
  const [label = ''] = LABEL.exec(line) ?? [];
  const broken = hang(label, line.slice(label.length), width);
  return tone === undefined ? broken : broken.map((each) => paint(tone, each));
}
