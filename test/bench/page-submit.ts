import { theDesk } from '../../src-renderer/desk/desk.ts'

/**
 * A click → its certainty painted: the renderer's own desk, with its journal on disk and its line to the desk process,
 * and one line of text where a screen would show its badge.
 */

declare global {
  interface Window {
    paintedSubmits(membershipIds: string[], paceMs: number): Promise<number[]>
  }
}

const desk = theDesk()
const shown = document.body.appendChild(document.createElement('p'))
const button = document.body.appendChild(document.createElement('button'))

const signedIn = (): Promise<void> =>
  new Promise((done) => {
    const look = () => desk.client.state.get().status?.user && done()
    desk.client.state.subscribe(look)
    look()
  })

/** The first moment after the next frame is on its way to the screen. */
const painted = (): Promise<number> =>
  new Promise((done) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.onmessage = () => done(performance.now())
      channel.port2.postMessage(null)
    })
  })

const clicked = (membershipId: string): Promise<number> =>
  new Promise((done, fail) => {
    button.onclick = (click) => {
      shown.textContent = '…'
      desk.submit('plant-slots.allocate', { membershipId, pick: { quantity: 2 } }).then(async (submitted) => {
        shown.textContent = submitted.state
        if (submitted.state !== 'held') return fail(new Error(JSON.stringify(submitted)))
        done((await painted()) - click.timeStamp)
      }, fail)
    }
    button.click()
  })

window.paintedSubmits = async (membershipIds, paceMs) => {
  await signedIn()
  const times: number[] = []
  for (const membershipId of membershipIds) {
    times.push(await clicked(membershipId))
    await new Promise((done) => setTimeout(done, paceMs * (0.5 + Math.random())))
  }
  return times.slice(10)
}
