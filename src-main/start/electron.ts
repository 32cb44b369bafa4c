import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Started } from './process.ts'

/**
 * The Electron binary of this checkout, where there is one and a screen to show it on. The package comes without it
 * and writes its place into `path.txt` once it was fetched.
 */
export function electronBinary(root: string): string | null {
  const packageFolder = join(root, 'node_modules', 'electron')
  const place = join(packageFolder, 'path.txt')
  const screen = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY
  if (!screen || !existsSync(place)) return null
  const binary = join(packageFolder, 'dist', readFileSync(place, 'utf8').trim())
  return existsSync(binary) ? binary : null
}

/** Starts the app with a desk of its own. */
export function startElectron(binary: string, root: string, options: readonly string[]): Started {
  return { child: spawn(binary, [root, ...options], { stdio: 'inherit' }), address: '' }
}
