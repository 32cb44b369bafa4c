import { closeSync, fsyncSync, openSync } from 'node:fs'
import { PGlite, type postgresMod } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/** A file or folder that PGlite has open; only files have a number of the system. */
interface Stream {
  nfd?: number
  node: unknown
}

/** PGlite's way to real files. */
interface NodeFiles {
  stream_ops: { fsync?: (stream: Stream) => number }
  realPath(node: unknown): string
}

const isNodeFiles = (value: unknown): value is NodeFiles =>
  typeof value === 'object' && value !== null && 'stream_ops' in value && 'realPath' in value

/**
 * A folder of PGlite whose commits reach the disk. By itself PGlite never asks the system for that, and a power cut could
 * lose what the server has acknowledged: `fsync` is off, and where it is on, real files have nobody who does it.
 */
export class DurableFolder extends NodeFS {
  override async init(
    pglite: PGlite,
    options: Partial<postgresMod.PostgresMod>,
  ): Promise<{ emscriptenOpts: Partial<postgresMod.PostgresMod> }> {
    const { emscriptenOpts } = await super.init(pglite, options)
    const { preRun = [] } = emscriptenOpts
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...preRun, ({ NODEFS }) => teachFsync(NODEFS)] } }
  }
}

/** Postgres with `fsync` on. Of the ways to write its log, this build of it carries only this one to the files. */
export const durableParams = [
  ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
  '-c',
  'wal_sync_method=fsync',
]

/** Throws where this PGlite does not work as it is known to: silence would cost commits. */
function teachFsync(files: unknown): void {
  if (!isNodeFiles(files)) throw new Error('PGlite keeps its files in another way than is known')
  files.stream_ops.fsync = ({ nfd, node }) => {
    if (nfd !== undefined) fsyncSync(nfd)
    else if (process.platform !== 'win32') fsyncFolder(files.realPath(node))
    return 0
  }
}

/** What a folder lists is written with it; Windows does so by itself. */
function fsyncFolder(path: string): void {
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
