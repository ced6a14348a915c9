import { z } from 'zod';
import { type Service, ServiceError } from '../core/service.ts';

const product = z.object({ product: z.object({ attributes: z.record(z.string(), z.string()) }) });

const inputSchema = z.object({
  ServiceCode: z.string(),
  Filters: z
    .array(z.object({ Type: z.literal('TERM_MATCH'), Field: z.string(), Value: z.string() }))
    .default([]),
});

/**
 * GetProducts over the given products, each a JSON text as the Price List has it, in one page.
 *
 * @see https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_GetProducts.html
 */
export function createPricing(products: readonly string[]): Service {
  const known = products.map((text) => ({ text, ...product.parse(JSON.parse(text)).product }));
  return {
    name: 'pricing',
    operations: {
      GetProducts(raw) {
        const input = inputSchema.safeParse(raw);
        if (!input.success) throw new ServiceError('InvalidParameterException', z.prettifyError(input.error));
        const { ServiceCode, Filters } = input.data;
        const wanted = [{ Field: 'servicecode', Value: ServiceCode }, ...Filters];
        const found = known.filter(({ attributes }) =>
          wanted.every(({ Field, Value }) => attributes[Field] === Value),
        );
        return { FormatVersion: 'aws_v1', PriceList: found.map(({ text }) => text) };
      },
    },
  };
}
