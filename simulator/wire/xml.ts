import { XmlShapeSerializer } from '@aws-sdk/core/protocols';
import type { StaticStructureSchema } from '@smithy/types';
import type { ServiceModel } from './service-model.ts';

/** XML without a declaration, in the namespace of the service. */
export function toXml(
  schema: StaticStructureSchema,
  service: ServiceModel | undefined,
  value: object,
): string {
  const serializer = new XmlShapeSerializer({
    xmlNamespace: service?.xmlNamespace ?? '',
    serviceNamespace: service?.namespace ?? '',
    timestampFormat: { useTrait: true, default: 5 },
  });
  serializer.write(schema, value);
  return String(serializer.flush());
}
