/** The name of the parameter in SSM that has the pauses of a deployment, by its stage. */
export function pausesName(deployment: string): string {
  return `/dormouse/${deployment}/paused`;
}
