import type { ServiceError } from '../core/service.ts';
import type { WireRequest, WireResponse } from './message.ts';
import type { OperationModel, ServiceModel } from './service-model.ts';

/** One of the ways in which AWS puts a call on HTTP. */
export interface Protocol {
  /** Name of the operation asked for; undefined when the request names none. */
  action(request: WireRequest, service: ServiceModel | undefined): string | undefined;
  /** The service's own code for "no such action" in this protocol. */
  readonly unknownAction: string;
  /** The input in plain SDK form; throws a ServiceError when it can't be read. */
  read(request: WireRequest, operation: OperationModel): Record<string, unknown>;
  write(
    output: Record<string, unknown>,
    operation: OperationModel,
    service: ServiceModel,
    requestId: string,
  ): WireResponse;
  /** The same for an answer that may be given again: all of it but the request id. */
  page?(
    output: Record<string, unknown>,
    operation: OperationModel,
    service: ServiceModel,
  ): (requestId: string) => WireResponse;
  fail(error: ServiceError, service: ServiceModel | undefined, requestId: string): WireResponse;
}
