#!/usr/bin/env node
// Plain JavaScript that an older Node understands, too: it hands over to the Node that the project brings.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const bundled = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));

if (Number.parseInt(process.versions.node, 10) >= 24) {
  // Compiled code and stripped types are kept from one run to the next: https://nodejs.org/api/module.html#module-compile-cache
  module.enableCompileCache();
  await import('./dormouse.ts');
} else if (existsSync(bundled)) {
  const child = spawn(bundled, process.argv.slice(1), { stdio: 'inherit' });
  // The terminal sends its signals to both; the child decides how to end, and this process ends after it.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
} else {
  process.stderr.write(
    `dormouse: Node 24 or later is needed, and this is ${process.version}; run npm ci in its folder, which brings one\n`,
  );
  process.exitCode = 1;
}
