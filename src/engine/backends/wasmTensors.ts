/**
 * tfjs tensors whose numbers lie in our kernels' memory: what our kernels make stays there until a
 * stock operation asks for it, and what stock operations made is copied in once.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { FieldbookError } from "../../domain/errors.ts";
import type { Kernels } from "../../kernels/wasm/module.ts";
import { countZeros } from "../../kernels/wasm/sparse.ts";

/** In the place of an address in tfjs's memory: there is none yet. */
const NOWHERE = -1;

/** What tfjs's module has beside its published type. */
interface TfjsMemory {
  readonly HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
}
interface Home {
  /** null where only other forms are kept */
  address: number | null;
  readonly numbers: number;
  /** other forms of the same numbers, by name */
  readonly forms: Map<string, number>;
  /** numbers that are zero, once somebody asked */
  zeros?: number;
}

let joinsSafely = false;

/** tfjs's concat holds views of all of its inputs at once: all must lie in its memory before the first is taken. */
function handOverBeforeJoining(): void {
  if (joinsSafely) return;
  joinsSafely = true;
  const concat = tf.getKernel("Concat", "wasm");
  tf.unregisterKernel("Concat", "wasm");
  tf.registerKernel({
    ...concat,
    kernelFunc: (args) => {
      const { dataIdMap } = args.backend as BackendWasm;
      for (const input of Object.values(args.inputs)) if (input) dataIdMap.get(input.dataId);
      return concat.kernelFunc(args);
    },
  });
}

export class WasmTensors {
  readonly #backend: BackendWasm;
  readonly #kernels: Kernels;
  readonly #homes = new WeakMap<object, Home>();

  /** From now on tfjs looks here for what it does not have. */
  constructor(backend: BackendWasm, kernels: Kernels) {
    this.#backend = backend;
    this.#kernels = kernels;
    const storage = backend.dataIdMap;
    const get = storage.get.bind(storage);
    const isOurs = (dataId: object): boolean =>
      storage.has(dataId) && get(dataId).memoryOffset === NOWHERE;
    const { disposeData, incRef, refCount } = backend;
    storage.get = (dataId) => {
      if (isOurs(dataId)) this.#handOver(dataId, get(dataId));
      return get(dataId);
    };
    // tfjs takes its memory first and asks for a tensor then, which may move the memory by growing it
    const { typedArrayFromHeap } = backend;
    backend.typedArrayFromHeap = (tensor) => {
      storage.get(tensor.dataId);
      return typedArrayFromHeap.call(backend, tensor);
    };
    handOverBeforeJoining();
    backend.incRef = (dataId) => {
      if (isOurs(dataId)) get(dataId).refCount++;
      else incRef.call(backend, dataId);
    };
    backend.refCount = (dataId) =>
      isOurs(dataId) ? get(dataId).refCount : refCount.call(backend, dataId);
    backend.disposeData = (dataId, force = false) => {
      if (!isOurs(dataId)) {
        const gone = disposeData.call(backend, dataId, force);
        if (gone) this.#free(dataId);
        return gone;
      }
      const data = get(dataId);
      data.refCount--;
      if (!force && data.refCount > 0) return false;
      storage.delete(dataId);
      this.#free(dataId);
      return true;
    };
  }

  /** A new tensor, and the address that its numbers are to be written to. */
  create<T extends Tensor>(shape: T["shape"]): { readonly tensor: T; readonly address: number } {
    const numbers = tf.util.sizeFromShape(shape);
    const address = this.#kernels.heap.reserve(4 * numbers);
    // tfjs numbers what it holds, and tells its C++ side of a tensor by that
    const counter = this.#backend as unknown as { dataIdNextNumber: number };
    const dataId = { id: counter.dataIdNextNumber++ };
    const held = { id: dataId.id, memoryOffset: NOWHERE, shape, dtype: "float32", refCount: 1 };
    this.#backend.dataIdMap.set(dataId, held as never);
    this.#homes.set(dataId, { address, numbers, forms: new Map() });
    const tensor = tf.engine().makeTensorFromTensorInfo({ dataId, shape, dtype: "float32" });
    return { tensor: tensor as T, address };
  }

  /** Where the numbers of a float32 tensor lie; they stay there as long as it lives. */
  addressOf(tensor: Tensor): number {
    const home = this.#homeOf(tensor);
    return (home.address ??= this.#copyIn(tensor));
  }

  /** The address of another form of a tensor's numbers, made once by `make` from the plain one. */
  formOf(tensor: Tensor, name: string, make: (address: number) => number): number {
    const { address, forms } = this.#homeOf(tensor);
    const known = forms.get(name);
    if (known !== undefined) return known;
    const plain = address ?? this.#copyIn(tensor);
    const form = make(plain);
    if (address === null) this.#kernels.heap.free(plain);
    forms.set(name, form);
    return form;
  }

  /** How many of a tensor's numbers are zero; counted once. */
  zerosIn(tensor: Tensor): number {
    const home = this.#homeOf(tensor);
    if (home.zeros !== undefined) return home.zeros;
    const values = this.#backend.typedArrayFromHeap(tensor) as Float32Array;
    home.zeros = countZeros(values);
    return home.zeros;
  }

  #homeOf({ dataId, size }: Tensor): Home {
    const known = this.#homes.get(dataId);
    if (known) return known;
    const home: Home = { address: null, numbers: size, forms: new Map() };
    this.#homes.set(dataId, home);
    return home;
  }

  #copyIn({ dataId, dtype, shape, size }: Tensor): number {
    const { heap } = this.#kernels;
    const address = heap.reserve(4 * size);
    const values = this.#backend.typedArrayFromHeap({ dataId, dtype, shape }) as Float32Array;
    heap.floats(address, size).set(values);
    return address;
  }

  /** Copies what only we have to where tfjs's own operations find it. */
  #handOver(dataId: object, data: { id: number; memoryOffset: number }): void {
    const memory = this.#backend.wasm as unknown as TfjsMemory;
    const { address, numbers } = this.#homes.get(dataId)!;
    const offset = memory._malloc(4 * numbers) >>> 0;
    if (offset === 0)
      throw new FieldbookError(
        "too-large",
        `WebAssembly has no ${Math.ceil(numbers / 2 ** 18)} MiB left for a map; use a smaller input.`,
      );
    new Float32Array(memory.HEAPU8.buffer, offset, numbers).set(
      this.#kernels.heap.floats(address!, numbers),
    );
    this.#backend.wasm.tfjs.registerTensor(data.id, numbers, offset);
    data.memoryOffset = offset;
  }

  #free(dataId: object): void {
    const home = this.#homes.get(dataId);
    if (!home) return;
    this.#homes.delete(dataId);
    for (const form of home.forms.values()) this.#kernels.heap.free(form);
    if (home.address !== null) this.#kernels.heap.free(home.address);
  }
}
