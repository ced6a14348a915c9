#!/usr/bin/env node
// Plain JavaScript: an older Node can run this, and say why it can't run the rest.
if (Number.parseInt(process.versions.node, 10) >= 24) {
  await import('./dormouse.ts');
} else {
  process.stderr.write(
    `dormouse: it needs Node 24 or later, and this is ${process.version}; run it as npx dormouse, which takes the Node that the project brings\n`,
  );
  process.exitCode = 1;
}
