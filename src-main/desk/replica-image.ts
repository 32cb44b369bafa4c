import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, sep } from 'node:path'
import { z } from 'zod'

/**
 * A folder of Postgres, empty but for its tables, as one file. Making such a folder takes seconds (initdb, extensions, the
 * whole schema); unpacking it takes a tenth of one.
 */

/** What the file begins with; the bytes of its files follow, without the zeros at their ends. */
const header = z.object({
  folders: z.array(z.string()),
  files: z.array(z.object({ name: z.string(), size: z.int(), kept: z.int() })),
})

/** Packs a folder that nobody is writing to. */
export function pack(folder: string): Buffer {
  const folders: string[] = []
  const files: z.infer<typeof header>['files'] = []
  const parts: Buffer[] = []
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const name = relative(folder, path).replaceAll(sep, '/')
    if (entry.isDirectory()) folders.push(name)
    else {
      const bytes = readFileSync(path)
      const kept = withoutEndingZeros(bytes)
      files.push({ name, size: bytes.length, kept: kept.length })
      parts.push(kept)
    }
  }
  const head = Buffer.from(JSON.stringify({ folders: folders.sort(), files }))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(head.length)
  return Buffer.concat([length, head, ...parts])
}

/** A segment of the log is sixteen megabytes, nearly all of them zeros. */
function withoutEndingZeros(bytes: Buffer): Buffer {
  let end = bytes.length
  while (end > 0 && bytes[end - 1] === 0) end -= 1
  return bytes.subarray(0, end)
}

/** Unpacks into a folder that is not there yet. Throws where the image is damaged. */
export function unpack(image: Buffer, folder: string): void {
  const headEnd = 4 + image.readUInt32LE(0)
  const { folders, files } = header.parse(JSON.parse(image.toString('utf8', 4, headEnd)))
  const length = files.reduce((sum, { kept }) => sum + kept, headEnd)
  if (length !== image.length) throw new Error('A replica image that was cut')
  // Postgres opens no folder that others may enter.
  for (const name of ['', ...folders]) mkdirSync(join(folder, name), { recursive: true, mode: 0o700 })
  let at = headEnd
  for (const { name, size, kept } of files) {
    const file = openSync(join(folder, name), 'w', 0o600)
    try {
      if (kept > 0) writeSync(file, image, at, kept)
      if (size > kept) ftruncateSync(file, size)
    } finally {
      closeSync(file)
    }
    at += kept
  }
}

/** Where images lie: beside what else is built. A packed app brings its own. */
const shelf = join(import.meta.dirname, '..', '..', 'dist', 'desk')

/**
 * The image of a key, made by `fill` where there is none yet. `fill` makes the folder it is given. The key names all that
 * the image is made from: an image is never used for another schema.
 */
export async function imageOf(key: string, fill: (folder: string) => Promise<void>): Promise<Buffer> {
  const file = fileOf(key)
  if (existsSync(file)) return readFileSync(file)
  const workshop = mkdtempSync(join(tmpdir(), 'holdfast-image-'))
  try {
    const folder = join(workshop, 'data')
    await fill(folder)
    const image = pack(folder)
    keep(file, image)
    return image
  } finally {
    rmSync(workshop, { recursive: true, force: true })
  }
}

/** Throws a damaged image away. */
export const forgetImage = (key: string): void => rmSync(fileOf(key), { force: true })

const fileOf = (key: string): string => join(shelf, `replica-${key}.image`)

/** Keeps an image for the next time, in place of older ones. Where it cannot be kept it is made again each time. */
function keep(file: string, image: Buffer): void {
  const draft = `${file}.${process.pid}`
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(draft, image)
    for (const name of readdirSync(shelf)) if (name.endsWith('.image')) rmSync(join(shelf, name), { force: true })
    // Whole or not at all: another process may be looking for it.
    renameSync(draft, file)
  } catch {
    rmSync(draft, { force: true })
  }
}
