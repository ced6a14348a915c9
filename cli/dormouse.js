#!/usr/bin/env node
// Plain JavaScript that an older Node understands, too. In a clone it runs the sources, on the Node that the project
// brings if this one is older. The npm package has the same as built JavaScript instead.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const pathOf = (file) => fileURLToPath(new URL(file, import.meta.url));
const bundled = pathOf('../node_modules/node/bin/node');
const isClone = existsSync(pathOf('dormouse.ts'));
const needed = isClone ? 24 : 20;

if (Number.parseInt(process.versions.node, 10) >= needed) {
  // Compiled code and stripped types are kept from one run to the next: https://nodejs.org/api/module.html#module-compile-cache
  module.enableCompileCache?.();
  if (Map.groupBy === undefined) await import('../lib/older-node.js');
  await import(isClone ? './dormouse.ts' : '../lib/dormouse.js');
} else if (isClone && existsSync(bundled)) {
  const child = spawn(bundled, process.argv.slice(1), { stdio: 'inherit' });
  // The terminal sends its signals to both; the child decides how to end, and this process ends after it.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
} else {
  const remedy = isClone
    ? 'run npm ci in its folder, which brings one'
    : 'install it, and dormouse again with it';
  process.stderr.write(
    `dormouse: Node ${needed} or later is needed, and this is ${process.version}; ${remedy}\n`,
  );
  process.exitCode = 1;
}
