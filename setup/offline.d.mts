import type { Plugin } from "vite";

export declare const WORKER_FILE: string;
export declare function listKept(folder: string): string[];
export declare function listLater(folder: string): string[];
export declare function makeWorker(folder: string): string;
export declare function offline(): Plugin;
