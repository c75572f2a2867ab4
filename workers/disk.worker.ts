/** The thread that writes downloaded weights to the browser's private files. */
import { createPrivateDisk, type Folder } from "../src/client/disk/privateDisk.ts";
import { serveDisk, type DiskPort } from "../src/client/disk/workerDisk.ts";

const findFolder = async (): Promise<Folder> => {
  const root = await navigator.storage.getDirectory();
  // the DOM library types what only workers have elsewhere
  return (await root.getDirectoryHandle("weights", { create: true })) as unknown as Folder;
};
serveDisk(self as unknown as DiskPort, createPrivateDisk(findFolder));
