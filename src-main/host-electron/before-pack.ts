import { join } from 'node:path'
import { replicaImage } from '../desk/replica.ts'
import { buildScreens } from '../start/screens.ts'
import { writeBillOfMaterials } from './bill-of-materials.ts'
import { buildPreload } from './build-preload.ts'

/** Called by electron-builder before it packs: builds what does not run as it is written, and lists what is inside. */
export async function beforePack(): Promise<void> {
  const root = join(import.meta.dirname, '..', '..')
  await Promise.all([buildScreens(), buildPreload(), replicaImage(), writeBillOfMaterials(root)])
}
