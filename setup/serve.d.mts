import type { Server } from "node:http";

export declare function serve(
  folder: string,
  options?: { readonly port?: string; readonly host?: string },
): Promise<{ readonly server: Server; readonly address: string }>;
