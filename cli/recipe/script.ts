import type { Snapshot } from '../../shared/policy/model/snapshot.ts';
import type { RestorePlan, RestoreStep, Wanted } from '../../shared/policy/recovery/recipe/restore.ts';
import { hang, wrap } from '../terminal/columns.ts';

const WIDTH = 80;

/**
 * A shell script that carries out a restore. Every value is quoted: it comes from tags, which anybody may have written
 * who may tag the snapshot.
 */
export function restoreScript(
  { id, createdAt, status, percentProgress }: Snapshot,
  plan: RestorePlan,
): string {
  const taken = `${new Date(createdAt).toISOString().slice(0, 16)}Z`;
  const notes = [
    `Restores ${id} of ${taken} as ${plan.cluster} in ${plan.region}, by the recipe in its tags. Whoever may tag the snapshot can have changed them: read this before you run it.`,
    ...(status === 'available'
      ? []
      : [`The snapshot is ${status} (${percentProgress} %): it can't be restored yet.`]),
  ];
  return [
    '#!/bin/sh',
    ...notes.flatMap(comment),
    '#',
    '# Other than on the source:',
    ...plan.differences.flatMap(({ what, why }) =>
      hang('# - ', `${what}: ${why}.`, WIDTH).map((line, at) => (at === 0 ? line : `#${line.slice(1)}`)),
    ),
    'set -eu',
    `export AWS_REGION=${quoted(plan.region)}`,
    ...wantedLines(plan),
    ...plan.steps.flatMap((step) => ['', ...stepLines(step)]),
    '',
  ].join('\n');
}

function wantedLines({ wanted, region }: RestorePlan): string[] {
  if (wanted.length === 0) return [];
  return [
    '',
    ...comment(`Give these for ${region}:`),
    ...wanted.flatMap(({ wanted: name, was }) => [
      ...(was === undefined ? [] : comment(`${name} of the source: ${was}`)),
      `: "\${${name}:?}"`,
    ]),
  ];
}

function stepLines({ command, options }: RestoreStep): string[] {
  const words = options.map(([name, ...values]) => [`--${name}`, ...values.map(valueText)].join(' '));
  return [`aws rds ${command}`, ...words].map((line, at, all) => {
    return `${at === 0 ? '' : '  '}${line}${at === all.length - 1 ? '' : ' \\'}`;
  });
}

/** Security groups are several words, so that value is not quoted. */
function valueText(value: string | Wanted): string {
  if (typeof value === 'string') return quoted(value);
  return value.wanted === 'SECURITY_GROUPS' ? '$SECURITY_GROUPS' : `"$${value.wanted}"`;
}

function quoted(value: string): string {
  return /^[\w./:@=,+-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}

function comment(text: string): string[] {
  return wrap(text, WIDTH - 2).map((line) => `# ${line}`);
}
