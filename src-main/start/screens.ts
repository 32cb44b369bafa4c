import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'

const root = join(import.meta.dirname, '..', '..')

/** Where the built screens lie. */
export const rendererFolder = join(root, 'dist', 'renderer')

const sources = ['src-renderer', 'src-shared', 'src-main/desk/api', 'vite.config.ts', 'package.json']

/** Builds the screens where they are missing or older than what they are made of. */
export async function buildScreens(): Promise<void> {
  const page = join(rendererFolder, 'index.html')
  const builtAt = existsSync(page) ? statSync(page).mtimeMs : 0
  if (builtAt > Math.max(...sources.map((source) => newest(join(root, source))))) return
  await build({ root: join(root, 'src-renderer'), configFile: join(root, 'vite.config.ts'), logLevel: 'error' })
}

function newest(path: string): number {
  const about = statSync(path)
  if (!about.isDirectory()) return about.mtimeMs
  return Math.max(about.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}
