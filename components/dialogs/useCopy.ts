import { useCallback, useState } from "react";

/** Puts text on the clipboard; what is returned first says so, or what to do where it is barred. */
export function useCopy(): readonly [string, (text: string, what: string) => void] {
  const [said, setSaid] = useState("");
  const copy = useCallback((text: string, what: string) => {
    // said anew also when it is the same
    setSaid("");
    const write = async (): Promise<string> => {
      try {
        await navigator.clipboard.writeText(text);
        return `${what} copied`;
      } catch {
        return `This browser bars the clipboard: select the ${what.toLowerCase()} and copy it by hand`;
      }
    };
    void write().then(setSaid);
  }, []);
  return [said, copy];
}
