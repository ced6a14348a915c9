export interface CredentialScope {
  readonly accessKeyId: string;
  readonly region: string;
  /** Signing name of the service, such as `rds` or `monitoring`. */
  readonly service: string;
}

/**
 * The caller, the service and the Region, from the credential scope of the signature; undefined without one. The
 * signature itself is not checked: the simulator knows no secrets.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html
 */
export function credentialScope(headers: Readonly<Record<string, string>>): CredentialScope | undefined {
  const scope = /Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/.exec(headers.authorization ?? '');
  const [, accessKeyId, region, service] = scope ?? [];
  if (accessKeyId === undefined || region === undefined || service === undefined) return undefined;
  return { accessKeyId, region, service };
}
