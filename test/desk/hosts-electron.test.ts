import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { refusedSwitch, webPreferences } from '../../src-main/host-electron/hardening.ts'
import { nastyTargets, secret } from './hosts/built-pages.ts'
import { smallDesk } from './hosts/desk-under-test.ts'
import { type RunningApp, startApp } from './hosts/electron-host.ts'

let running: RunningApp

beforeEach(async () => {
  running = await startApp(smallDesk().door)
  await running.addLater('later.js')
})
afterEach(() => running.remove())

const session = () => running.electron.session.defaultSession

describe('[E1] what a page is made with', () => {
  const required = {
    contextIsolation: true,
    sandbox: true,
    webSecurity: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    enableBlinkFeatures: '',
    navigateOnDragDrop: false,
    plugins: false,
  }
  test.each(Object.entries(required))('[E1] %s is %j in every window', (name, value) => {
    running.electron.clickMenu('New window')
    expect(running.electron.windows).toHaveLength(2)
    for (const { options } of running.electron.windows) expect(options.webPreferences).toHaveProperty(name, value)
  })

  test('[E1] every page is sandboxed, said before the app is ready', () => {
    const { calls } = running.electron.app
    expect(calls).toContain('enableSandbox')
    expect(calls.indexOf('enableSandbox')).toBeLessThan(calls.indexOf('ready'))
  })

  test.each([
    '--remote-debugging-port=9222',
    '--remote-debugging-pipe',
    '--inspect',
    '--inspect-brk=0',
    '--no-sandbox',
    '--disable-web-security',
  ])('[DX-A58] [E1] [E12] a shipped app does not start with %s, and says so', async (argument) => {
    const { electron, remove } = await startApp(smallDesk().door, { argv: ['app', argument] })
    await remove()
    expect(electron.errors).toEqual([`Holdfast does not start with this switch: ${argument}`])
    expect(electron.app.calls).toEqual(['exit 1'])
    expect(electron.windows).toEqual([])
    expect(refusedSwitch([argument], false)).toBeUndefined()
  })

  test('[E12] developer tools exist in development builds only', async () => {
    const hasTools = ({ electron }: RunningApp) => [
      electron.windows[0]?.options.webPreferences?.devTools,
      electron.menuItems().some(({ role }) => role === 'toggleDevTools'),
    ]
    expect(hasTools(running)).toEqual([false, false])
    const inDevelopment = await startApp(smallDesk().door, {
      prepare: (electron) => {
        electron.app.isPackaged = false
      },
    })
    await inDevelopment.remove()
    expect(hasTools(inDevelopment)).toEqual([true, true])
    expect(webPreferences).not.toHaveProperty('devTools')
  })
})

describe('[E2] pages come from the list of built files', () => {
  const ask = async (url: string, method = 'GET'): Promise<Response> => {
    const answer = await session().answer?.({ method, url })
    if (!answer) throw new Error('The scheme is not handled.')
    return answer
  }

  test('[E2] the scheme is standard and secure, may fetch, and goes around nothing', () => {
    const { calls } = running.electron.app
    expect(calls.indexOf('registerScheme')).toBeLessThan(calls.indexOf('ready'))
    expect(calls).toContain('registerScheme')
    expect(session().handledScheme).toBe('holdfast')
    expect(running.electron.schemes).toEqual([
      {
        scheme: 'holdfast',
        privileges: expect.objectContaining({
          standard: true,
          secure: true,
          supportFetchAPI: true,
          bypassCSP: false,
          corsEnabled: false,
          allowServiceWorkers: false,
        }),
      },
    ])
  })

  test('[E2] windows load the own address, never a file', () => {
    expect(running.electron.windows.map(({ loaded }) => loaded)).toEqual([['holdfast://app/']])
  })

  test.each([
    ['holdfast://app/', 'text/html; charset=utf-8'],
    ['holdfast://app/#/open/slot/1', 'text/html; charset=utf-8'],
    ['holdfast://app/first-paint.js', 'text/javascript; charset=utf-8'],
    ['holdfast://app/assets/inter-Zz_9-x1Y.woff2', 'font/woff2'],
  ])('[E2] serves %s as %s, not to be sniffed', async (url, type) => {
    const answer = await ask(url)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe(type)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  })

  test.each(nastyTargets.map((target) => [target]))('[DX-A53] [E2] answers 404 for %j', async (target) => {
    const answer = await ask(`holdfast://app${target}`)
    expect(answer.status).toBe(404)
    expect(await answer.text()).not.toContain(secret)
  })

  test.each([
    'holdfast://other/first-paint.js',
    'holdfast://app.evil.example/first-paint.js',
    'holdfast://user@app/first-paint.js',
    'holdfast://app:80/first-paint.js',
    'holdfast:/first-paint.js',
    'file:///first-paint.js',
  ])('[E2] answers 404 for another host: %s', async (url) => {
    expect((await ask(url)).status).toBe(404)
  })

  const policyFor = (nonce: string): string =>
    `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'nonce-${nonce}'; ` +
    "style-src-attr 'unsafe-inline'; img-src 'self' blob: data:; font-src 'self'; media-src 'self' blob:; " +
    "worker-src 'self'; connect-src 'self'; frame-src 'none'; object-src 'none'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

  test.each([
    ['GET', 'holdfast://app/', 200],
    ['GET', 'holdfast://app/first-paint.js', 200],
    ['GET', 'holdfast://app/nothing.js', 404],
    ['GET', 'holdfast://other/', 404],
    ['POST', 'holdfast://app/', 405],
  ])('[DX-A53] [E3] the answer to %s %s (%i) carries the policy to the letter', async (method, url, status) => {
    const answer = await ask(url, method)
    const policy = answer.headers.get('content-security-policy') ?? ''
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
    expect(answer.status).toBe(status)
    expect(Buffer.from(nonce, 'base64')).toHaveLength(16)
    expect(policy).toBe(policyFor(nonce))
  })

  test('[E3] the nonce is fresh at each load, and stands in the page', async () => {
    const loads = await Promise.all([ask('holdfast://app/'), ask('holdfast://app/')])
    const policies = loads.map(({ headers }) => headers.get('content-security-policy') ?? '')
    expect(policies[0]).not.toBe(policies[1])
    for (const [at, load] of loads.entries()) {
      const nonce = /nonce="([^"]+)"/.exec(await load.text())?.[1] ?? ''
      expect(policies[at]).toBe(policyFor(nonce))
    }
  })
})
