import type { PGlite } from '@electric-sql/pglite'

/** The whole state of a Postgres in memory at one moment: its memory, its files, and which of them it has open. */
export interface Image {
  /** Parts of the memory that are not all zero, by their place. */
  memory: { at: number; bytes: Uint8Array }[]
  memorySize: number
  files: Map<MemoryNode, { bytes: Bytes; used: number }>
  folders: Map<MemoryNode, Record<string, MemoryNode>>
  open: { stream: MemoryStream; fd: number }[]
}

/** Emscripten keeps a file in whichever of the two it was written from. */
type Bytes = Uint8Array | Int8Array
const isBytes = (contents: MemoryNode['contents']): contents is Bytes => ArrayBuffer.isView(contents)

/** A file or folder of Emscripten's memory file system. */
interface MemoryNode {
  id: number
  name: string
  mode: number
  parent: MemoryNode
  contents: Record<string, MemoryNode> | Bytes | null
  usedBytes: number
}
interface MemoryStream {
  fd: number | null
  node: MemoryNode
}
interface FileSystem {
  root: MemoryNode
  streams: (MemoryStream | null)[]
  isDir(mode: number): boolean
  isFile(mode: number): boolean
  lookupPath(path: string): { node: MemoryNode }
  hashAddNode(node: MemoryNode): void
  hashRemoveNode(node: MemoryNode): void
}
/** What can be done to files, as one table for all of them. */
interface FileOperations {
  node: { setattr(node: MemoryNode, attributes: object): void }
  stream: { write(stream: MemoryStream, ...what: unknown[]): number }
}
interface MemoryModule {
  HEAPU8: Uint8Array
  FS: FileSystem
  MEMFS: { ops_table: { file: FileOperations } }
}

/** Memory is kept and put back in pieces of this size (bytes). */
const piece = 64 * 1024

const isMemoryModule = (value: unknown): value is MemoryModule =>
  typeof value === 'object' && value !== null && 'HEAPU8' in value && 'FS' in value

/** The module that PGlite runs; not part of its interface, so its shape is looked at before it is used. */
function moduleOf(pglite: PGlite): MemoryModule {
  const found: unknown = Reflect.get(pglite, 'mod') ?? Reflect.get(pglite, 'Module')
  if (isMemoryModule(found)) return found
  throw new Error('This PGlite keeps its memory elsewhere')
}

/** Where its data lies. */
const dataFolder = '/pglite/data'

/** Takes and puts back images of one PGlite. */
export class ImageTaker {
  readonly #module: MemoryModule
  /** Files that were written to since they were put back. */
  readonly #written = new Set<MemoryNode>()
  #last: Image | null = null

  constructor(pglite: PGlite) {
    this.#module = moduleOf(pglite)
    this.#watchWrites(this.#module.MEMFS.ops_table.file)
  }

  #watchWrites({ node, stream }: FileOperations): void {
    const { setattr } = node
    const { write } = stream
    node.setattr = (changed, attributes) => {
      this.#written.add(changed)
      setattr(changed, attributes)
    }
    stream.write = (changed, ...what) => {
      this.#written.add(changed.node)
      return write(changed, ...what)
    }
  }

  take(): Image {
    const { HEAPU8: heap, FS } = this.#module
    const image: Image = {
      memory: [],
      memorySize: heap.length,
      files: new Map(),
      folders: new Map(),
      open: FS.streams.flatMap((stream) => (stream && stream.fd !== null ? [{ stream, fd: stream.fd }] : [])),
    }
    for (let at = 0; at < heap.length; at += piece) {
      const bytes = heap.subarray(at, at + piece)
      if (!isZero(bytes)) image.memory.push({ at, bytes: bytes.slice() })
    }
    this.#walk(FS.lookupPath(dataFolder).node, image)
    return image
  }

  restore(image: Image): void {
    const { HEAPU8: heap, FS } = this.#module
    let zeroFrom = 0
    for (const { at, bytes } of image.memory) {
      heap.fill(0, zeroFrom, at)
      heap.set(bytes, at)
      zeroFrom = at + bytes.length
    }
    heap.fill(0, zeroFrom)
    for (const [folder, entries] of image.folders) this.#restoreFolder(folder, entries)
    for (const [node, { bytes, used }] of image.files) {
      if (this.#last === image && !this.#written.has(node)) continue
      node.contents = bytes.slice()
      node.usedBytes = used
    }
    this.#written.clear()
    this.#last = image
    FS.streams.fill(null)
    for (const { stream, fd } of image.open) {
      stream.fd = fd
      FS.streams[fd] = stream
    }
  }

  #walk(folder: MemoryNode, image: Image): void {
    const { FS } = this.#module
    if (!folder.contents || isBytes(folder.contents)) return
    image.folders.set(folder, { ...folder.contents })
    for (const node of Object.values(folder.contents)) {
      if (FS.isDir(node.mode)) this.#walk(node, image)
      else if (FS.isFile(node.mode)) {
        const bytes = isBytes(node.contents) ? node.contents.slice(0, node.usedBytes) : new Uint8Array()
        image.files.set(node, { bytes, used: node.usedBytes })
      }
    }
  }

  /** Names that came go, names that went come back: the file system finds a name by its parent in a table of all. */
  #restoreFolder(folder: MemoryNode, entries: Record<string, MemoryNode>): void {
    const { FS } = this.#module
    const present = folder.contents
    if (!present || isBytes(present)) return
    for (const [name, node] of Object.entries(present)) {
      if (entries[name] !== node) FS.hashRemoveNode(node)
    }
    for (const [name, node] of Object.entries(entries)) {
      if (present[name] === node) continue
      node.parent = folder
      node.name = name
      FS.hashAddNode(node)
    }
    folder.contents = { ...entries }
  }
}

function isZero(bytes: Uint8Array): boolean {
  const words = new BigUint64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 3)
  return words.every((word) => word === 0n)
}
