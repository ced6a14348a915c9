import { Command } from 'commander';
import { addCallerOptions } from '../input/options.ts';
import type { ExitCode, Io } from '../terminal/io.ts';
import type { RecipeOptions } from './run.ts';

/** `dormouse recipe`: the recipe in the tags of a snapshot, and the commands that restore by it. Only reads. */
export function recipeCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('recipe')
    .description(
      'show how the cluster of a snapshot was set up, by the tags of the snapshot, and the commands that restore it so; only reads, changes nothing',
    )
    .argument(
      '<snapshot>',
      'identifier of a cluster snapshot, or its ARN: the cluster is restored in its Region',
    )
    .option('--as <identifier>', 'the name of the restored cluster')
    .addHelpText(
      'after',
      `
The output is a shell script: look at it, set the values that it asks for, and run it. It needs no policy, and neither the
source cluster nor its Region.

Examples:
  dormouse recipe dormouse-orders-202611200300-1f2e3d4c
  dormouse recipe arn:aws:rds:us-west-2:111122223333:cluster-snapshot:dormouse-orders-202611200300-1f2e3d4c > restore.sh
  dormouse recipe rds:orders-2026-11-20-03-07 --as orders-test --json

Exit code: 0 shown; 1 error, no such snapshot, or its recipe is missing or damaged.`,
    )
    .action(async (snapshot: string, options: RecipeOptions) => {
      const { runRecipe } = await import('./run.ts');
      done(await runRecipe(snapshot, options, io));
    });
  return addCallerOptions(command);
}
