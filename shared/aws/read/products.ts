import { clientConfig } from '../client/clients.ts';
import { everyItem } from '../client/pages.ts';

/** Products by some of their attributes, all of which have to be equal. */
export interface ProductQuery {
  readonly service: 'AmazonRDS' | 'AmazonDocDB' | 'AmazonNeptune' | 'AWSDataTransfer';
  readonly attributes: Readonly<Record<string, string>>;
}

/** The Price List has an endpoint in few Regions: https://docs.aws.amazon.com/general/latest/gr/billing.html */
const pricingRegion = 'us-east-1';

/**
 * The products of the AWS Price List, as JSON text, with the credentials of the environment. Costs nothing. Throws when the
 * listing is incomplete. https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_GetProducts.html
 */
export async function listProducts({ service, attributes }: ProductQuery): Promise<string[]> {
  const { PricingClient, paginateGetProducts } = await import('../client/sdk/pricing.ts');
  const client = new PricingClient(clientConfig(pricingRegion));
  const Filters = Object.entries(attributes).map(([Field, Value]) => ({
    Type: 'TERM_MATCH' as const,
    Field,
    Value,
  }));
  const products = await everyItem(
    paginateGetProducts(
      { client, pageSize: 100 },
      { ServiceCode: service, FormatVersion: 'aws_v1', Filters },
    ),
    (page) => page.PriceList,
    (page) => page.NextToken,
  );
  return products.map(String);
}
