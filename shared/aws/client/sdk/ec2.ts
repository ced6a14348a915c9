// Imported on first use, and all by name: a package imported on first use is bundled whole.
export { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
