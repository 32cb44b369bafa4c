import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import { writeCodeVideo } from './code-video.ts'
import { goTo, openScreensWorld, type ScreenDesk, type ScreensWorld, settled } from './screens-world.ts'
import { violationsOf } from './violations.ts'

/** DX-R25: a code held before a camera, in a browser whose camera shows a video of one. */
let world: ScreensWorld
let desk: ScreenDesk
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-camera-'))
  const video = join(folder, 'card.y4m')
  await writeCodeVideo(video, 'K7Q2-9F3M', 'QRCode')
  // A browser without a window has nobody whom it could ask whether the page may: the second flag says yes.
  const yes = '--use-fake-ui-for-media-stream'
  const camera = ['--use-fake-device-for-media-stream', yes, `--use-file-for-fake-video-capture=${video}`]
  world = await openScreensWorld(camera)
  desk = await world.desk('Desk 1')
}, 240_000)
afterAll(async () => {
  await world.close()
  await rm(folder, { recursive: true, force: true })
})

test('[DX-R25] the camera is asked for by a click, reads a card, and is off again; all of it from the page’s own host', async () => {
  const page = await desk.window()
  const behind = await desk.behind()
  await behind.until(({ connection }) => connection === 'current')
  const someone = { memberId: newId(), code: 'K7Q2-9F3M', givenName: 'Deniz', familyName: 'Tarayan' }
  await behind.submit('memberships.create-member', someone)
  behind.close()
  const origin = new URL(page.url()).origin
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.context().grantPermissions(['camera'])
  await page.evaluate(() => {
    const streams: MediaStream[] = []
    Object.assign(window, { streams })
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const stream = await ask(wanted)
      streams.push(stream)
      return stream
    }
  })
  const streams = () =>
    page.evaluate(() =>
      'streams' in window && Array.isArray(window.streams)
        ? window.streams.map((stream: MediaStream) =>
            stream.getTracks().map(({ kind, readyState }) => `${kind} ${readyState}`),
          )
        : null,
    )
  await goTo(page, '/slots')
  await page.keyboard.press('Control+k')
  expect(await streams()).toEqual([])
  await page.getByRole('button', { name: 'Scan with the camera' }).click()
  await page.getByRole('heading', { level: 2, name: 'Deniz Tarayan' }).waitFor()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  expect(await streams()).toEqual([['video ended']])
  expect(asked.some((url) => url.endsWith('.wasm'))).toBe(true)
  expect(asked.filter((url) => !url.startsWith(origin) && !url.startsWith('blob:'))).toEqual([])
  await page.context().close()
})

test('[DX-R25] a camera that is not allowed: says so, and what does the same', async () => {
  const page = await desk.window()
  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
  })
  await page.keyboard.press('Control+k')
  await page.keyboard.type('>camera', { delay: 80 })
  await page.keyboard.press('Enter')
  await page.getByText('The camera was not allowed').waitFor()
  await settled(page)
  expect(await violationsOf(page)).toEqual([])
  await page.context().close()
})
