import { useEffect, useId, useMemo, useState, type ReactElement } from "react";
import { toWireError } from "../../src/domain/errors.ts";
import { filesOf } from "../../src/store/files.ts";
import { describeLinkLength, encodeShareLink } from "../../src/store/format/shareLink.ts";
import { sayBytes } from "../cells/words.ts";
import { useNotebook } from "../notebook/useNotebook.ts";
import { Dialog } from "./Dialog.tsx";
import { LinkField } from "./LinkField.tsx";
import { useCopy } from "./useCopy.ts";

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
}
/** Ways to hand the notebook on: a link that holds it, or a link to where its file lies. */
export function ShareDialog({ open, onClose }: Props): ReactElement | null {
  return open ? <Share onClose={onClose} /> : null;
}

function Share({ onClose }: { readonly onClose: () => void }): ReactElement {
  const [said, copy] = useCopy();
  return (
    <Dialog title="Share" className="share" onClose={onClose}>
      <WholeLink copy={copy} />
      <FileLink copy={copy} />
      <Files />
      <p className="said" role="status">
        {said}
      </p>
    </Dialog>
  );
}

interface Copying {
  readonly copy: (text: string, what: string) => void;
}
function WholeLink({ copy }: Copying): ReactElement {
  const document = useNotebook((state) => state.document);
  const [link, setLink] = useState("");
  const [problem, setProblem] = useState("");
  useEffect(() => {
    let here = true;
    encodeShareLink(document).then(
      (fragment) => {
        if (!here) return;
        const url = new URL(location.href);
        url.search = "";
        url.hash = fragment;
        setLink(url.href);
        setProblem("");
      },
      (error: unknown) => here && setProblem(toWireError(error).message),
    );
    return () => void (here = false);
  }, [document]);
  const warning = link === "" ? null : describeLinkLength(link.length);
  return (
    <section>
      <h3>A link that holds the whole notebook</h3>
      <p className="lead">
        Texts and settings are inside the address itself, and no server keeps them. Whoever opens it
        gets a copy of their own.
      </p>
      {problem === "" ? (
        <LinkField label="Link to the whole notebook" link={link} copy={copy} />
      ) : (
        <p className="wrong" role="alert">
          {problem}
        </p>
      )}
      {link !== "" && problem === "" && (
        <p className={warning ? "length long" : "length"}>
          {warning ?? `${link.length.toLocaleString("en")} characters: any program carries it.`}
        </p>
      )}
    </section>
  );
}

/** The link to a document that lies elsewhere, made here so that nobody has to escape it by hand. */
function FileLink({ copy }: Copying): ReactElement {
  const id = useId();
  const [address, setAddress] = useState("");
  const asked = address.trim();
  const isSecure = URL.canParse(asked) && new URL(asked).protocol === "https:";
  const link = new URL(location.href);
  link.hash = "";
  link.search = "";
  const base = link.href;
  if (isSecure) link.searchParams.set("notebook", asked);
  return (
    <section>
      <h3>A link to a file on the web</h3>
      <p className="lead">
        Put the exported file where others can fetch it, over https and with{" "}
        <code>Access-Control-Allow-Origin</code>, as a gist or a repository’s raw file is. The link
        is <code>{base}?notebook=https://…</code>, and shows the file as it is on that day.
      </p>
      <label htmlFor={id}>Address of the file</label>
      <input
        id={id}
        className="address"
        type="url"
        placeholder="https://"
        value={address}
        aria-invalid={asked !== "" && !isSecure}
        onChange={(event) => setAddress(event.target.value)}
      />
      {isSecure && <LinkField label="Link to the file" link={link.href} copy={copy} />}
      {asked !== "" && !isSecure && <p className="wrong">The address must begin with https://</p>}
    </section>
  );
}

/** What the notebook speaks of and does not hold. */
function Files(): ReactElement {
  const document = useNotebook((state) => state.document);
  const files = useMemo(
    () => [...new Map(document.cells.flatMap(filesOf).map((file) => [file.sha256, file])).values()],
    [document],
  );
  return (
    <section>
      <h3>Weights never travel</h3>
      {files.length === 0 ? (
        <p className="lead">
          Nor do pictures or results. This notebook needs none: its networks and images are made
          from seeds, the same everywhere.
        </p>
      ) : (
        <>
          <p className="lead">
            Nor do pictures or results. Who opens the notebook needs these files, and drops them on
            the page; they are known by their content, whatever they are called.
          </p>
          <ul className="needed">
            {files.map(({ name, bytes, sha256 }) => (
              <li key={sha256}>
                <b>{name}</b> {sayBytes(bytes)}
                <code>sha256 {sha256}</code>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
