#!/usr/bin/env node
import { main } from './main.ts';
import { endureReaderGone } from './terminal/reader-gone.ts';

endureReaderGone(process.stdout);
process.exitCode = await main(process.argv.slice(2), process);
