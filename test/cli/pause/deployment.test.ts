import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, test } from 'vitest';
import { awsForEachTest, dormouse, EVENING } from '../run-cli.ts';

const aws = awsForEachTest(EVENING);
const because = ['--because', 'migration'];
const refused = (name: string) => Object.assign(new Error(name), { name });

describe('the deployment that is paused', () => {
  test.each(['prod', 'prod.dormouse-us'])(
    '--stage %s is the deployment that the functions are',
    async (stage) => {
      const asked = mockClient(LambdaClient)
        .on(GetFunctionConfigurationCommand, { FunctionName: 'dormouse-prod-stopIdleClusters' })
        .resolves({ Environment: { Variables: { DORMOUSE_DEPLOYMENT: 'prod.dormouse-us' } } });

      const { stdout, stderr } = await dormouse(['pause', '--stage', stage, ...because]);

      expect([...aws.simulator.parameters.keys()]).toEqual(['/dormouse/prod.dormouse-us/paused']);
      expect(stdout).toContain('Stage prod.dormouse-us: paused');
      expect(stderr).toBe('');
      asked.restore();
    },
  );

  test.each([
    [refused('ResourceNotFoundException'), 'stage prod is not deployed in eu-central-1'],
    [{ Environment: { Variables: { DORMOUSE_DEPLOYMENT: 'prod.other' } } }, 'is the deployment prod.other'],
  ])('what nothing would read is not written: %j', async (answer, detail) => {
    const lambda = mockClient(LambdaClient);
    if (answer instanceof Error) lambda.rejects(answer);
    else lambda.on(GetFunctionConfigurationCommand).resolves(answer);

    const { exitCode, stderr } = await dormouse(['pause', '--stage', 'prod.dormouse-us', ...because]);

    expect(stderr).toContain(detail);
    expect(exitCode).toBe(1);
    expect([...aws.simulator.parameters.keys()]).toEqual([]);
    lambda.restore();
  });

  test('who may not look at the functions is told so, and pauses what was named', async () => {
    const lambda = mockClient(LambdaClient).rejects(refused('AccessDeniedException'));

    const { stderr } = await dormouse(['pause', '--stage', 'dev', ...because]);

    expect(stderr).toContain('Whether dev is deployed in eu-central-1 is not known');
    expect([...aws.simulator.parameters.keys()]).toEqual(['/dormouse/dev/paused']);
    lambda.restore();
  });
});
