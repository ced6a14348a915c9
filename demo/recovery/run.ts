import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { evidenceHtml } from '../../cli/evidence/html.ts';
import type { EvidenceReport } from '../../cli/evidence/report.ts';
import { evidenceText } from '../../cli/evidence/text.ts';
import { writeWhole } from '../../cli/output/whole-file.ts';
import { count, hang, wrap } from '../../cli/terminal/columns.ts';
import { lookFor } from '../../cli/terminal/io.ts';
import type { Paint } from '../../cli/terminal/paint.ts';
import { PROVEN_TAG } from '../../shared/policy/model/tags.ts';
import { HOUR_MS } from '../../shared/policy/time/units.ts';
import { formatWhen } from '../../shared/policy/time/when.ts';
import { createScreen } from '../terminal/screen.ts';
import { prepareEnvironment } from '../world/environment.ts';
import { loadFunction } from '../world/functions.ts';
import { packagePolicy } from '../world/packaged-policy.ts';
import { bucketOfEvidence, tamper, verify } from './evidence.ts';
import { playNight } from './night.ts';
import type { RecoveryDemoOptions } from './options.ts';
import { toText } from './story.ts';
import { BUCKET, type RecoveryWorld, startRecoveryWorld } from './world.ts';

const POLICY = fileURLToPath(new URL('policy.yml', import.meta.url));
const FROM = Date.parse('2026-11-28T02:00:00Z');
const NIGHT_MS = 6 * HOUR_MS;

/** Tells the story to whoever looks at the terminal. */
interface Teller {
  readonly paint: Paint;
  readonly width: number;
  tell(lines: readonly string[]): void;
}

/**
 * Lets two clusters have their restore drills, tells how they go, verifies the evidence, and shows that a changed byte is
 * found.
 *
 * @returns The exit code: 1 when it does not end as it should.
 */
export async function runRecoveryDemo({ out }: RecoveryDemoOptions): Promise<0 | 1> {
  const began = Date.now();
  const { paint, width = Number.POSITIVE_INFINITY } = lookFor(process.stdout, true);
  const screen = createScreen(process.stdout, process.stderr);
  const { tell } = screen;
  const teller = { paint, width, tell };
  const log = join(out, 'recovery.log');
  const page = join(out, 'recovery.html');
  const world = await startRecoveryWorld(FROM);
  const packaged = await packagePolicy(POLICY);
  try {
    prepareEnvironment({ url: world.url, policy: packaged.path, log, evidenceBucket: BUCKET });
    tell(introduction(teller));
    const isOver = await playNight(world, await loadFunction('drill-restores', 1), {
      until: FROM + NIGHT_MS,
      onLine: (line) => tell(toText(line, teller)),
      onMinute: (at) => screen.progress(formatWhen(at, { timezone: 'UTC', now: at })),
    });
    screen.end();
    tell(ending(world, teller));
    const isProven = isOver && (await proveEvidence(world, teller, page));
    const seconds = Math.round((Date.now() - began) / 1000);
    const calls = count(world.actions().length, 'AWS call');
    const files = isProven ? `The page for an auditor: ${page}. The log: ${log}` : `The log: ${log}`;
    tell(['', ...wrap(`${calls} over HTTP in ${seconds} s. ${files}`, width)]);
    return isProven && world.leftovers().length === 0 ? 0 : 1;
  } finally {
    screen.end();
    await Promise.all([world.close(), packaged.clear()]);
  }
}

function introduction({ paint, width }: Teller): string[] {
  return [
    paint('heading', 'Restore drills of two clusters on a Saturday, in simulated time (UTC)'),
    ...wrap(
      'The real function drill-restores looks every minute. It restores the newest backup of each cluster as a cluster beside it, queries and measures that, and deletes it. Half of the invoices of billing are missing in its backup, and nobody knows yet.',
      width,
    ),
    '',
  ];
}

/** The drill clusters that are still there, and what stays at the sources. */
function ending(world: RecoveryWorld, { paint, width }: Teller): string[] {
  const left = world.leftovers();
  const clusters = world.clusters();
  const proofs = clusters.flatMap(({ id, tags: { [PROVEN_TAG]: text } }) =>
    text === undefined ? [] : hang(`  ${id}  `, `${PROVEN_TAG}: ${text}`, width),
  );
  return [
    '',
    paint(left.length === 0 ? 'start' : 'fault', `Leftovers: ${left.length}`),
    ...left.map((name) => `  ${name}`),
    `Clusters: ${clusters.map(({ id }) => id).join(', ')}`,
    ...proofs,
  ];
}

/**
 * Verifies the evidence twice: as it is, and after somebody has changed a byte.
 *
 * @returns Whether it was whole, had one drill of each verdict, and the changed byte was found.
 */
async function proveEvidence(
  world: RecoveryWorld,
  { paint, width, tell }: Teller,
  page: string,
): Promise<boolean> {
  const source = await bucketOfEvidence();
  const command = paint('heading', `$ dormouse evidence --bucket ${source.name} --verify`);
  const whole = await verify(source, world.now());
  const textOf = (report: EvidenceReport) => evidenceText(report, { paint, width }, false).trimEnd();
  await writeWhole(page, evidenceHtml(whole));
  tell(['', command, textOf(whole), '']);

  const [passed, failed] = (['passed', 'failed'] as const).map((verdict) =>
    whole.drills.find(({ record }) => record.verdict === verdict),
  );
  if (failed === undefined) return false;
  const { key, was, now, kept } = await tamper(failed.sequence);
  const altered = await verify(source, world.now());
  const isKept = kept === failed.sha256;
  const original = isKept
    ? 'The bucket is locked: the version before cannot be deleted, and still has the SHA-256 that was noted.'
    : 'The version before is not what was noted.';
  tell([
    ...wrap(`Somebody changes one byte of ${key}: ${was} becomes ${now}.`, width),
    '',
    command,
    textOf(altered),
    ...wrap(original, width),
  ]);
  const isFound = altered.problems.some(({ kind, key: found }) => kind === 'altered' && found === key);
  return passed !== undefined && whole.problems.length === 0 && isFound && isKept;
}
