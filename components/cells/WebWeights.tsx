import { useState, type ReactElement } from "react";
import { CatalogueDialog } from "../dialogs/CatalogueDialog.tsx";
import { RemoteDialog } from "../dialogs/RemoteDialog.tsx";

type Open =
  { readonly dialog: "catalogue" } | { readonly dialog: "address"; readonly address: string };

/** The two ways to weights that lie elsewhere: an address, and the catalogue. */
export function WebWeights({ cell }: { readonly cell: string }): ReactElement {
  const [open, setOpen] = useState<Open | null>(null);
  const close = (): void => setOpen(null);
  return (
    <>
      <button
        type="button"
        className="btn quiet"
        onClick={() => setOpen({ dialog: "address", address: "" })}
      >
        From the web…
      </button>
      <button type="button" className="btn quiet" onClick={() => setOpen({ dialog: "catalogue" })}>
        Find published weights
      </button>
      {open?.dialog === "catalogue" && (
        <CatalogueDialog
          onAddress={(address) => setOpen({ dialog: "address", address })}
          onClose={close}
        />
      )}
      {open?.dialog === "address" && (
        <RemoteDialog cell={cell} address={open.address} onClose={close} />
      )}
    </>
  );
}
