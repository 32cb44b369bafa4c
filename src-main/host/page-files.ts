import { readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'

/** One file of the built screens. */
export interface PageFile {
  /** Where it lies on this machine. */
  location: string
  type: string
  /** Its name carries a hash of its content, so it may be kept for ever. */
  immutable: boolean
}

/** The built screens by exact path, such as `/assets/index-B3x9Qk2a.js`. The page itself has one address: `/`. */
export type PageFiles = ReadonlyMap<string, PageFile>

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.wav': 'audio/wav',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
}

/** As Vite names what it has built. */
const hashed = /^\/assets\/.*-[\w-]{8}\.\w+$/

/**
 * Lists the built screens once, at start. What comes into the folder later, is a link, or has a type no screen needs
 * is not served. Throws where the folder holds no page.
 */
export async function listPageFiles(folder: string): Promise<PageFiles> {
  const files = new Map<string, PageFile>()
  await collect(folder, '', files)
  const page = files.get('/index.html')
  if (!page) throw new Error('The screens are not built: their folder holds no index.html.')
  files.delete('/index.html')
  return files.set('/', page)
}

async function collect(folder: string, path: string, into: Map<string, PageFile>): Promise<void> {
  for (const entry of await readdir(join(folder, path), { withFileTypes: true })) {
    const below = `${path}/${entry.name}`
    const type = types[extname(entry.name)]
    if (entry.isDirectory()) await collect(folder, below, into)
    else if (entry.isFile() && type)
      into.set(below, { location: join(folder, below), type, immutable: hashed.test(below) })
  }
}

/** Dots, slashes, backslashes and NUL are never written as escapes by an honest page. */
const disguised = /%(?:2e|2f|5c|00)/i

/**
 * The file a request's target names, decoded once; undefined for all else. The list holds only real paths, so whatever
 * tries to leave the folder finds nothing, and so does a target with a query.
 */
export function findPageFile(files: PageFiles, target: string): PageFile | undefined {
  if (disguised.test(target)) return undefined
  try {
    return files.get(decodeURIComponent(target))
  } catch {
    return undefined
  }
}
