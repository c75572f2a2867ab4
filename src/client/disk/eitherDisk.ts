import { DISK_METHODS, type Disk } from "./disk.ts";

/** The first disk where it works at all, else the second; found out with the first call. */
export function createEitherDisk(first: Disk, second: Disk): Disk {
  let chosen: Promise<Disk> | null = null;
  const choose = (): Promise<Disk> =>
    (chosen ??= first.lasts().then(
      () => first,
      () => second,
    ));
  return Object.fromEntries(
    DISK_METHODS.map((method) => [
      method,
      async (...args: unknown[]): Promise<unknown> => {
        const disk = await choose();
        return Reflect.apply(disk[method], disk, args);
      },
    ]),
  ) as unknown as Disk;
}
