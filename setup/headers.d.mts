export const ISOLATION_HEADERS: Readonly<Record<string, string>>;
export const HEADERS: Readonly<Record<string, string>>;
