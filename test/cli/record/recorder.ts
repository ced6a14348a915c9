import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dormouse, openAws, policyFile } from '../run-cli.ts';

export const NOW = '2026-11-29T12:00:00Z';

/** A simulated AWS with a fleet, and a folder to record it into. */
export async function aRecorder(fleet: string, products: readonly string[] = []) {
  const aws = await openAws(NOW, fleet, products);
  const folder = await mkdtemp(join(tmpdir(), 'dormouse-'));
  const out = join(folder, 'fleet.yml');

  /** Runs `dormouse record` without questions; gives what it wrote, too. */
  async function record(args: readonly string[] = [], prices?: 'prices') {
    const usual = [
      '--out',
      out,
      '--policy',
      await policyFile(),
      '--days',
      '3',
      '--yes',
      ...(prices ? [] : ['--no-prices']),
    ];
    const ran = await dormouse(['record', ...usual, ...args]);
    return { ...ran, text: await readFile(out, 'utf8').catch(() => '') };
  }

  return { ...aws, folder, out, record };
}
