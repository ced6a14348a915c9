import { runAsProcess } from '../terminal/run-as-process.ts';
import { readRecoveryOptions } from './options.ts';
import { runRecoveryDemo } from './run.ts';

await runAsProcess(async () => runRecoveryDemo(readRecoveryOptions(process.argv.slice(2))));
