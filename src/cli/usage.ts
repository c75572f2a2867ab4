/** What the command line understands, for `help` and after wrong usage. */
export const USAGE = `Usage: npm run --silent cli -- <command> …

  inspect <checkpoint|random:ID> [--weights KEY] [--json]
  logits  <checkpoint|random:ID> --input x.npy --out logits.npy [--weights KEY] [--backend B] [--json]
  erf     <checkpoint|random:ID> --input x.npy|<folder of images>|noise:N --out erf.npy
          [--size S] [--stage 1..4] [--unit center|y,x] [--weights KEY]
          [--protocol replknet|slak-figure|vmamba|openerf] [--kernel-size a,b,c,d]
          [--sparsity s] [--backend B] [--png f.png] [--json]
  masks   <checkpoint> [--weights KEY] [--json]
  tensor  <checkpoint> <name> --out t.npy [--weights KEY]
  run     <notebook.json> --out out.json [--weights-dir DIR] [--backend B] [--json]

  x.npy      float32 [N, 3, H, W], already normalised, used as it is
  noise:N    N images whose amplitude falls as 1/f, seed 0
  random:ID  an architecture at random initialisation, as random:slak-tiny?seed=0
  B          auto, webgpu, wasm or cpu (default auto)
  S          side of the input in pixels, 32 to 4096 (default 224; the papers use 1024)
  DIR        a folder with the files that the notebook speaks of, under whatever name
  KEY        which state_dict of the file (default model, then state_dict, then the bare dict)`;
