/** Milliseconds of processor time that work takes in this process, whatever else the machine does. */
export function cpuTime(work: () => void): number {
  const from = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}
