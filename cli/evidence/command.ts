import { Command, Option } from 'commander';
import { addCallerOptions } from '../input/options.ts';
import type { ExitCode, Io } from '../terminal/io.ts';
import type { EvidenceOptions } from './run.ts';

/** `dormouse evidence`: what restore drills have proven, and whether the evidence of it is whole. Only reads. */
export function evidenceCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('evidence')
    .description(
      'list restore drills with what they have proven, verify the evidence of them, and write a page for an auditor; only reads, changes nothing',
    )
    .argument('[clusters...]', 'only these clusters, by identifier or glob, "prod-*"')
    .addOption(
      new Option('-b, --bucket <name>', 'the bucket of evidence, s3://name or its name').env(
        'DORMOUSE_EVIDENCE_BUCKET',
      ),
    )
    .option('-d, --dir <folder>', 'a copy of the bucket, as aws s3 sync makes it, in place of the bucket')
    .option('--owner <account>', "the account that has to own the bucket; without it, the caller's own")
    .option('--since <time>', 'only drills that were judged since then: 90d, or an instant')
    .option('--verify', 'verify all drills: the chain, its numbers, and each verdict by its own record')
    .option('--html <file>', 'write a page that can be printed to a file, too')
    .addHelpText(
      'after',
      `
The output EvidenceBucketName of the stack is the bucket.

Examples:
  dormouse evidence --bucket s3://dormouse-prod-evidencebucket-1a2b3c
  dormouse evidence prod-orders --since 400d
  dormouse evidence --verify --html evidence.html
  dormouse evidence --dir copy-of-the-bucket --verify

Exit code: 0 shown, and whole as far as it was read; 2 something is wrong with the evidence; 1 error.`,
    )
    .action(async (clusters: readonly string[], options: EvidenceOptions) => {
      const { runEvidence } = await import('./run.ts');
      done(await runEvidence(clusters, options, io));
    });
  return addCallerOptions(command);
}
