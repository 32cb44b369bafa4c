import { chmod, copyFile, rename, stat } from 'node:fs/promises'

/** Runs a program; gives what it said, or throws. `alone` lets it go on after us. */
export type Run = (command: string, args: readonly string[], alone: boolean) => Promise<string>

/** How a system takes a package that was found to be right (DX-R52). */
export interface Installer {
  /** Installs it in place of this version, which is kept where the system lets it be. Throws, and changes nothing. */
  install(file: string): Promise<void>
  /** Puts the former version back; false where there is none. */
  restoreFormer(): Promise<boolean>
}

/**
 * The installer of this system; null where packages come another way: from a package manager, or, on macOS, from a disk
 * image that a person opens.
 */
export function installerFor(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, run: Run): Installer | null {
  if (platform === 'win32') return windowsInstaller(run)
  return platform === 'linux' && env.APPIMAGE ? appImageInstaller(env.APPIMAGE) : null
}

/** One file is the whole app, so the former one stays beside it. */
function appImageInstaller(app: string): Installer {
  const former = `${app}.former`
  return {
    async install(file) {
      await copyFile(file, `${app}.new`)
      await chmod(`${app}.new`, 0o755)
      await copyFile(app, former)
      await rename(`${app}.new`, app)
    },
    async restoreFormer() {
      const isThere = await stat(former).then(
        (about) => about.isFile(),
        () => false,
      )
      if (isThere) await rename(former, app)
      return isThere
    },
  }
}

/** Windows checks the signature of its own kind; ours has been checked before. */
function windowsInstaller(run: Run): Installer {
  return {
    async install(file) {
      const path = file.replaceAll("'", "''")
      const asked = `(Get-AuthenticodeSignature -LiteralPath '${path}').Status`
      const status = await run('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', asked], false)
      if (status.trim() !== 'Valid') throw new Error(`Windows does not believe the package: ${status.trim()}`)
      await run(file, ['/S', '--updated'], true)
    },
    // The installer has replaced it; the former one is had from the server, as a signed downgrade.
    restoreFormer: async () => false,
  }
}
