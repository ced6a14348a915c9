import { readEnvironment } from '../../shared/aws/inspect/deployed-function.ts';
import { createInspector } from '../../shared/aws/inspect/inspector.ts';
import { CliError } from '../errors/cli-error.ts';
import { explained } from '../errors/explain-error.ts';
import { functionName } from '../survey/recipes.ts';
import type { Io } from '../terminal/io.ts';

/** A function that every stage has. */
const ANY_FUNCTION = 'stop-idle-clusters';

/**
 * The name of the deployment whose functions read the pauses: that of the stage, with its role name if it has one. What is
 * paused under a name or in a Region that has no functions would be paused nowhere.
 *
 * @throws CliError where the stage is not deployed in the Region.
 */
export async function deploymentNamed(given: string, region: string, { stderr }: Io): Promise<string> {
  const [stage = ''] = given.split('.');
  const name = functionName(stage, ANY_FUNCTION);
  try {
    const environment = await readEnvironment(createInspector(region), name);
    if (environment === undefined) {
      throw new CliError(
        `stage ${stage} is not deployed in ${region}, so a pause would hold nobody up`,
        'name the one that is with --stage, and its Region with --region',
      );
    }
    const { DORMOUSE_DEPLOYMENT: deployed = stage } = environment;
    if (given !== stage && given !== deployed) {
      throw new CliError(
        `the stage ${stage} is the deployment ${deployed}, not ${given}`,
        `write --stage ${stage}`,
      );
    }
    return deployed;
  } catch (error) {
    if (error instanceof CliError) throw error;
    // An emulator without Lambda has no functions that could be asked.
    if (error instanceof Error && error.name === 'UnknownOperationException') return given;
    stderr.write(
      `Whether ${given} is deployed in ${region} is not known (${explained(error).problem}): allow lambda:GetFunctionConfiguration on ${name}\n`,
    );
    return given;
  }
}
