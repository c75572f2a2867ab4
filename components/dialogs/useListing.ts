import { useCallback, useEffect, useRef, useState } from "react";
import { toWireError } from "../../src/domain/errors.ts";
import { parseAddress } from "../../src/store/remote/address.ts";
import { listRemote, type Listing } from "../../src/store/remote/listing.ts";
import { useBook } from "../notebook/useNotebook.ts";

export type ListingState =
  | { readonly status: "none" }
  | { readonly status: "asking" }
  | { readonly status: "listed"; readonly listing: Listing }
  | { readonly status: "failed"; readonly message: string };

/** What an address offers, asked for when the person says so and not before. */
export function useListing(): readonly [ListingState, (text: string) => void] {
  const { downloads } = useBook();
  const [state, setState] = useState<ListingState>({ status: "none" });
  const asking = useRef<AbortController | null>(null);
  useEffect(() => () => asking.current?.abort(), []);
  const look = useCallback(
    (text: string) => {
      asking.current?.abort();
      const mine = new AbortController();
      asking.current = mine;
      const ask = async (): Promise<void> => {
        try {
          const address = parseAddress(text);
          setState({ status: "asking" });
          const { fetch } = downloads;
          const listing = await listRemote(address, { fetch, signal: mine.signal });
          if (!mine.signal.aborted) setState({ status: "listed", listing });
        } catch (error) {
          if (!mine.signal.aborted)
            setState({ status: "failed", message: toWireError(error).message });
        }
      };
      void ask();
    },
    [downloads],
  );
  return [state, look];
}
