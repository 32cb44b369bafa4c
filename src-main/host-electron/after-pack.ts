import { join } from 'node:path'
import { burnFuses } from './fuses.ts'

/** What electron-builder tells of the app it has put together. */
interface Packed {
  appOutDir: string
  electronPlatformName: string
  packager: { executableName?: string; appInfo: { productFilename: string } }
}

/** Called by electron-builder after it has packed and before it signs: burns the fuses (DX-R54 E10). */
export const afterPack = (packed: Packed): Promise<void> => burnFuses(binaryOf(packed))

/** The file of a packed app that holds Electron's fuses. */
export function binaryOf({ appOutDir, electronPlatformName, packager }: Packed): string {
  const { productFilename } = packager.appInfo
  if (electronPlatformName === 'darwin') {
    const framework = 'Contents/Frameworks/Electron Framework.framework/Versions/A/Electron Framework'
    return join(appOutDir, `${productFilename}.app`, framework)
  }
  if (electronPlatformName === 'win32') return join(appOutDir, `${productFilename}.exe`)
  return join(appOutDir, packager.executableName ?? productFilename)
}
