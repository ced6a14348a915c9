// Imported on first use, and all by name: a package imported on first use is bundled whole.
export { PricingClient, paginateGetProducts } from '@aws-sdk/client-pricing';
