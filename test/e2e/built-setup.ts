import { join } from 'node:path'
import { build } from 'vite'
import { buildScreens } from '../../src-main/start/screens.ts'

const root = join(import.meta.dirname, '..', '..')
/** How the page of the kit is built and served. */
export const kitConfig = { root: join(root, 'src-renderer'), configFile: join(root, 'vite.kit.config.ts') }

/** Builds the screens and the page of the kit once, before several browsers look at them. */
export async function setup(): Promise<void> {
  const before = process.env.NODE_ENV
  // Else they are React's development build, which mounts everything twice.
  process.env.NODE_ENV = 'production'
  try {
    await buildScreens()
    await build({ ...kitConfig, logLevel: 'error' })
  } finally {
    process.env.NODE_ENV = before
  }
}
