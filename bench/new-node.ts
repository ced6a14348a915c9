import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { region } from './scenarios.ts';

const program = `
const [, url, event] = process.argv;
const context = {
  functionName: 'bench',
  invokedFunctionArn: 'arn:aws:lambda:eu-central-1:111122223333:function:bench',
  getRemainingTimeInMillis: () => 300_000,
};
const start = performance.now();
const { handler } = await import(url);
if (event) await handler(JSON.parse(event), context);
console.log(performance.now() - start);
process.exit();`;

/** Milliseconds that a new Node takes to import a handler's module and, with an event, to answer it. */
export function inNewNode(
  file: string,
  environment: Readonly<Record<string, string>>,
  event?: object,
): number {
  const args = [pathToFileURL(file).href, ...(event === undefined ? [] : [JSON.stringify(event)])];
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', program, ...args], {
    env: { ...environment, AWS_REGION: region },
    encoding: 'utf8',
  });
  // The function's own logs come first.
  return Number(output.trim().split('\n').at(-1));
}
