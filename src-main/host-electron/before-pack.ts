import { replicaImage } from '../desk/replica.ts'
import { buildScreens } from '../start/screens.ts'
import { buildPreload } from './build-preload.ts'

/** Called by electron-builder before it packs: builds what does not run as it is written. */
export async function beforePack(): Promise<void> {
  await Promise.all([buildScreens(), buildPreload(), replicaImage()])
}
