/** Invokes `stop-idle-clusters` once in a process of its own, with the policy in LAMBDA_TASK_ROOT. */
import { handler } from '../functions/stop-idle-clusters.ts';
import { lambdaContext } from '../test/support/context.ts';

await handler({}, lambdaContext('stop-idle-clusters'));
