/** Linear work is ten times as much for ten times the size, quadratic work a hundred times. */
export const LINEAR = 35;

/**
 * How many times the CPU time grows when the size is ten times as large: the least of three runs of each, after one that
 * compiles. How long others keep the processor is not what is measured.
 */
export async function growth(
  { from }: { readonly from: number },
  run: (size: number) => unknown,
): Promise<number> {
  await run(from);
  const small = await leastCpu(() => run(from));
  return (await leastCpu(() => run(10 * from))) / small;
}

async function leastCpu(run: () => unknown): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3; round += 1) {
    const before = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, user + system);
  }
  return least;
}
