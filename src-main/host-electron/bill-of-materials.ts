import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'

const locked = z.object({
  version: z.string(),
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      integrity: z.string().optional(),
      dev: z.boolean().optional(),
    }),
  ),
})

/** Where the packed app carries it. */
const billFile = 'dist/bill-of-materials.json'

/**
 * DX-R54 E14: writes what the app is made of, as CycloneDX, from the lock file: each package with its version, licence
 * and the hash under which it was installed. What the desk runs is `required`; what the screens are bundled from, and
 * the tools that build them, are `optional`.
 */
export async function writeBillOfMaterials(root: string): Promise<void> {
  const lock = locked.parse(JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')))
  const components = Object.entries(lock.packages).flatMap(([path, about]) => component(path, about))
  const bill = {
    ...{ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 },
    metadata: { component: { type: 'application', name: 'holdfast', version: lock.version } },
    components,
  }
  const file = join(root, billFile)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, JSON.stringify(bill, null, 2))
}

type Locked = z.infer<typeof locked>['packages'][string]

function component(path: string, { version, license, integrity, dev }: Locked): object[] {
  const name = path.split('node_modules/').at(-1)
  // The empty path is Holdfast itself.
  if (!name || !version) return []
  return [
    {
      type: 'library',
      name,
      version,
      purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
      scope: dev ? 'optional' : 'required',
      ...(license && { licenses: [{ expression: license }] }),
      ...(integrity && { hashes: [hashOf(integrity)] }),
    },
  ]
}

/** npm writes `sha512-<base64>`, CycloneDX hex. */
function hashOf(integrity: string): { alg: string; content: string } {
  const [algorithm = '', digest = ''] = integrity.split('-', 2)
  return { alg: algorithm.replace('sha', 'SHA-'), content: Buffer.from(digest, 'base64').toString('hex') }
}
