import { execFile } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { chmod, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createBrotliDecompress } from 'node:zlib'

export type Chromium = {
  executablePath: string
  args: string[]
  /** To be laid over the environment of the browser. */
  env: Record<string, string>
}

/** The page talks to this machine only, so the browser need not talk to its maker. */
const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-default-browser-check',
  '--no-first-run',
  '--no-pings',
  // DX-R54 E4: no page of ours calls anybody.
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  // Text measures the same whatever the screen of the machine.
  '--font-render-hinting=none',
]

/**
 * Finds a Chromium to run: the one that HOLDFAST_CHROMIUM names, else the one that came from npm, which has no window
 * of its own (it is a headless shell) and is unpacked the first time. Throws where npm has none for this machine.
 */
export async function chromiumExecutable(): Promise<Chromium> {
  // Chromium refuses its sandbox to root.
  const args = process.getuid?.() === 0 ? ['--no-sandbox', ...quiet] : quiet
  const named = process.env.HOLDFAST_CHROMIUM
  if (named) return { executablePath: named, args, env: {} }
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('npm has a Chromium for Linux on x64 only: name yours in HOLDFAST_CHROMIUM.')
  const folder = await unpacked()
  return {
    executablePath: join(folder, 'chromium'),
    args,
    env: {
      // A bare machine lacks the libraries and the fonts; they come with the package.
      LD_LIBRARY_PATH: [join(folder, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  }
}

/** Fonts of the machine where it has them, and those of the package. */
const fontsConf = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`

/**
 * The folder with the unpacked browser, inside the package's own, so that another version unpacks anew. The package
 * itself would unpack where all versions and users of the machine share one place, and without the libraries.
 */
async function unpacked(): Promise<string> {
  const packageFolder = fileURLToPath(new URL('../..', import.meta.resolve('@sparticuz/chromium')))
  const folder = join(packageFolder, 'unpacked')
  if (existsSync(folder)) return folder
  // Whole or not at all, also when two processes start at once.
  const draft = await mkdtemp(`${folder}-`)
  const unpack = (name: string, to: string, mode: number): Promise<void> =>
    pipeline(
      createReadStream(join(packageFolder, 'bin', name)),
      createBrotliDecompress(),
      createWriteStream(to, { mode }),
    )
  await unpack('chromium.br', join(draft, 'chromium'), 0o755)
  for (const archive of ['al2023.tar', 'fonts.tar', 'swiftshader.tar']) {
    await unpack(`${archive}.br`, join(draft, archive), 0o644)
    await promisify(execFile)('tar', ['--extract', '--no-same-owner', '--file', archive], { cwd: draft })
    await rm(join(draft, archive))
  }
  await writeFile(join(draft, 'fonts.conf'), fontsConf)
  await chmod(draft, 0o755)
  await rename(draft, folder).catch(async (cause) => {
    await rm(draft, { recursive: true })
    if (!existsSync(folder)) throw cause
  })
  return folder
}
