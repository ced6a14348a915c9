import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { vi } from 'vitest';
import { lambdaContext } from '../support/context.ts';

/** The surroundings of a function on Lambda, so that the handlers run here. */
export interface Lambda {
  givePolicy(text: string): void;
  /** Runs the handler of a function as after a cold start: the policy is read again. */
  invoke(name: string): ReturnType<typeof import('../../functions/create-snapshots.ts').handler>;
  close(): void;
}

/** Sets this process up as a Lambda in the Region, whose AWS is at `endpoint`, with an event bus. */
export async function stubLambda(endpoint: string, region: string): Promise<Lambda> {
  const taskRoot = mkdtempSync(join(tmpdir(), 'dormouse-moto-'));
  vi.stubEnv('AWS_ENDPOINT_URL', endpoint);
  vi.stubEnv('AWS_REGION', region);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'any');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');
  vi.stubEnv('LAMBDA_TASK_ROOT', taskRoot);
  vi.stubEnv('DORMOUSE_POLICY', 'file:policy.yml');
  vi.stubEnv('DORMOUSE_EVENT_BUS', 'dormouse-test');
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
  await new EventBridgeClient().send(new CreateEventBusCommand({ Name: 'dormouse-test' }));
  return {
    givePolicy: (text) => writeFileSync(join(taskRoot, 'policy.yml'), text),
    async invoke(name) {
      vi.resetModules();
      const { handler } = await import(`../../functions/${name}.ts`);
      return handler({}, lambdaContext(name));
    },
    close: () => rmSync(taskRoot, { recursive: true }),
  };
}
