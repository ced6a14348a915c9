import { readOptions } from './options.ts';
import { runDemo } from './run.ts';
import { runAsProcess } from './terminal/run-as-process.ts';

await runAsProcess(async () => runDemo(readOptions(process.argv.slice(2))));
