import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Scenario } from './scenarios.ts';

/** A simulator in a process of its own, so that its work is not measured. */
export async function startSimulator({
  fleet,
  now,
}: Pick<Scenario, 'fleet' | 'now'>): Promise<{ url: string; stop(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'dormouse-bench-'));
  const file = join(folder, 'fleet.yml');
  writeFileSync(file, fleet);
  const options = ['--fleet', file, '--now', now, '--clock', 'manual', '--port', '0'];
  const child = spawn(process.execPath, ['simulator/main.ts', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  return {
    url: String(line).split(' ')[0] ?? '',
    stop() {
      child.kill();
      rmSync(folder, { recursive: true });
    },
  };
}
