#!/usr/bin/env node
// Plain JavaScript, so that an older Node can say why it cannot run the rest.
if (Number.parseInt(process.versions.node, 10) >= 24) {
  await import('./dormouse.ts');
} else {
  process.stderr.write(
    `dormouse: Node 24 or later is needed, and this is ${process.version}; run npx dormouse, which uses the Node that the project brings\n`,
  );
  process.exitCode = 1;
}
