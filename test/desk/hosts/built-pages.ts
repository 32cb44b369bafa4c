import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What no host may ever give away: a file beside the built screens. */
export const secret = 'the neighbour of the screens'

export interface BuiltPages {
  rendererFolder: string
  /** Puts a file among the built ones after the host has listed them. */
  addLater(name: string): Promise<void>
  remove(): Promise<void>
}

/** A small folder of built screens, with neighbours that must stay private. */
export async function buildPages(): Promise<BuiltPages> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-pages-'))
  const rendererFolder = join(folder, 'renderer')
  await mkdir(join(rendererFolder, 'assets'), { recursive: true })
  const write = (path: string, text: string): Promise<void> => writeFile(join(folder, path), text)
  await write('secret.js', secret)
  await write('renderer/index.html', '<!doctype html><meta nonce="__NONCE__"><style nonce="__NONCE__"></style>')
  await write('renderer/first-paint.js', 'first()')
  await write('renderer/server.ts', secret)
  await write('renderer/assets/index-B3x9Qk2a.js', 'screens()')
  await write('renderer/assets/inter-Zz_9-x1Y.woff2', 'font')
  await symlink(join(folder, 'secret.js'), join(rendererFolder, 'link.js'))
  return {
    rendererFolder,
    addLater: (name) => write(`renderer/${name}`, secret),
    remove: () => rm(folder, { recursive: true }),
  }
}

/** Targets that try to leave the folder, to disguise a name, or to play tricks with the address (DX-R54 E2). */
export const nastyTargets: readonly string[] = [
  '/../secret.js',
  '/..%2f..%2fetc/passwd',
  '/%2e%2e/x',
  '/a\\..\\b',
  '//evil',
  '/nothing-of-ours.js',
  '/assets/../../secret.js',
  '/./first-paint.js',
  '/assets/../first-paint.js',
  '//first-paint.js',
  '///secret.js',
  '/first-paint.js/',
  '/assets',
  '/assets/',
  '/%2e%2e/secret.js',
  '/%2E%2E/secret.js',
  '/.%2e/secret.js',
  '/%2e/first-paint.js',
  '/first-paint%2ejs',
  '/first-paint%2Ejs',
  '/%252e%252e/secret.js',
  '/%25%32%65%25%32%65/secret.js',
  '/..%2fsecret.js',
  '/..%2Fsecret.js',
  '/assets%2findex-B3x9Qk2a.js',
  '/assets%2Findex-B3x9Qk2a.js',
  '/..%252fsecret.js',
  '/..\\secret.js',
  '/assets\\index-B3x9Qk2a.js',
  '/..%5csecret.js',
  '/assets%5cindex-B3x9Qk2a.js',
  '/first-paint.js%00',
  '/first-paint.js%00.html',
  '/%00/first-paint.js',
  '/first-paint.js\0',
  '/first-paint.js?',
  '/first-paint.js?x=1',
  '/?',
  '/?first-paint.js',
  '/?/../secret.js',
  '/first-paint.js;x=1',
  '/first-paint .js',
  '/first-paint.js%20',
  '/first-paint.js.',
  '/FIRST-PAINT.JS',
  '/first-paint.js::$DATA',
  '/%c0%ae%c0%ae/secret.js',
  '/%e0%80%af../secret.js',
  '/%',
  '/%zz',
  '/..;/secret.js',
  '/....//secret.js',
  '/file:///secret.js',
  '/C:/secret.js',
  '/link.js',
  '/server.ts',
  '/index.html',
  '/later.js',
  '/constructor',
  '/__proto__',
  'first-paint.js',
  '*',
  '',
]
